// Wrong on purpose: never hears the database's time, and so takes its own for right (T31).
import { rewrite } from './rewrite.ts';

rewrite((name, text) => (name === 'clock-read' ? 'select 1 / 0 as at' : text));
