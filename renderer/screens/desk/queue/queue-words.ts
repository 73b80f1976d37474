import type { CasePut, TaskPut } from '../../../../shared/contract/rows.ts';
import { ownerOf } from '../../../../shared/model/task.ts';
import type { UrgencyPart } from '../../../../shared/work/urgency.ts';
import { momentText, spanText } from '../../../components/span.ts';
import type { MarkKind } from '../../../components/mark.tsx';
import type { ListRow } from '../../../store/queue-list.ts';
import type { DeskTexts } from '../../../store/texts.ts';

/** What words about a row need. */
export interface RowWords {
  readonly texts: DeskTexts;
  /** The person who looks. */
  readonly me: string;
  readonly nameOf: (person: string) => string;
  readonly now: number;
}

/** A command's row is marked as pending only once one can notice that it takes long. */
const pendingAfterMs = 300;

interface Due {
  readonly dueAt: number;
  readonly goalAt: number;
}

const hourMs = 3_600_000;

/** What a row counts down to: of its running clocks and its open promise the one due first. */
function nearestDue({ clocks = [], promiseDueAt }: TaskPut): Due | undefined {
  const dues: Due[] = clocks.filter(({ pausedSince }) => pausedSince === undefined);
  if (promiseDueAt !== undefined) dues.push({ dueAt: promiseDueAt, goalAt: promiseDueAt - hourMs });
  return dues.reduce<Due | undefined>((first, due) => (first === undefined || due.dueAt < first.dueAt ? due : first), undefined);
}

export function markOf({ task, pendingSince, gone }: ListRow, me: string, now: number): MarkKind {
  if ((gone && gone.by !== me) || (pendingSince !== undefined && now - pendingSince >= pendingAfterMs)) return 'pending';
  const due = nearestDue(task);
  if (!due) return 'waiting';
  return now >= due.dueAt ? 'late' : now >= due.goalAt ? 'soon' : 'waiting';
}

/** What stands at the end of the first line: until when, or how late. */
export function clockOf({ task }: ListRow, { texts, now }: RowWords): { text: string; is: 'late' | 'soon' | 'running' } {
  const { say, locale } = texts;
  if (task.parked?.until !== undefined) return { text: momentText(locale, task.parked.until, now), is: 'running' };
  const due = nearestDue(task);
  if (!due) return { text: (task.clocks ?? []).length > 0 ? say('clock.paused') : '', is: 'running' };
  const span = spanText(say, Math.abs(due.dueAt - now));
  if (now >= due.dueAt) return { text: say('clock.late', { span }), is: 'late' };
  return { text: span, is: now >= due.goalAt ? 'soon' : 'running' };
}

/** Who a row waits for, in a few words, before all else: the second line of a row begins with it. */
export function waitText(row: ListRow, kase: Pick<CasePut, 'waitsFor'> | undefined, words: RowWords): string {
  const { task, gone } = row;
  const { texts: { say, locale }, me, nameOf, now } = words;
  if (gone) {
    const age = spanText(say, now - gone.at);
    if (gone.by === me) return say('queue.nowYours');
    return gone.by === undefined ? say('queue.gone', { age }) : say('queue.taken', { name: nameOf(gone.by), age });
  }
  if (task.handOff) {
    const to = task.handOff.toPerson;
    return say('queue.offeredTo', { name: to === undefined ? say(`team.${task.handOff.toTeam ?? ''}`) : to === me ? say('queue.you') : nameOf(to) });
  }
  if (task.parked) {
    const { until, event } = task.parked;
    return until === undefined ? say('queue.parkedFor', { event: event ?? '' }) : say('queue.parkedUntil', { at: momentText(locale, until, now) });
  }
  if (task.customerPresent !== undefined) return say('queue.customerHere');
  if (task.needsOwner) return say('queue.needsOwner');
  if (kase?.waitsFor) return say('queue.waitsFor', { whom: whomText(kase.waitsFor.whom, words) });
  // The cause that is left when no other applies; whom a case waits for, it says itself.
  if (task.stalled && task.stalled.cause !== 'customer') return say(`queue.stalled.${task.stalled.cause}`);
  const owner = ownerOf(task);
  if (owner === me) return say('queue.waitsForYou');
  if (owner !== undefined) return say('queue.waitsFor', { whom: nameOf(owner) });
  return task.holder?.by === 'source' ? say('queue.atSource') : say('queue.free');
}

const knownWhom = new Set(['customer', 'us', 'staff', 'thirdParty', 'system']);
const whomText = (whom: string, { texts: { say }, nameOf }: RowWords): string => (knownWhom.has(whom) ? say(`queue.whom.${whom}`) : nameOf(whom));

/** Why a row stands where it stands, part by part, the heaviest first. */
export function urgencyTexts(parts: readonly UrgencyPart[], { texts: { say, locale }, now }: RowWords): string[] {
  return parts.toSorted((a, b) => b.points - a.points).map(({ points, because: { code, params = {} } }) => {
    const dueAt = typeof params['dueAt'] === 'number' ? params['dueAt'] : now;
    const text = say(`queue.because.${code}`, {
      span: spanText(say, Math.abs(dueAt - now)), at: momentText(locale, dueAt, now), ...(params['regulatory'] === true ? { context: 'regulatory' } : {}),
    });
    return `${text} ${String(Math.round(points))}`;
  });
}
