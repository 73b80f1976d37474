import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { ownerOf } from '../../../../../shared/model/task.ts';
import { Button } from '../../../../components/button.tsx';
import { readTyped, typedOfDraft } from '../../../../components/field-text.ts';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import { draftKey } from '../../../../store/drafts.ts';
import { showToast } from '../../../../store/ui.ts';
import { offlineSince } from '../case-rights.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import type { LeftOver as Left, LeftText } from './left-over.ts';
import { leftOvers } from './left-over.ts';
import styles from './left-over.module.css';

const nothing: readonly never[] = [];
const keyOf = ({ step, mine, theirs }: Left): string => [step.step, step.at, ...[...mine, ...theirs].map(({ author, draft, version }) => `${author}/${draft}/${String(author.startsWith('source:') ? version : 0)}`)].join(' ');

/** What was written for steps that somebody else has sent meanwhile: who that was and when, and the texts, which nobody loses. */
export function LeftOvers() {
  const { work, person } = useDesk();
  const { row, tasks, info, sheet } = useCaseInView();
  const book = useStore(work.drafts.store);
  const [put, setPut] = useState<readonly string[]>(nothing);
  const left = leftOvers({ row, tasks, info, drafts: sheet?.drafts ?? nothing, book, me: person.id });
  return left.filter((one) => !put.includes(keyOf(one))).map((one) => <LeftOver key={one.step.step} left={one} onPutAway={() => setPut([...put, keyOf(one)])} />);
}

function LeftOver({ left, onPutAway }: { left: Left; onPutAway: () => void }) {
  const desk = useDesk();
  const { act, work, ui, person, texts } = desk;
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  useStore(desk.link);
  const { step, mine, theirs } = left;
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Whoever was writing in a field that is gone goes on here, not at the top of the page.
    if (mine.length > 0 && document.activeElement === document.body) group.current?.focus();
  }, [mine.length]);
  const isByCustomer = step.by.startsWith('source:');
  const channel = (source: string): string => say(`valueFrom.on.${source.replace('source:', '')}`, { defaultValue: words.nameOf(source) });
  const name = words.work(step.step, view.sheet?.position?.standing.find(({ element }) => element === step.step)?.name);
  const title = say(`leftOver.${isByCustomer ? (mine.length > 0 ? 'byCustomer' : 'afterCustomer') : theirs.length > 0 ? 'afterStaff' : 'byColleague'}`, {
    work: name, at: words.moment(step.at), channel: channel(step.by), who: isByCustomer ? '' : words.nameOf(step.by),
  });
  const rows = [...mine, ...theirs];
  const whose = ({ author, savedAt }: LeftText): string => (author === person.id ? say('leftOver.mine') : say('leftOver.theirs', { channel: channel(author), at: words.moment(savedAt) }));
  const read = ({ field, text }: LeftText): string => {
    if (text === null) return say('leftOver.hidden');
    const typed = typedOfDraft(field, text, texts.locale);
    const value = readTyped(field, typed, texts.locale);
    return value === undefined ? typed : words.value(field, value, view.row.currency ?? 'EUR');
  };
  const discard = (): void => {
    for (const { draft, version } of mine) {
      const place = { case: view.id, field: draft };
      if (work.drafts.store.getState()[draftKey(place)]) work.drafts.discard(place);
      else void act('draft:discard', { ...place, version }, { isQuiet: true });
    }
  };
  const keep = async (): Promise<void> => {
    const values = rows.filter(({ text }) => text !== null).map((one) => say('leftOver.noteValue', { field: words.field(one.name, one.field), value: read(one), whose: whose(one) })).join('; ');
    const answer = await act('note:add', { case: view.id, text: say('leftOver.note', { work: name, values }) });
    if (!answer.ok) return;
    discard();
    // The source's are part of the case from here on, where somebody has work in it to say so by.
    const own = view.tasks.find((task) => ownerOf(task) === person.id);
    if (own) for (const { draft, author, version } of theirs) void act('draft:accept', { case: view.id, task: own.id, fence: own.fence, field: draft, author, version }, { isQuiet: true });
    onPutAway();
    showToast(ui, { text: say('leftOver.kept'), isError: false });
  };
  const offline = offlineSince(desk);
  return (
    <div ref={group} className={styles.left} role="group" aria-label={title} tabIndex={-1}>
      <p className={styles.title} role="status"><Mark is="soon" /><span>{title}</span></p>
      <dl className={styles.texts}>
        {rows.map((one) => <div key={`${one.author} ${one.draft}`}><dt>{words.field(one.name, one.field)}</dt><dd>{read(one)} <span className={styles.whose}>{whose(one)}</span></dd></div>)}
      </dl>
      <div className={styles.actions}>
        <Button isSmall blocked={offline} onPress={() => void keep()}>{say('leftOver.keep')}</Button>
        {mine.length > 0 && <Button isSmall kind="plain" blocked={offline} onPress={discard}>{say('leftOver.discard')}</Button>}
        {mine.length === 0 && <Button isSmall kind="plain" onPress={onPutAway}>{say('leftOver.hide')}</Button>}
      </div>
    </div>
  );
}
