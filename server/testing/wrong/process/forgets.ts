// Wrong on purpose: takes an input that the ledger knows for a new one (T21, T42).
import { rewrite } from './rewrite.ts';

rewrite((name, text) => {
  if (name === 'ledger-enter') return text.replace('do nothing', 'do update set at = excluded.at');
  return name === 'ledger-known' ? `${text} and false` : text;
});
