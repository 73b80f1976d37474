import { must } from '../../../shared/assert.ts';
import type { JourneyFile } from '../../../shared/journey/orchestrated/journey-file.ts';
import type { Channel } from '../../../shared/model/case.ts';
import { hourMs, minuteMs } from './day-plan.ts';
import type { Values } from './fields.ts';
import { drawFields } from './fields.ts';
import type { Luck } from './luck.ts';

/** What somebody outside says at a step. `phone` and `branch` are said to staff, who enter it; the rest comes from a source. */
export interface Said {
  readonly afterMs: number;
  readonly message: string;
  readonly channel: Channel;
  /** The source that sends it; absent where staff enter it. */
  readonly source?: string;
  readonly data: Values;
}

/** Who never answers, by who is waited for. */
const silent = { customer: 0.12, thirdParty: 0.05, system: 0.01, staff: 0.02 } as const;
/** How long they take, in milliseconds, from and to, drawn evenly over orders of magnitude. */
const spans = {
  customer: [2 * minuteMs, 5 * hourMs], thirdParty: [20 * minuteMs, 6 * hourMs], system: [minuteMs, 10 * minuteMs], staff: [5 * minuteMs, hourMs],
} as const;

/**
 * What the outside does where a case waits for one of `messages`: which of them comes, when, over which channel and with what; undefined
 * where nobody says anything, which is for time to solve.
 */
export function saidAt(file: JourneyFile, messages: readonly string[], luck: Luck, started: Channel): Said | undefined {
  const known = messages.filter((name) => file.messages?.[name] !== undefined);
  if (known.length === 0) return undefined;
  // Whoever means to stop says so at any step.
  const message = luck.pickFirst('message', known, 0.8);
  const { from, fields } = must(file.messages?.[message], 'it was just looked up');
  if (luck.chance('silent', silent[from])) return undefined;
  const [least, most] = spans[from];
  const afterMs = Math.round(least * (most / least) ** luck.of('after'));
  const channel = from === 'customer' ? channelOf(luck, started) : from === 'staff' ? 'branch' : 'system';
  const isToStaff = from === 'staff' || channel === 'phone' || channel === 'branch';
  return {
    afterMs, message, channel,
    ...(isToStaff ? {} : { source: sourceOf(file, channel, luck) }),
    data: drawFields(fields, luck, { lists: isToStaff }),
  };
}

/** Most go on where they began; some call, some walk in. */
function channelOf(luck: Luck, started: Channel): Channel {
  const drawn = luck.of('channel');
  if (drawn < 0.12) return 'phone';
  if (drawn < 0.2) return 'branch';
  return started === 'phone' || started === 'branch' || started === 'system' ? 'mobile' : started;
}

const sourceOf = ({ sources }: JourneyFile, channel: Channel, luck: Luck): string => (sources.includes(channel) ? channel : luck.pick('source', sources));
