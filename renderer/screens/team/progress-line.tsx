import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { shortName } from '../../store/directory.ts';
import { rowAnywhere, rowIn, useRow, useRows } from '../../store/select.ts';
import { stateText } from './reminders.ts';

const settleMs = 150;

/** When the case of the row under the keyboard last really moved: what came or was done, not who looked at it. */
export function ProgressLine() {
  const { lead, connection, rows, texts, clock } = useDesk();
  const { say } = texts;
  const id = useStore(lead, ({ row, listed, plan }) => listed.find((task) => task.id === row)?.case ?? plan?.preview?.moves.find(({ task }) => task === row)?.case);
  const task = useStore(lead, (state) => state.row);
  const [watched, setWatched] = useState<string>();
  // Only where one stays, so that arrows down a list do not ask for every case.
  useEffect(() => {
    const timer = setTimeout(() => setWatched(id), settleMs);
    return () => clearTimeout(timer);
  }, [id]);
  useEffect(() => (watched === undefined ? undefined : connection.watch(`case:${watched}`)), [connection, watched]);
  const row = useStore(rows, (slice) => (watched === undefined ? undefined : rowIn(slice, `case:${watched}`, 'case', watched)));
  const now = useNow(clock);
  const declined = useDeclined(watched);
  const reminded = useStore(rows, (slice) => (task === undefined ? undefined : rowAnywhere(slice, 'task', task)?.reminded));
  if (id === undefined || row === undefined || row.id !== id) return <span>{say('lead.lastProgressOf')}</span>;
  const at = momentText(texts.locale, row.lastProgressAt, now);
  if (declined) return <span>{say('lead.declined', { name: declined.name, because: say(`declineOffer.because.${declined.reason}`) })}</span>;
  const last = row.lastChannel === undefined ? say('lead.lastProgress', { at }) : say('lead.lastProgressOn', { at, channel: say(`channel.${row.lastChannel}`) });
  return <span>{reminded === undefined ? last : `${last}. ${say('reminder.last', { state: stateText(say, (moment) => momentText(texts.locale, moment, now), reminded) })}`}</span>;
}

/** Who declined the work under the keyboard, and why: the lead has to know before it goes to the next. */
function useDeclined(watched: string | undefined): { readonly name: string; readonly reason: string } | undefined {
  const { lead, rows, data } = useDesk();
  const id = useStore(lead, (state) => state.row);
  const task = useRow(rows, 'task', id);
  const entries = useRows(rows, watched === undefined ? undefined : `case:${watched}`, 'entry');
  const names = useStore(data.directory.store);
  if (task?.needsOwner?.because !== 'declined') return undefined;
  const { body } = entries.filter((entry) => entry.task === id && entry.kind === 'task:offerEnded' && entry.body['how'] === 'declined').toSorted((a, b) => b.seq - a.seq)[0] ?? {};
  return body === undefined ? undefined : { name: shortName(names, String(body['to'])), reason: String(body['reason'] ?? 'other') };
}
