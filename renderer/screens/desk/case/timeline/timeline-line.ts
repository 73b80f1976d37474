import type { EntryPut } from '../../../../../shared/contract/rows.ts';
import type { Say } from '../../../../store/texts.ts';

/** What words of the timeline are made from. */
export interface Speaking {
  readonly say: Say;
  /** A colleague, a system, or `you`. */
  readonly nameOf: (actor: string) => string;
  /** The work of an activity. */
  readonly workOf: (activity: string) => string;
  readonly stageOf: (stage: string) => string;
  /** What a source calls an event, in words. */
  readonly reportOf: (type: string) => string | undefined;
  /** The activity of a task of this case. */
  readonly activityOf: (task: string) => string | undefined;
  readonly moment: (at: number) => string;
}

export interface TimelineLine {
  readonly text: string;
  /** The personal text that belongs to it, by its id. */
  readonly value?: string;
}

/** What only says how the work was carried out: shown when somebody wants every line. */
const quiet = new Set<string>([
  'lease:granted', 'lease:broken', 'draft:discarded', 'clock:started', 'clock:met', 'clock:recomputed', 'task:closed', 'task:replaced', 'task:leftUntouched', 'task:offered',
  'task:offerEnded', 'event:recorded', 'effect:done', 'effect:retried', 'customer:read', 'customer:searched', 'journey:migrated', 'case:stalled',
]);
const quietSteps = /^(?:task:complete|decision|case:identify|journey:addTask|journey:retry|effect:)/;

export function isQuiet({ kind, body }: Pick<EntryPut, 'kind' | 'body'>): boolean {
  if (kind === 'journey:stepped') return quietSteps.test(text(body['on']));
  if (kind === 'case:moved' || isLate(kind, body)) return false;
  return quiet.has(kind);
}

const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const words = (code: string): string => {
  const plain = code.replaceAll(/[-_.]/g, ' ').replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};
/** A code in words: those of the locale, else its own. */
export const coded = (say: Say, table: string, code: string): string => say(`${table}.${code}`, { defaultValue: words(code) });

type Body = Readonly<Record<string, unknown>>;
/** What a customer sent when its step was over. */
const isLate = (kind: string, body: Body): boolean => kind === 'event:recorded' && body['irregular'] === 'submittedBefore';
const inner = (body: Body, name: string): Body => (body[name] ?? {}) as Body;

/** The values of a kind's sentence: all that its text may name. */
function paramsOf(kind: string, body: Body, entry: EntryPut, { say, nameOf, workOf, stageOf, reportOf, activityOf, moment }: Speaking): Record<string, string | number> {
  const activity = text(body['activity']) || (entry.task === undefined ? '' : (activityOf(entry.task) ?? ''));
  const reported = text(inner(body, 'report')['type']);
  const handOff = inner(body, 'handOff');
  const to = text(body['to']) || text(body['proposed']) || text(handOff['toPerson']) || holder(body) || text(body['team']) || text(handOff['toTeam']);
  const at = body['until'] ?? body['expiresAt'] ?? inner(body, 'promise')['dueAt'] ?? inner(body, 'clock')['dueAt'];
  return {
    who: nameOf(entry.actor),
    work: activity === '' ? '' : workOf(activity),
    to: kind === 'case:escalated' && to.startsWith('team:') ? say(`team.${to.slice(5)}`, { defaultValue: words(to.slice(5)) }) : to === '' ? '' : nameOf(to),
    from: text(body['from']) === '' ? '' : nameOf(text(body['from'])),
    stage: stageOf(text(body['stage'])),
    channel: text(body['channel']) === '' ? '' : say(`valueFrom.on.${text(body['channel'])}`, { defaultValue: text(body['channel']) }),
    because: text(body['because']) === '' ? '' : coded(say, kind === 'reminder:ended' ? 'gate' : 'caseBecause', text(body['because'])),
    outcome: text(body['outcome']) === '' ? '' : coded(say, 'choice', text(body['outcome'])),
    what: coded(say, kind === 'evidence:added' ? 'choice' : kind === 'case:flagged' ? 'flag' : 'field', text(body['kind']) || text(body['flag']) || text(body['field'])),
    system: say(`connector.${text(body['connector'])}`, { defaultValue: words(text(body['connector'])) }),
    operation: coded(say, 'operation', text(body['operation'])),
    method: say(`verifiedBy.${text(body['method'])}`, { defaultValue: text(body['method']) }),
    message: coded(say, 'message', (text(body['on']) || reported).replace(/^message:/, '')),
    report: reportOf(reported) ?? words(reported),
    reason: text(body['code']) === '' ? '' : say(`error.${text(body['code'])}`, { ...inner(body, 'params') }),
    until: typeof at === 'number' ? moment(at) : '',
  };
}

const holder = (body: Body): string => text(inner(body, 'holder')['person']);

/** Which of a kind's sentences fits; most kinds have one. */
export function sentenceOf(kind: string, body: Body): string {
  switch (kind) {
    case 'journey:stepped': {
      const on = text(body['on']);
      const how = on.startsWith('message:') ? 'message' : on.startsWith('effect:') ? 'effect' : on === 'start' || on === 'timer' ? on : 'step';
      return `journey.${how}`;
    }
    case 'case:opened':
      return body['channel'] === undefined ? 'case.opened' : 'case.openedOn';
    case 'event:recorded':
      return isLate(kind, body) ? 'event.late' : 'event.recorded';
    case 'case:moved':
      return inner(body, 'report')['type'] === undefined ? 'case.moved' : 'case.reported';
    case 'task:claimed':
      return text(body['because']) === 'next' ? 'task.claimedNext' : 'task.claimed';
    case 'task:completed':
      return body['outcome'] === undefined ? 'task.completed' : 'task.completedAs';
    case 'task:parked':
      return body['until'] === undefined ? 'task.parked' : 'task.parkedUntil';
    case 'task:takenOver':
      return body['from'] === undefined ? 'task.takenOver' : 'task.takenOverFrom';
    case 'help:answered':
      return body['isWhisper'] === true ? 'help.whispered' : 'help.answered';
    case 'handOff:ended':
      return `handOff.${text(body['how'])}`;
    case 'promise:ended':
      return `promise.${text(body['how'])}`;
    case 'reminder:asked':
    case 'reminder:ended':
      return `reminder.${text(body['how'])}`;
    case 'effect:failed':
      return body['applied'] === 'maybe' ? 'effect.unsure' : 'effect.failed';
    default:
      return kind.replace(':', '.');
  }
}

/** Where a kind's personal text stands in its body. */
function valueOf(kind: string, body: Body): string | undefined {
  const found = kind === 'handOff:offered' ? inner(body, 'handOff')['situationValue'] : kind === 'promise:made' ? inner(body, 'promise')['textValue'] : (body['value'] ?? body['reasonValue'] ?? body['askedValue'] ?? body['answerValue']);
  return typeof found === 'string' ? found : undefined;
}

/** One line of the timeline, in words. */
export function lineOf(entry: EntryPut, speaking: Speaking): TimelineLine {
  const { kind, body } = entry;
  const key = `timeline.${sentenceOf(kind, body)}`;
  const value = valueOf(kind, body);
  const said = speaking.say(key, { ...paramsOf(kind, body, entry, speaking), defaultValue: words(kind.replace(':', ' ')) });
  return { text: said.trim(), ...(value === undefined ? {} : { value }) };
}
