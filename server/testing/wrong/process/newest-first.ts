// Wrong on purpose: of the timers that are due its poller takes the latest first, as many as there are (T32).
import { rewrite } from './rewrite.ts';

rewrite((name, text) => (name === 'timers-due' ? text.replace('order by due_at, id', 'order by due_at desc, id desc') : text));
