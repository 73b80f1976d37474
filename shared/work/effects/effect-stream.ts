const prefix = 'customer:';

/** What stands in the place of its case where nobody's case asked for an effect: its entries are the customer's. */
export const streamOfCustomer = (customer: string): string => `${prefix}${customer}`;

/** The customer whose effect it is; undefined for a case's. */
export const customerOfStream = (of: string): string | undefined => (of.startsWith(prefix) ? of.slice(prefix.length) : undefined);
