/** An IBAN (ISO 13616) of a country, bank code and account number: digits and capitals in, the two check digits put in. */
export function makeIban(country: string, bank: string, account: string): string {
  const check = 98 - mod97(`${bank}${account}${country}00`);
  return `${country}${String(check).padStart(2, '0')}${bank}${account}`;
}

/** Whether the check digits are right (ISO 7064, MOD 97-10). */
export const isIban = (iban: string): boolean => /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban) && mod97(iban.slice(4) + iban.slice(0, 4)) === 1;

/** Letters count as two digits, A = 10. */
function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
