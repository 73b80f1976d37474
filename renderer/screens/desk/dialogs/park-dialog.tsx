import { useStore } from 'zustand';
import { ownerOf } from '../../../../shared/model/task.ts';
import type { Task } from '../../../../shared/model/task.ts';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { useJourney } from '../../../store/journeys.ts';
import type { Say } from '../../../store/texts.ts';
import { useRow } from '../../../store/select.ts';
import { closeDialog, openDialog, showToast } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { sayCode, useWords } from '../next/words.ts';
import type { Option } from './form-parts.tsx';
import { Choices, Moment, Text } from './form-parts.tsx';
import { useKept } from './kept.ts';
import { fieldText, fieldTime, likelyMoments } from './moments.ts';

const eventsAtMost = 5;

/** What is waited for: a message of the journey, or a kind of evidence. */
const eventText = (say: Say, event: string): string => (say(`message.${event}`) === `message.${event}` ? sayCode(say, 'choice', event) : say(`message.${event}`));

/** `P`: sets a task aside until a date or an event, and offers to tell the customer when it goes on. */
export function ParkDialog({ about }: DialogProps) {
  const { task: id = '' } = about;
  const desk = useDesk();
  const { ui, act, rows, data, clock } = desk;
  const words = useWords();
  const { say, time: timeOf } = words;
  const task = useRow(rows, 'task', id);
  const info = useJourney(data.journeys, task?.journey);
  const sheet = useStore(data.sheets.store, (all) => (task === undefined ? undefined : all[task.case]?.value));
  const kept = useKept(`park ${id}`, () => ({ chosen: '', at: fieldText(likelyMoments(clock.now())[0] ?? clock.now()), reason: '' }));
  const { chosen, at, reason } = kept.value;
  const awaited = (sheet?.position?.standing ?? []).flatMap(({ messages }) => messages ?? []);
  const known = Object.entries(info?.messages ?? {}).filter(([, { from }]) => from !== 'us').map(([name]) => name);
  const needed = (sheet?.evidence ?? []).filter(({ state }) => state !== 'have').map(({ kind }) => kind);
  const events = [...new Set([...awaited, ...known])].filter((one) => !needed.includes(one)).slice(0, eventsAtMost);
  const forEvent = (event: string): Option => ({ id: `event ${event}`, text: say('park.event', { event: eventText(say, event) }) });
  const options: Option[] = [
    ...needed.map(forEvent),
    ...likelyMoments(clock.now()).map((one) => ({ id: `at ${String(one)}`, text: timeOf(one) })),
    ...events.map(forEvent),
    { id: 'other', text: say('park.other') },
  ];
  const until = chosen === '' ? (options[0]?.id ?? 'other') : chosen;
  const time = until === 'other' ? fieldTime(at) : until.startsWith('at ') ? Number(until.slice(3)) : undefined;
  const event = until.startsWith('event ') ? until.slice(6) : undefined;
  const isOwn = task !== undefined && ownerOf(task as Task) === desk.person.id;
  const blocked = task === undefined || !isOwn ? say('park.notYours') : time === undefined && event === undefined ? say('park.choose') : time !== undefined && time <= clock.now() ? say('park.past') : undefined;
  const park = async (): Promise<void> => {
    if (!task) return;
    const answer = await act('task:park', { task: task.id, fence: task.fence, ...(time === undefined ? {} : { until: time }), ...(event === undefined ? {} : { event }), ...(reason.trim() === '' ? {} : { reason }) });
    if (!answer.ok) return;
    kept.forget();
    const undo = (): void => void act('task:resume', { task: task.id, fence: task.fence });
    showToast(ui, { text: time === undefined ? say('park.doneEvent', { event: eventText(say, event ?? '') }) : say('park.doneAt', { at: timeOf(time) }), isError: false, undo });
    // What was just decided is what the customer wants to know.
    if (time !== undefined && task.customer !== undefined) openDialog(ui, 'promise', { case: task.case, dueAt: String(time), isSuggested: 'yes' });
    else closeDialog(ui);
  };
  return (
    <DeskDialog title={say('park.title', { work: task ? words.activity(task) : '' })} primary={{ text: say('park.act'), run: () => void park(), blocked }} note={say('park.note')}>
      <Choices label={say('park.until')} options={options} value={until} onChange={(one) => kept.set({ chosen: one })} isStacked hasFocus />
      {until === 'other' && <Moment label={say('park.at')} value={at} min={fieldText(clock.now())} onChange={(text) => kept.set({ at: text })} />}
      <Text label={say('park.reason')} value={reason} onChange={(text) => kept.set({ reason: text })} />
    </DeskDialog>
  );
}
