/** A command on its way; `entity` is the case or task whose order it keeps. */
export interface Outgoing {
  readonly commandId: string;
  readonly entity: string;
}

/** Commands of one person in the order they were given; `refused` are those that stop what stands behind them. */
export interface Outbox<T extends Outgoing> {
  readonly queue: readonly T[];
  readonly refused: ReadonlySet<string>;
}

export const emptyOutbox: Outbox<never> = { queue: [], refused: new Set() };

export const enqueue = <T extends Outgoing>(outbox: Outbox<T>, command: T): Outbox<T> => ({ ...outbox, queue: [...outbox.queue, command] });

/** What may be sent now, or again: the first of each entity, and nothing behind one that was refused (T23). */
export function sendable<T extends Outgoing>({ queue, refused }: Outbox<T>): T[] {
  const busy = new Set<string>();
  return queue.filter(({ commandId, entity }) => {
    const isFirst = !busy.has(entity);
    busy.add(entity);
    return isFirst && !refused.has(commandId);
  });
}

/** After an answer: what was done leaves; what was refused stays for its person to see, and stops its entity. */
export function answered<T extends Outgoing>({ queue, refused }: Outbox<T>, commandId: string, isDone: boolean): Outbox<T> {
  if (!queue.some((command) => command.commandId === commandId)) return { queue, refused };
  return isDone ? dropped({ queue, refused }, commandId) : { queue, refused: new Set([...refused, commandId]) };
}

/** Takes a command out by its person's decision; what stands behind it goes on. */
export function dropped<T extends Outgoing>({ queue, refused }: Outbox<T>, commandId: string): Outbox<T> {
  return { queue: queue.filter((command) => command.commandId !== commandId), refused: new Set([...refused].filter((id) => id !== commandId)) };
}
