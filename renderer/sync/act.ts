import { v7 as uuid } from 'uuid';
import type { Answer } from '../../shared/contract/answer.ts';
import type { CommandOf, CommandType } from '../../shared/contract/commands.ts';
import type { TaskPut } from '../../shared/contract/rows.ts';
import type { LinkNow } from '../../shared/policy/offline.ts';
import { refusedOffline } from '../../shared/policy/offline.ts';
import type { PendingStore } from '../store/pending.ts';
import { dropPending, putPending } from '../store/pending.ts';
import type { UiStore } from '../store/ui.ts';
import { showToast } from '../store/ui.ts';
import type { DeskTexts } from '../store/texts.ts';
import type { Connection } from './connection.ts';

export interface ActOptions {
  /** What the task's row will most likely be, shown at once. */
  readonly expected?: Partial<TaskPut>;
  /** Where the caller must know it: the id of a bulk move is the plan's that can be undone. */
  readonly commandId?: string;
  /** The caller tells a refusal itself. */
  readonly isQuiet?: boolean;
}

export type Act = <T extends CommandType>(type: T, fields: Omit<CommandOf<T>, 'type' | 'commandId'>, options?: ActOptions) => Promise<Answer>;

export interface ActParts {
  readonly connection: Pick<Connection, 'send'>;
  readonly pending: PendingStore;
  readonly ui: UiStore;
  readonly texts: DeskTexts;
  readonly now: () => number;
  readonly link: () => LinkNow;
}

export const newCommandId = (): string => `c-${uuid()}`;

/** Sends commands of this person: what is expected shows at once, and a refusal is told in plain words. */
export const createAct = ({ connection, pending, ui, texts, now, link }: ActParts): Act =>
  async (type, fields, { expected, isQuiet = false, commandId = newCommandId() } = {}) => {
    const task = 'task' in fields && typeof fields.task === 'string' ? fields.task : undefined;
    const refused = refusedOffline(type, link(), now());
    if (!refused && task !== undefined && expected) putPending(pending, task, { commandId, since: now(), expected });
    const answer = refused ?? (await connection.send({ ...fields, type, commandId } as never));
    if (task !== undefined) dropPending(pending, task, commandId);
    if (!answer.ok && !isQuiet) showToast(ui, { text: texts.refusal(answer), isError: true });
    return answer;
  };
