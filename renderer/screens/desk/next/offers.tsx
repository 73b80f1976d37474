import { useStore } from 'zustand';
import { handOffTexts } from '../../../../shared/work/hand-off-texts.ts';
import { CommandButton } from '../../../components/command-button.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useDesk } from '../../../desk.ts';
import { useNow } from '../../../store/clock.ts';
import { useLabel } from '../../../store/labels.ts';
import type { Offer } from '../../../store/offers.ts';
import { useOffers } from '../../../store/offers.ts';
import { useJourney } from '../../../store/journeys.ts';
import { useRow, useRows } from '../../../store/select.ts';
import { handOffWords } from '../dialogs/hand-off-words.ts';
import { useCase } from './case-facts.ts';
import { countdown } from './countdown.ts';
import paneStyles from './next-pane.module.css';
import { nextState } from './next-state.ts';
import styles from './offers.module.css';
import { sayCode, useWords } from './words.ts';

/** Work that is offered to me: one line until it is opened, then all that the sender says, and three answers. */
export function Offers() {
  const desk = useDesk();
  const { say } = useWords();
  const offers = useOffers(desk);
  const opened = useStore(nextState(desk), ({ offer }) => offer);
  if (offers.length === 0) return null;
  const open = offers.find(({ task }) => task.id === opened);
  return (
    <section className={paneStyles.part} aria-label={say('offers.head')}>
      <h2 className={paneStyles.head}>{say('offers.count', { count: offers.length })}</h2>
      <div role="status" aria-live="polite">
        {open === undefined ? <Closed offer={offers[0] as Offer} /> : <Opened offer={open} />}
      </div>
    </section>
  );
}

function Left({ endsAt }: { endsAt: number }) {
  const desk = useDesk();
  const now = useNow(desk.clock, 1000);
  return <span className={styles.left} aria-hidden="true">{countdown(endsAt - now)}</span>;
}

function Title({ offer: { task, endsAt } }: { offer: Offer }) {
  const { data } = useDesk();
  const words = useWords();
  const label = useLabel(data.labels, task.customer);
  return <p className={styles.first}><span>{label} · {words.activity(task)}</span><Left endsAt={endsAt} /></p>;
}

function FromLine({ offer: { task, how } }: { offer: Offer }) {
  const { say, name } = useWords();
  return (
    <p className={styles.note}>
      {task.handOff?.call !== undefined && <strong className={styles.voice}><Mark is="here" />{say('offers.withCaller')} </strong>}
      {how === 'handOff'
        ? say('offers.from', { name: name(task.handOff?.from ?? ''), because: sayCode(say, 'caseBecause', task.handOff?.because ?? '') })
        : say('offers.routed', { because: sayCode(say, 'caseBecause', task.offer?.because ?? '') })}
    </p>
  );
}

function Closed({ offer }: { offer: Offer }) {
  return (
    <div className={styles.offer}>
      <Title offer={offer} />
      <FromLine offer={offer} />
      <div className={styles.buttons}><CommandButton id="offer:open" /></div>
    </div>
  );
}

function Opened({ offer }: { offer: Offer }) {
  const { task, how } = offer;
  const { rows, clock, data } = useDesk();
  const words = useWords();
  const { say } = words;
  const { value: sheet } = useCase(task.case);
  const row = useRow(rows, 'case', task.case);
  const info = useJourney(data.journeys, task.journey, row?.journeyVersion);
  const entries = useRows(rows, `case:${task.case}`, 'entry');
  const { handOff } = task;
  const answered = handOff && entries.filter(({ kind, body }) => kind === 'handOff:answered' && body['handOff'] === handOff.id).at(-1)?.body['answerValue'];
  // What the sender wrote is hidden until the customer is verified; what the log itself says is no secret of anybody's.
  const made = row && handOff && handOffTexts({ case: row, stages: info?.stages ?? [], task, entries: entries.toSorted((a, b) => a.seq - b.seq), me: handOff.from, now: clock.now() });
  const isHidden = handOff !== undefined && (sheet?.texts[handOff.situationValue] ?? null) === null;
  const text = (value: string | undefined, field: 'situation' | 'done' | 'promised' | 'next' | 'answer') => {
    const found = value === undefined ? undefined : sheet?.texts[value];
    if (typeof found === 'string') return found;
    if (field === 'answer' || made === undefined) return <span className={styles.note}>{say(sheet === undefined ? 'nextPane.loading' : 'nextPane.hidden')}</span>;
    return handOffWords(words, field, made[field], () => undefined, words.activity(task)) || say('offers.nothing');
  };
  return (
    <div className={styles.offer}>
      <Title offer={offer} />
      <FromLine offer={offer} />
      {handOff && how === 'handOff' && (
        <dl className={styles.fields}>
          <div><dt>{say('handOff.situation')}</dt><dd>{text(handOff.situationValue, 'situation')}</dd></div>
          <div><dt>{say('handOff.done')}</dt><dd>{text(handOff.doneValue, 'done')}</dd></div>
          <div><dt>{say('handOff.promised')}</dt><dd>{text(handOff.promisedValue, 'promised')}</dd></div>
          <div><dt>{say('handOff.next')}</dt><dd>{text(handOff.nextValue, 'next')}</dd></div>
          {typeof answered === 'string' && <div><dt>{say('offers.answer')}</dt><dd>{text(answered, 'answer')}</dd></div>}
        </dl>
      )}
      {isHidden && how === 'handOff' && <p className={styles.note}>{say('offers.fromLog')}</p>}
      {handOff?.askedValue !== undefined && <p className={styles.note}>{say('offers.asked')}</p>}
      <div className={styles.buttons}>
        <CommandButton id="offer:accept" kind="primary" />
        <CommandButton id="offer:ask" />
        <CommandButton id="offer:decline" />
        <CommandButton id="offer:close" kind="plain" />
      </div>
    </div>
  );
}
