import { useEffect } from 'react';
import { unreachable } from '../../../shared/assert.ts';
import type { CallPut } from '../../../shared/contract/rows.ts';
import type { CallCard } from '../../../shared/contract/rest-case.ts';
import { streamOfCustomer } from '../../../shared/work/effects/effect-stream.ts';
import { CommandButton } from '../../components/command-button.tsx';
import { JourneyStrip } from '../../components/journey-strip.tsx';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { useCallCard } from '../../store/call.ts';
import { useFetched } from '../../store/fetched.ts';
import { useNow } from '../../store/clock.ts';
import { useJourney } from '../../store/journeys.ts';
import { useRow } from '../../store/select.ts';
import { stagesOf } from '../desk/case/stages.ts';
import { Helps } from '../desk/help/helps.tsx';
import { DoNext } from '../desk/next/do-next.tsx';
import { useCase } from '../desk/next/case-facts.ts';
import { countdown } from '../desk/next/countdown.ts';
import { sayCode, useWords } from '../desk/next/words.ts';
import styles from './call-pane.module.css';
import { CallVerify } from './call-verify.tsx';
import { Chooser } from './chooser.tsx';
import { Contacts } from './contacts.tsx';
import { Sources, YourTaskWaits } from './in-the-background.tsx';
import { HandOn } from './hand-on.tsx';
import { SayFirst } from './say-first.tsx';
import { TopicField } from './topic-field.tsx';
import { WrapUp } from './wrap-up.tsx';

type Candidate = CallCard['candidates'][number];

/** The call at one's own extension, in the place of *Do next*: who it probably is, what to say first, then who it is. */
export function CallPane({ call }: { call: CallPut }) {
  const desk = useDesk();
  const { say } = useWords();
  const { value: card, refusal } = useCallCard(desk, call);
  // The button that was pressed is gone with its state: the focus goes to the card, and stays where it is otherwise.
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    const first = document.querySelector<HTMLElement>('[data-call-first] button') ?? document.querySelector<HTMLElement>('[data-call]')?.closest<HTMLElement>('[data-pane]');
    first?.focus();
  }, [call.state]);
  const customer = call.customer ?? card?.customer;
  const found = card?.candidates.find((one) => one.customer === customer);
  // Masked, and asked for while it rings, so that the next step is there as soon as the caller is verified.
  useCase(found?.cases[0]?.id);
  return (
    <div className={styles.call} data-call={call.state}>
      <Head call={call} />
      {card === undefined && <p className={styles.note}>{refusal ? desk.texts.refusal(refusal) : say('call.loading')}</p>}
      {found && <Who candidate={found} how={call.how} />}
      {call.state === 'onCall' && found?.cases[0] && <InTheCall caseId={found.cases[0].id} since={call.since} />}
      {card && !found && <Chooser call={call} card={card} />}
      {call.state === 'onCall' && found?.cases[0] && <Stages caseId={found.cases[0].id} />}
      {found && call.state !== 'wrapUp' && <Known candidate={found} />}
      {card?.sayFirst && found && call.state !== 'wrapUp' && !found.isVerified && <SayFirst first={card.sayFirst} />}
      {found && call.state === 'onCall' && (found.isVerified ? <Verified candidate={found} /> : <CallVerify call={call} customer={found.customer} caseId={found.cases[0]?.id} />)}
      {call.state === 'wrapUp' && <WrapUp call={call} candidate={found} />}
      <hr className={styles.rule} />
      <Sources />
      <YourTaskWaits />
      {call.state === 'onCall' && <div className={styles.foot}><CommandButton id="call:handOn" kind="plain" /><CommandButton id="help:ask" kind="plain" /></div>}
    </div>
  );
}

/** Where the caller's journey stands, as the strip of its case shows it. */
function Stages({ caseId }: { caseId: string }) {
  const { rows, data } = useDesk();
  const { journey } = useWords();
  const { value: sheet } = useCase(caseId);
  const row = useRow(rows, 'case', caseId);
  const info = useJourney(data.journeys, row?.journey, row?.journeyVersion);
  return row === undefined ? null : <JourneyStrip stages={stagesOf(info, row, sheet?.position)} label={journey(row.journey)} />;
}

/** Colleagues in the call, above all else that is known: where it goes on to, and who helps. */
function InTheCall({ caseId, since }: { caseId: string; since: number }) {
  const { rows } = useDesk();
  const { value: sheet } = useCase(caseId);
  const row = useRow(rows, 'case', caseId);
  return (
    <>
      <HandOn caseId={caseId} since={since} />
      {row && <Helps row={row} sheet={sheet} />}
    </>
  );
}

function Head({ call }: { call: CallPut }) {
  const { clock } = useDesk();
  const { say, name } = useWords();
  const now = useNow(clock, 1000);
  const line = call.line === undefined ? '' : say('call.line', { line: call.line });
  const from = call.from === undefined ? '' : say('call.from', { name: name(call.from) });
  switch (call.state) {
    case 'ringing':
      return <h2 className={styles.head}><span><Mark is="here" />{say('call.ringing')}{line}</span><CommandButton id="call:answer" kind="primary" /></h2>;
    case 'onCall':
      return <h2 className={styles.head}><span><Mark is="here" />{say('call.onCall')}{from} <span aria-hidden="true">{countdown(now - call.since)}</span></span><CommandButton id="call:hangUp" /></h2>;
    case 'wrapUp':
      return <h2 className={styles.head}><span><Mark is="waiting" />{say('call.wrapUp')}</span><span aria-hidden="true">{countdown((call.endsAt ?? now) - now)}</span></h2>;
    default:
      return unreachable(call.state);
  }
}

function Who({ candidate: { customer, label, isVerified, flags }, how }: { candidate: Candidate; how: CallPut['how'] }) {
  const { data } = useDesk();
  const { value: sheet } = useFetched(data.customers, isVerified ? customer : undefined);
  const name = sheet?.isVerified === true ? sheet.fields['name']?.value : undefined;
  const { say } = useWords();
  return (
    <div className={styles.part}>
      <p className={styles.name}>{isVerified || how !== 'number' ? (name ?? label) : say('call.probably', { label })}</p>
      <p className={styles.chips}>
        {isVerified
          ? <span className={`${styles.chip} ${styles.sure}`}><Mark is="done" />{say('call.verified')}</span>
          : <span className={`${styles.chip} ${styles.open}`}><Mark is="soon" />{say('call.notVerified')}</span>}
        <span className={styles.note}>{say(`call.how.${how}`)}</span>
        {flags.map((flag) => <span key={flag} className={`${styles.chip} ${styles.open}`}><Mark is="soon" />{sayCode(say, 'flag', flag)}</span>)}
      </p>
    </div>
  );
}

/** Open journeys, broken promises, and what is not to be offered. */
function Known({ candidate: { cases, promises, noSales } }: { candidate: Candidate }) {
  const { say, journey, whom, moment, channel, name } = useWords();
  const broken = promises.filter(({ state }) => state === 'broken');
  const open = promises.filter(({ state }) => state === 'open');
  return (
    <div className={styles.part}>
      {cases.length === 0 && <p>{say('call.noCase')}</p>}
      {cases.map((one) => (
        <p key={one.id} className={styles.case}>
          <strong>{journey(one.journey)}</strong>{', '}
          {one.step === undefined ? one.stage : say('call.step', { step: one.step, of: one.of, stage: one.stage })}
          <br />{one.waitsFor === undefined ? say('call.since', { at: moment(one.since) }) : say('call.waits', { whom: whom(one.waitsFor), at: moment(one.since) })}
        </p>
      ))}
      {broken.map((one) => <p key={one.promise} className={styles.late}><Mark is="late" />{say('call.broken', { channel: channel(one.channel), at: moment(one.dueAt), name: name(one.by) })}{one.text === null ? '' : ` “${one.text}”`}</p>)}
      {open.map((one) => <p key={one.promise}><Mark is="waiting" />{say('call.promised', { channel: channel(one.channel), at: moment(one.dueAt), name: name(one.by) })}</p>)}
      {noSales !== undefined && <p><Mark is="stopped" />{say('call.noSales', { because: sayCode(say, 'noSales', noSales) })}</p>}
    </div>
  );
}

/** Who it is, is known: what happened lately, and the one next step in their first journey, or for them where none is open. */
function Verified({ candidate }: { candidate: Candidate }) {
  const { say } = useWords();
  const [first] = candidate.cases;
  return (
    <>
      <Contacts customer={candidate.customer} />
      <section className={styles.part} aria-label={say('doNext.head')}><h3 className={styles.small}>{say('doNext.head')}</h3><DoNext caseId={first?.id ?? streamOfCustomer(candidate.customer)} isCall /></section>
      <TopicField />
    </>
  );
}
