import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { rowIn } from '../../store/select.ts';

const settleMs = 150;

/** When the case of the row under the keyboard last really moved: what came or was done, not who looked at it. */
export function ProgressLine() {
  const { lead, connection, rows, texts, clock } = useDesk();
  const { say } = texts;
  const id = useStore(lead, ({ row, listed, plan }) => listed.find((task) => task.id === row)?.case ?? plan?.preview?.moves.find(({ task }) => task === row)?.case);
  const [watched, setWatched] = useState<string>();
  // Only where one stays, so that arrows down a list do not ask for every case.
  useEffect(() => {
    const timer = setTimeout(() => setWatched(id), settleMs);
    return () => clearTimeout(timer);
  }, [id]);
  useEffect(() => (watched === undefined ? undefined : connection.watch(`case:${watched}`)), [connection, watched]);
  const row = useStore(rows, (slice) => (watched === undefined ? undefined : rowIn(slice, `case:${watched}`, 'case', watched)));
  const now = useNow(clock);
  if (id === undefined || row === undefined || row.id !== id) return <span>{say('lead.lastProgressOf')}</span>;
  const at = momentText(texts.locale, row.lastProgressAt, now);
  return <span>{row.lastChannel === undefined ? say('lead.lastProgress', { at }) : say('lead.lastProgressOn', { at, channel: say(`channel.${row.lastChannel}`) })}</span>;
}
