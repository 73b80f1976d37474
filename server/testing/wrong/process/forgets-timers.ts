// Wrong on purpose: its poller never comes to one timer in three (T10, T24).
import { rewrite } from './rewrite.ts';

rewrite((name, text) => (name === 'timers-due' ? text.replace('where due_at <= $1', 'where due_at <= $1 and hashtext(id) % 3 <> 0') : text));
