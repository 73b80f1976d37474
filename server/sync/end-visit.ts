import type { DeskDoor } from '../desk-door.ts';
import type { CustomerPlace } from './customer-presence.ts';

/** Tells the desk that a customer has left whose channel says nothing more. Where that fails the visit ends by its time. */
export const endVisit =
  (door: Pick<DeskDoor, 'order'>, newId: (prefix: string) => string, report: (error: unknown, context: Record<string, string>) => void) =>
  ({ source, case: id, channel }: CustomerPlace): void => {
    door.order({ do: 'customerGone', id: newId('v'), source, case: id, channel }).catch((error: unknown) => report(error, { at: 'visit' }));
  };
