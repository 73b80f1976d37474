import { useEffect, useMemo, useRef, useState } from 'react';
import { Input, Label, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { useStore } from 'zustand';
import type { PlanPreview, Receivers } from '../../../shared/contract/rest-team.ts';
import { teamRoutes } from '../../../shared/contract/rest-team.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { Avatar } from '../../components/avatar.tsx';
import { DeskDialog } from '../../components/desk-dialog.tsx';
import { LoadBar } from '../../components/load-bar.tsx';
import { LoadFigures } from '../../components/load-figures.tsx';
import { useDesk } from '../../desk.ts';
import { shortName } from '../../store/directory.ts';
import { closeDialog } from '../../store/ui.ts';
import type { DialogProps } from '../dialog-props.ts';
import { cannotText } from './cannot-text.ts';
import styles from './person-dialog.module.css';
import { giveInPlan, moveWork } from './plan-actions.ts';

/**
 * Gives tasks to a colleague: who can take them first, the others with what stands in the way. `tasks` are ids with spaces between;
 * `in` = `plan` changes the plan that is there, else the work moves at once and can be undone.
 */
export function GiveToDialog({ about }: DialogProps) {
  const desk = useDesk();
  const { api, data, texts, ui } = desk;
  const { say } = texts;
  const tasks = useMemo(() => (about['tasks'] ?? '').split(' ').filter((id) => id !== ''), [about]);
  const isInPlan = about['in'] === 'plan';
  const names = useStore(data.directory.store);
  const list = useRef<HTMLDivElement>(null);
  const [receivers, setReceivers] = useState<Receivers>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [text, setText] = useState('');
  const [to, setTo] = useState<string>();
  const [preview, setPreview] = useState<PlanPreview>();
  const [isSending, setIsSending] = useState(false);

  useEffect(() => {
    void api.ask(teamRoutes.listReceivers, { id: tasks[0] ?? '' }).then((answer) => (answer.ok ? setReceivers(answer.value) : setRefusal(answer)));
  }, [api, tasks]);
  // What would become of it is asked before it can be done, so that versions and refusals are known.
  useEffect(() => {
    setPreview(undefined);
    if (to === undefined || isInPlan) return;
    let isWanted = true;
    void api.ask(teamRoutes.previewPlan, { body: { tasks, to } }).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setPreview(answer.value);
      else setRefusal(answer);
    });
    return () => {
      isWanted = false;
    };
  }, [api, tasks, to, isInPlan]);

  const wanted = text.trim().toLocaleLowerCase(texts.locale);
  const nameOf = (person: string): string => (names[person]?.name ?? person).toLocaleLowerCase(texts.locale);
  const begins = (person: string): boolean => nameOf(person).split(' ').some((part) => part.startsWith(wanted));
  const shown = (receivers?.people ?? []).filter(({ person }) => nameOf(person).includes(wanted)).toSorted((a, b) => Number(begins(b.person)) - Number(begins(a.person)));
  const moves = (preview?.moves ?? []).filter((move) => move.to !== undefined);
  const stuck = (preview?.moves ?? []).filter((move) => move.to === undefined);
  const name = to === undefined ? '' : shortName(names, to);
  const give = async (): Promise<void> => {
    if (to === undefined) return;
    if (isInPlan) giveInPlan(desk, tasks, to);
    else {
      setIsSending(true);
      const outcome = await moveWork(desk, moves, 'by_lead');
      setIsSending(false);
      if (!outcome) return;
      desk.lead.setState({ picked: new Set() });
      ui.setState({ picked: new Set() });
    }
    closeDialog(ui);
  };
  const isReady = to !== undefined && (isInPlan || moves.length > 0) && !isSending;
  const count = isInPlan ? tasks.length : moves.length;
  const after = to === undefined ? undefined : preview?.load[to];
  return (
    <DeskDialog
      title={say('give.title', { count: tasks.length })}
      primary={{ text: to === undefined ? say('give.give') : say('give.giveTo', { count: Math.max(count, 1), name }), run: () => void give(), blocked: isReady ? undefined : to === undefined ? say('give.choose') : preview === undefined ? say('plan.asking') : say('give.none', { name }) }}
      note={say(isInPlan ? 'give.noteInPlan' : 'give.note')}
    >
      <SearchField value={text} onChange={setText} autoFocus aria-label={say('give.find')}>
        <Label className="only-read">{say('give.find')}</Label>
        <Input
          className={styles.search} placeholder={say('give.find')}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') {
              setTo(shown.find(({ factor }) => factor === undefined)?.person);
              list.current?.querySelector<HTMLElement>('[role=option]')?.focus();
            }
            else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) setTo(shown.find(({ factor }) => factor === undefined)?.person);
            else return;
            event.preventDefault();
          }}
        />
      </SearchField>
      {refusal === undefined ? null : <p className={styles.problem}>{texts.refusal(refusal)}</p>}
      {receivers === undefined && refusal === undefined ? <p className={styles.note} role="status">{say('plan.asking')}</p> : null}
      {receivers === undefined ? null : (
        <ListBox
          ref={list} selectionBehavior="replace"
          className={styles.people} aria-label={say('give.people')} selectionMode="single" selectedKeys={to === undefined ? [] : [to]}
          onSelectionChange={(keys) => setTo(keys === 'all' ? undefined : ([...keys][0] as string | undefined))}
          disabledKeys={shown.filter(({ factor }) => factor !== undefined && tasks.length === 1).map(({ person }) => person)}
          renderEmptyState={() => <p className={styles.note}>{say('give.nobody')}</p>}
        >
          {shown.map(({ person, load, capacity, availability, factor, detail }) => (
            <ListBoxItem key={person} id={person} className={styles.person} textValue={names[person]?.name ?? person}>
              <Avatar person={person} />
              <span className={styles.who}>{names[person]?.name ?? person}</span>
              <LoadBar before={load} capacity={capacity} />
              <LoadFigures before={load} capacity={capacity} />
              <Why text={factor === undefined ? say(`availability.${availability}`) : cannotText(say, names, factor, { ...detail, person })} />
            </ListBoxItem>
          ))}
        </ListBox>
      )}
      {after === undefined ? null : <p className={styles.note}>{say('give.after', { name })} <LoadFigures before={after.before} after={after.after} capacity={after.capacity} /></p>}
      {stuck.length > 0 ? <p className={styles.problem}>{say('give.stuck', { count: stuck.length, because: [...new Set(stuck.map((move) => cannotText(say, names, move.cannot, move.detail)))].join(' ') })}</p> : null}
    </DeskDialog>
  );
}

const Why = ({ text }: { text: string }) => <span className={styles.why} title={text}>{text}</span>;
