import { useStore } from 'zustand';
import type { TaskPut } from '../../../../../shared/contract/rows.ts';
import type { Refusal } from '../../../../../shared/model/refusal.ts';
import { ownerOf } from '../../../../../shared/model/task.ts';
import { Avatar } from '../../../../components/avatar.tsx';
import { Button } from '../../../../components/button.tsx';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import { useNow } from '../../../../store/clock.ts';
import { openDialog } from '../../../../store/ui.ts';
import { offlineSince } from '../case-rights.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import { coded } from '../timeline/timeline-line.ts';
import { FourEyesNote } from './four-eyes-note.tsx';
import styles from './holder-banner.module.css';

const idleAfterMs = 60_000;

/** Who has the task where that is not the reader, since when without a change, and what one may do about it. */
export function HolderBanner({ task, refusal }: { task: TaskPut; refusal: Refusal | undefined }) {
  const desk = useDesk();
  const { person, clock, ui, pending } = desk;
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const now = useNow(clock);
  useStore(desk.link);
  const guess = useStore(pending, (all) => all[task.id]);
  const owner = ownerOf(task);
  if (refusal?.code === 'four_eyes') return <FourEyesNote task={task} />;
  if (task.parked) {
    const { by, until, event } = task.parked;
    return (
      <p className={styles.banner}>
        <Mark is="waiting" />
        <span>{until === undefined ? say('step.parkedFor', { who: words.nameOf(by), event: coded(say, 'choice', event ?? '') }) : say('step.parked', { who: words.nameOf(by), until: words.moment(until) })}</span>
      </p>
    );
  }
  if (owner !== undefined && owner !== person.id) {
    const last = Math.max(view.entries.find(({ actor }) => actor === owner)?.at ?? task.madeAt, ...(view.sheet?.drafts ?? []).filter(({ author }) => author === owner).map(({ savedAt }) => savedAt));
    const idle = now - last;
    const taken = view.entries.find((entry) => entry.task === task.id && entry.body['by'] === owner && typeof entry.body['fence'] === 'number');
    const wasMine = task.touchedBy.includes(person.id) && Object.values(desk.work.drafts.store.getState()).some(({ place }) => place.task === task.id);
    const why = taken?.body['reasonValue'];
    const because = typeof why === 'string' ? view.sheet?.texts[why] : undefined;
    return (
      <div className={styles.banner} role="status">
        <Avatar person={owner} />
        <span className={styles.text}>
          {wasMine && taken
            ? say('step.takenFromYou', { who: words.nameOf(owner), at: words.moment(taken.at), why: because == null ? '' : say('step.takenWhy', { because }) })
            : idle > idleAfterMs ? say('step.theirsIdle', { who: words.nameOf(owner), span: words.span(idle) }) : say('step.theirs', { who: words.nameOf(owner) })}
        </span>
        <HolderButton text={say('step.ask', { who: words.nameOf(owner) })} onPress={() => openDialog(ui, 'askFor', { task: task.id, case: task.case })} />
        <HolderButton shortcut="t" text={say('step.takeOver')} onPress={() => openDialog(ui, 'takeOver', { task: task.id, case: task.case })} />
      </div>
    );
  }
  if (refusal) return <p className={styles.banner}><Mark is="stopped" /><span>{say('step.mayNot', { because: desk.texts.refusal(refusal) })}</span></p>;
  if (task.holder?.by === 'source') return <p className={styles.banner}><Mark is="waiting" /><span>{say('step.sources')}</span></p>;
  if (task.holder?.by === 'queue') return <p className={styles.free}>{guess && now - guess.since >= 0 ? say('step.claiming') : say('step.free')}</p>;
  return null;

  function HolderButton({ text, shortcut, onPress }: { text: string; shortcut?: string; onPress: () => void }) {
    const offline = offlineSince(desk);
    return <Button isSmall onPress={onPress} shortcut={shortcut} blocked={offline}>{text}</Button>;
  }
}
