import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { CommandButton } from '../../components/command-button.tsx';
import { Mark } from '../../components/mark.tsx';
import { momentText, spanText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { shortName } from '../../store/directory.ts';
import type { LeadPlan } from '../../store/plan.ts';
import { rowAnywhere } from '../../store/select.ts';
import { isAbsent } from '../../../shared/model/person.ts';
import { blocked, committed, movesOf } from '../../store/plan.ts';
import { chosenTitle } from './chosen-title.ts';
import { discardPlan, refreshPlan } from './plan-actions.ts';
import { PlanBlocked } from './plan-blocked.tsx';
import { PlanLoad } from './plan-load.tsx';
import styles from './plan-pane.module.css';

/** Where work would go: load before and after, what cannot move and why, what it saves, and the one button that does it. */
export function PlanPane({ plan }: { plan: LeadPlan }) {
  const desk = useDesk();
  const { texts, data, clock } = desk;
  const { say } = texts;
  const names = useStore(data.directory.store);
  const chosen = useStore(desk.lead, (lead) => lead.chosen);
  const slice = useStore(desk.rows);
  const { preview, refusal } = plan;
  const absent = 'absent' in plan.asked ? plan.asked.absent : undefined;
  const title = absent
    ? say('plan.absentTitle', { name: shortName(names, absent.person), until: momentText(texts.locale, absent.until, clock.now()) })
    : chosen === undefined ? say('plan.title') : say('plan.of', { what: chosenTitle(say, names, chosen) });
  if (!preview) {
    return (
      <section className={styles.part} aria-label={title}>
        <h2 className={styles.title}>{title}</h2>
        {refusal === undefined ? <p className={styles.note} role="status">{say('plan.asking')}</p> : (
          <>
            <p className={styles.refused}><Mark is="late" />{texts.refusal(refusal)}</p>
            <div className={styles.actions}><Button kind="primary" onPress={() => refreshPlan(desk)}>{say('plan.again')}</Button><CommandButton id="plan:discard" kind="plain" /></div>
          </>
        )}
      </section>
    );
  }
  const moves = movesOf(plan);
  const staying = blocked(plan);
  const count = committed(plan).length;
  // An undo gives nothing to somebody who is not there; an absence that the plan itself begins ends with it.
  const owners = [...new Set(moves.flatMap(({ from }) => from ?? []))].flatMap((id) => rowAnywhere(slice, 'person', id) ?? []);
  const away = owners.filter((person) => person.availability === 'off' || (person.id !== absent?.person && isAbsent(person, clock.now()))).map(({ id }) => shortName(names, id));
  const summary = [
    say('plan.tasks', { count: moves.length }),
    preview.promises > 0 ? say('plan.promises', { count: preview.promises }) : '',
    preview.approvals > 0 ? say('plan.approvals', { count: preview.approvals }) : '',
  ].filter((part) => part !== '').join(', ');
  return (
    <section className={styles.part} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.note}>{summary}</p>
      {moves.length === 0 ? <p className={styles.text}>{say(absent ? 'plan.nothingHeld' : 'plan.nothingLeft')}</p> : <PlanLoad plan={plan} />}
      {staying.length > 0 ? <PlanBlocked moves={staying} /> : null}
      {preview.savesMs >= 60_000 ? <p className={styles.text}>{say('plan.saves', { span: spanText(say, preview.savesMs) })}</p> : null}
      {refusal === undefined ? null : <p className={styles.refused}><Mark is="late" />{texts.refusal(refusal)}</p>}
      <div className={styles.actions}>
        <CommandButton id="plan:commit" kind="primary" text={count === 0 && absent ? say('plan.absentOnly') : say('plan.commit', { count })} />
        <Button onPress={() => discardPlan(desk)}>{say('plan.discard')}</Button>
        {plan.isAsking ? <span className={styles.note} role="status">{say('plan.asking')}</span> : null}
      </div>
      <p className={styles.note}>
        {staying.length > 0 ? `${say('plan.stayBehind', { count: staying.length })} ` : ''}
        {away.length > 0 ? say('plan.undoAway', { names: new Intl.ListFormat(texts.locale).format(away) }) : say(absent ? 'plan.undoAbsent' : 'plan.undoNote', { name: absent ? shortName(names, absent.person) : '' })}
      </p>
      <p className={styles.note}>{say('plan.keeps')}</p>
    </section>
  );
}
