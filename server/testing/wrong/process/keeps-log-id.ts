// Wrong on purpose: a restore that goes on as the log that it was taken from.
import { rewrite } from './rewrite.ts';

rewrite((_name, text) => (/^UPDATE head SET log_id/.test(text) ? 'UPDATE head SET log_id = log_id RETURNING log_id AS "logId"' : text));
