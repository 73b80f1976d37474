import type { CaseSheet } from '../../../../shared/contract/rest-case.ts';
import { MASK, maskName } from '../../../../shared/policy/may-see.ts';

/** When what a sheet shows is over: the end of the verification, one's own or that of whom one helps, or of the first value that is shown for a while; undefined where nothing ends. */
export function endOf({ customer, values, shownFor }: CaseSheet): number | undefined {
  const ends = [...Object.values(customer?.fields ?? {}), ...Object.values(values)].flatMap(({ revealedUntil }) => revealedUntil ?? []);
  const all = [...ends, ...[customer?.verifiedUntil, shownFor?.until].flatMap((end) => end ?? [])];
  return all.length === 0 ? undefined : Math.min(...all);
}

/** The sheet as it may still be shown at `now`: what is over is masked here too, whether or not the server can be asked. */
export function maskOver(sheet: CaseSheet, now: number): CaseSheet {
  const { customer, shownFor } = sheet;
  const isClosed = [customer?.verifiedUntil, shownFor?.until].some((until) => until !== undefined && until <= now);
  const isOver = ({ revealedUntil }: { revealedUntil?: number | undefined }): boolean => (revealedUntil === undefined ? isClosed : revealedUntil <= now);
  const values = Object.fromEntries(Object.entries(sheet.values).map(([name, value]) => {
    if (value.isMasked || !isOver(value)) return [name, value];
    const { raw: _, revealedUntil: __, ...rest } = value;
    return [name, { ...rest, value: MASK, isMasked: true }];
  }));
  if (!customer) return { ...sheet, values };
  const fields = Object.fromEntries(Object.entries(customer.fields).map(([name, field]) => {
    if (field.isMasked || !isOver(field)) return [name, field];
    const { revealedUntil: _, ...rest } = field;
    return [name, { ...rest, value: name === 'name' ? maskName(field.value) : MASK, isMasked: true }];
  }));
  if (!isClosed) return { ...sheet, values, customer: { ...customer, fields } };
  const { verifiedUntil: _, verifiedBy: __, ...rest } = customer;
  const { shownFor: ___, ...closed } = sheet;
  return {
    ...closed, values, inputs: {},
    texts: Object.fromEntries(Object.keys(sheet.texts).map((id) => [id, null])),
    customer: { ...rest, fields, isVerified: false, label: maskName(customer.label) },
  };
}
