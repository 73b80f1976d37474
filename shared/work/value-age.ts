/** For how many days a value counts before it is to be asked again; what is not here does not age. */
const limits: Readonly<Record<string, number>> = {
  phone: 730, email: 730, address: 730,
  incomeMinor: 90, rentMinor: 90, otherLoansMinor: 90,
  score: 30, band: 30, debtMinor: 30, defaults: 30, screening: 90,
};

/** The limit of a customer's field or a variable of a process, in days; undefined where it does not age. */
export const limitDaysOf = (field: string): number | undefined => (Object.hasOwn(limits, field) ? limits[field] : undefined);
