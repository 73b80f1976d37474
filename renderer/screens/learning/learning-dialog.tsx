import { useState } from 'react';
import type { Learning } from '../../../shared/contract/rest-decision.ts';
import { Button } from '../../components/button.tsx';
import { DeskDialog } from '../../components/desk-dialog.tsx';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { useFetched } from '../../store/fetched.ts';
import { closeDialog } from '../../store/ui.ts';
import { Choices } from '../desk/dialogs/form-parts.tsx';
import { actionName } from '../desk/next/suggestion-words.ts';
import { useWords } from '../desk/next/words.ts';
import styles from './learning.module.css';

/** Why an alarm needs nothing more, and why a suggestion is turned off. */
const reasons = { look: ['expected', 'rulesChanged', 'watchOn'], off: ['complaints', 'wrong', 'alarm'] } as const;

/** What is learned of suggestions: alarms that nobody has looked at yet, and which suggestions are turned off. */
export function LearningDialog() {
  const desk = useDesk();
  const { say } = desk.texts;
  const [round, setRound] = useState(0);
  const { value: learning, refusal } = useFetched(desk.data.learning, 'all', round);
  const again = (): void => setRound((before) => before + 1);
  return (
    <DeskDialog title={say('learning.title')} primary={{ text: say('learning.close'), run: () => closeDialog(desk.ui) }} isTelling>
      {learning === undefined ? <p>{refusal ? desk.texts.refusal(refusal) : say('learning.loading')}</p> : <><Alarms learning={learning} again={again} /><Switches learning={learning} again={again} /></>}
    </DeskDialog>
  );
}

interface Part {
  readonly learning: Learning;
  readonly again: () => void;
}

function Alarms({ learning: { models }, again }: Part) {
  const { say, moment, channel: channelName } = useWords();
  const alarmed = models.filter(({ alarms }) => alarms.length > 0);
  return (
    <section className={styles.part} aria-label={say('learning.alarms')}>
      <h3 className={styles.head}>{say('learning.alarms')}</h3>
      {alarmed.length === 0 && <p>{say('learning.noAlarm')}</p>}
      <ul className={styles.list}>
        {alarmed.map(({ action, channel, role, alarms }) => (
          <li key={`${action} ${channel} ${role}`} data-alarm={action}>
            <p><Mark is="late" /><strong>{actionName(say, action)}</strong>{`, ${channelName(channel)}`}{role === 'challenger' ? `, ${say('learning.challenger')}` : ''}</p>
            {alarms.map(({ kind, at }) => <p key={kind} className={styles.note}>{say(`learning.alarm.${kind}`, { at: moment(at) })}</p>)}
            <Because of="look" act={say('learning.look')} command={(because) => ['alarm:look', { action, channel, role, because }]} again={again} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Switches({ learning: { actions, off }, again }: Part) {
  const desk = useDesk();
  const { say, moment, name, channel: channelName } = useWords();
  const isOn = (action: string): boolean => !off.some((one) => one.action === action && one.channel === null);
  return (
    <section className={styles.part} aria-label={say('learning.switches')}>
      <h3 className={styles.head}>{say('learning.switches')}</h3>
      <ul className={styles.list}>
        {off.map(({ action, channel, by, at }) => (
          <li key={`${action} ${channel ?? ''}`} data-off={action} className={styles.row}>
            <p><Mark is="stopped" /><strong>{actionName(say, action)}</strong>{channel === null ? '' : `, ${channelName(channel)}`}{`: ${say('learning.offBy', { name: name(by), at: moment(at) })}`}</p>
            <Button isSmall onPress={() => void desk.act('action:switch', { action, ...(channel === null ? {} : { channel }), isOff: false, because: 'lookedAt' }).then(again)}>{say('learning.on')}</Button>
          </li>
        ))}
        {actions.filter(({ action }) => isOn(action)).map(({ action }) => (
          <li key={action} className={styles.row}>
            <p>{actionName(say, action)}</p>
            <Because of="off" act={say('learning.off')} command={(because) => ['action:switch', { action, isOff: true, because }]} again={again} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Said = ['alarm:look', { action: string; channel: Learning['models'][number]['channel']; role: 'champion' | 'challenger'; because: string }] | ['action:switch', { action: string; isOff: true; because: string }];

/** A button that asks why before it does what it says. */
function Because({ of, act, command, again }: { of: keyof typeof reasons; act: string; command: (because: string) => Said; again: () => void }) {
  const desk = useDesk();
  const { say } = desk.texts;
  const [isAsking, ask] = useState(false);
  const [because, choose] = useState<string>(reasons[of][0]);
  if (!isAsking) return <Button isSmall onPress={() => ask(true)}>{act}</Button>;
  const send = (): void => {
    const said = command(because);
    void (said[0] === 'alarm:look' ? desk.act(...said) : desk.act(...said)).then(again);
  };
  return (
    <div className={styles.why}>
      <Choices label={say('learning.because')} value={because} onChange={choose} options={reasons[of].map((id) => ({ id, text: say(`learning.reason.${id}`) }))} />
      <Button isSmall onPress={send}>{act}</Button>
    </div>
  );
}
