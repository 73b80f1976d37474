import { useEffect, useState } from 'react';
import type { Receivers } from '../../../../shared/contract/rest-team.ts';
import { teamRoutes } from '../../../../shared/contract/rest-team.ts';
import type { CasePut, EntryPut, TaskPut } from '../../../../shared/contract/rows.ts';
import { handOffTexts } from '../../../../shared/work/hand-off-texts.ts';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useDesk } from '../../../desk.ts';
import { useJourney } from '../../../store/journeys.ts';
import { useLabel } from '../../../store/labels.ts';
import { useRow, useRows } from '../../../store/select.ts';
import { showToast } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { useCase } from '../next/case-facts.ts';
import { capital, sayCode, useWords } from '../next/words.ts';
import { Choices, Text } from './form-parts.tsx';
import formStyles from './form.module.css';
import { handOffWords } from './hand-off-words.ts';
import { useKept } from './kept.ts';
import { leaveDialog } from './leave-dialog.ts';
import type { Listed } from './receiver-list.tsx';
import { ReceiverList } from './receiver-list.tsx';

const reasons = ['needsExpert', 'shiftEnds', 'language', 'customerAsked', 'other'] as const;

/** Nobody can be given a caller who is on the telephone or not available, and no team as a whole. */
const withoutVoice = ({ people }: Receivers): Listed => ({ people: people.map((one) => (one.factor === undefined && !one.isVoiceFree ? { ...one, factor: 'voice' } : one)), teams: [] });

/** `X`: offers a task to one person or team, with four fields that the log has filled in. Until it is accepted it stays with its owner. */
export function HandOffDialog({ about }: DialogProps) {
  const { rows } = useDesk();
  const task = useRow(rows, 'task', about['task']);
  useCase(task?.case);
  const row = useRow(rows, 'case', task?.case);
  const entries = useRows(rows, row === undefined ? undefined : `case:${row.id}`, 'entry');
  // The fields are filled in once, from what was there then: nothing that is typed is ever written over.
  return task && row ? <HandOffForm about={about} task={task} row={row} entries={entries} /> : null;
}

function HandOffForm({ about, task, row, entries }: DialogProps & { task: TaskPut; row: CasePut; entries: readonly EntryPut[] }) {
  const desk = useDesk();
  const { api, act, ui, data, texts } = desk;
  const words = useWords();
  const { say } = words;
  const info = useJourney(data.journeys, row.journey, row.journeyVersion);
  const { value: sheet } = useCase(row.id);
  const label = useLabel(data.labels, task.customer);
  const [receivers, setReceivers] = useState<Receivers>();
  const [note, setNote] = useState<string>();
  const [filter, setFilter] = useState('');
  useEffect(() => {
    let isWanted = true;
    void api.ask(teamRoutes.listReceivers, { id: task.id }).then((answer) => isWanted && (answer.ok ? setReceivers(answer.value) : setNote(texts.refusal(answer))));
    return () => {
      isWanted = false;
    };
  }, [api, texts, task.id]);
  const made = handOffTexts({
    case: row, stages: info?.stages ?? [], task, entries: entries.toSorted((a, b) => a.seq - b.seq), me: desk.person.id, now: desk.clock.now(),
  });
  const written = (value: string): string | undefined => sheet?.texts[value] ?? undefined;
  const inWords = (field: 'situation' | 'done' | 'promised' | 'next'): string => handOffWords(words, field, made[field], written, words.activity(task));
  const kept = useKept(`handOff ${task.id}`, () => ({ to: '', caller: 'along', because: 'needsExpert', situation: inWords('situation'), done: inWords('done') || say('handOffText.done.nothing'), promised: '', next: inWords('next') }));
  const { to, because, situation, done, promised, next } = kept.value;
  const { call } = about;
  // The caller goes along unless one says otherwise, and only to whom a caller can be given.
  const withCaller = call !== undefined && kept.value.caller === 'along';
  const choice: Listed | undefined = receivers && withCaller ? withoutVoice(receivers) : receivers;
  const isGone = withCaller && to !== '' && choice?.people.some((one) => `person ${one.person}` === to && one.factor === undefined) !== true;
  const [kind = '', id = ''] = (isGone ? '' : to).split(' ');
  const name = kind === 'team' ? sayCode(say, 'team', id) : words.name(id);
  const standing = inWords('promised');
  const blocked = task.handOff !== undefined ? say('handOff.already')
    : id === '' ? say('handOff.choose')
    : [situation, done, next].some((text) => text.trim() === '') ? say('handOff.fields') : undefined;
  const offer = async (): Promise<void> => {
    const answer = await act('handOff:offer', {
      task: task.id, fence: task.fence, ...(kind === 'team' ? { toTeam: id } : { toPerson: id }), ...(withCaller ? { call } : {}), because, situation, done, promised: [standing, promised].filter((text) => text !== '').join('\n'), next,
    });
    if (!answer.ok) return;
    kept.forget();
    leaveDialog(ui, about);
    const handOff = String(answer.result?.['handOff'] ?? '');
    // With a caller on the line the way back stands in the call.
    if (withCaller) return;
    showToast(ui, { text: say('handOff.offered', { name }), isError: false, undo: () => void act('handOff:withdraw', { task: task.id, handOff }) });
  };
  return (
    <DeskDialog
      title={say(withCaller ? 'handOff.callTitle' : 'handOff.title', { work: words.activity(task), label })}
      primary={{ text: id === '' ? say('handOff.act') : say('handOff.actTo', { name }), run: () => void offer(), blocked }}
      note={withCaller ? say('handOff.callNote') : say('handOff.note')}
    >
      <div className={formStyles.wide}>
      {call !== undefined && <Choices label={say('handOff.caller')} value={kept.value.caller} onChange={(one) => kept.set({ caller: one })} options={['along', 'stays'].map((one) => ({ id: one, text: say(`handOff.as.${one}`) }))} />}
      <Text label={say('handOff.to')} value={filter} onChange={setFilter} rows={1} hasFocus hint={receivers === undefined ? (note ?? say('nextPane.loading')) : say('receivers.count', { count: (choice ?? receivers).people.filter(({ factor }) => factor === undefined).length })} />
      {choice && <div className={formStyles.field}><span /><ReceiverList receivers={choice} filter={filter} value={id === '' ? undefined : to} onChange={(one) => kept.set({ to: one })} /></div>}
      <Choices label={say('handOff.why')} value={because} onChange={(one) => kept.set({ because: one })} options={reasons.map((one) => ({ id: one, text: capital(sayCode(say, 'caseBecause', one)) }))} />
      <Text label={say('handOff.situation')} value={situation} onChange={(text) => kept.set({ situation: text })} />
      <Text label={say('handOff.done')} value={done} onChange={(text) => kept.set({ done: text })} />
      {made.promised.length > 0 && <div className={formStyles.field}>
        <span className={formStyles.label}>{say('handOff.promised')}</span>
        <span className={formStyles.stack}>
        {made.promised.map((part, index) => (
          <span key={`${part.code} ${String(part.params['dueAt'])} ${String(index)}`} className={part.code === 'broken' ? formStyles.late : undefined}>
            <Mark is={part.code === 'broken' ? 'late' : 'waiting'} />{handOffWords(words, 'promised', [part], written, '')}
          </span>
        ))}
        <span className={formStyles.hint}>{say('handOff.promisedStays')}</span>
        </span>
      </div>}
      <Text label={say(made.promised.length > 0 ? 'handOff.promisedMore' : 'handOff.promised')} value={promised} onChange={(text) => kept.set({ promised: text })} rows={1} />
      <Text label={say('handOff.next')} value={next} onChange={(text) => kept.set({ next: text })} {...(made.events === 0 ? {} : { hint: say(kept.isDraft ? 'handOff.eventsEdited' : 'handOff.events', { count: made.events }) })} />
      </div>
    </DeskDialog>
  );
}
