import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { CommandButton } from '../../components/command-button.tsx';
import { Choices } from './choices.tsx';
import { useDesk } from '../../desk.ts';
import { useLabel } from '../../store/labels.ts';
import type { ItemOutcome } from '../../store/plan.ts';
import { rowAnywhere } from '../../store/select.ts';
import styles from './plan-pane.module.css';

const ways = ['phone', 'email', 'mobile'] as const;

/** Reminds customers; records that they, or others one waits for, were reached: each case's clocks start anew with it. */
export function ContactFix() {
  const { lead, texts } = useDesk();
  const { say } = texts;
  const channel = useStore(lead, (state) => state.channel);
  const { length } = useStore(lead, (state) => state.listed);
  const listed = useStore(lead, (state) => state.listed);
  const count = useStore(lead, (state) => state.picked.size);
  const contacted = useStore(lead, (state) => state.contacted);
  const refused = (contacted ?? []).filter(({ isDone }) => !isDone);
  const cause = useStore(lead, ({ chosen }) => (chosen?.is === 'cause' ? chosen.cause : undefined));
  const isWaiting = cause === 'customer';
  const pickAll = count < length ? <Button kind="plain" onPress={() => lead.setState({ picked: new Set(listed.map(({ id }) => id)) })}>{say('lead.pickAll', { count: length })}</Button> : null;
  return (
    <>
      {isWaiting ? (
        <>
          <div className={styles.actions}><CommandButton id="lead:remind" kind="primary" text={say('reminder.open', { count })} />{pickAll}</div>
          <h3 className={styles.heading}>{say('reminder.heading')}</h3>
        </>
      ) : null}
      <Choices label={say('lead.how')} value={channel} choices={ways.map((way) => ({ id: way, text: say(`lead.way.${way}`) }))} onChoose={(way) => lead.setState({ channel: way })} />
      <div className={styles.actions}>
        {isWaiting ? <CommandButton id="lead:contactedToo" text={say('lead.recordCount', { count })} /> : <CommandButton id="lead:contacted" kind="primary" text={say('lead.recordCount', { count })} />}
        {isWaiting ? null : pickAll}
      </div>
      {refused.length > 0 ? <ul className={styles.list}>{refused.map((item) => <Refused key={item.task} item={item} />)}</ul> : null}
    </>
  );
}

/** What was left as it is, by its customer, with why. */
export function Refused({ item }: { item: ItemOutcome }) {
  const { data, rows, texts } = useDesk();
  const customer = useStore(rows, (slice) => rowAnywhere(slice, 'task', item.task)?.customer);
  const label = useLabel(data.labels, customer);
  return <li className={styles.kept}><strong>{label}</strong> {texts.refusal({ code: item.code ?? 'internal', ...(item.params === undefined ? {} : { params: item.params }) })}</li>;
}
