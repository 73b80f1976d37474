import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../desk.ts';
import styles from './journey-strip.module.css';
import { Mark } from './mark.tsx';
import type { MarkKind } from './mark.tsx';

export type StripState = 'done' | 'current' | 'waiting' | 'failed' | 'ahead' | 'skipped';
export interface StripStage {
  readonly name: string;
  readonly state: StripState;
}

const markOf: Readonly<Record<StripState, MarkKind | undefined>> = { done: 'done', current: 'here', waiting: 'waiting', failed: 'late', ahead: undefined, skipped: undefined };
const isHere = ({ state }: StripStage): boolean => state === 'current' || state === 'waiting' || state === 'failed';

/** Width that a stage needs, in pixels, about as the family draws it. */
const widthOf = ({ name, state }: StripStage): number => name.length * 7.4 + (markOf[state] === undefined ? 20 : 40);

/**
 * The stages of one journey: those that are over shrink first, to `✓ 3`; the name of the one it stands at is never cut. `label` names the
 * journey to readers of the screen.
 */
export function JourneyStrip({ stages, label }: { stages: readonly StripStage[]; label: string }) {
  const { say } = useTexts();
  const ref = useRef<HTMLOListElement>(null);
  const [width, setWidth] = useState(Infinity);
  useEffect(() => {
    if (!ref.current || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? Infinity));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  const done = stages.filter(({ state }) => state === 'done');
  const isShort = done.length > 1 && stages.reduce((sum, stage) => sum + widthOf(stage), 0) > width;
  const shown = isShort ? stages.filter(({ state }) => state !== 'done') : stages;
  return (
    <ol ref={ref} className={styles.strip} aria-label={label}>
      {isShort && (
        <li className={styles.stage} data-state="done" data-short="true" title={done.map(({ name }) => name).join(', ')}>
          <Mark is="done" />
          <span aria-hidden="true">{done.length}</span>
          <span className="only-read">{say('strip.doneAll', { names: done.map(({ name }) => name).join(', ') })}</span>
        </li>
      )}
      {shown.map((stage) => {
        const mark = markOf[stage.state];
        return (
          <li key={stage.name} className={styles.stage} data-state={stage.state} {...(isHere(stage) ? { 'aria-current': 'step' as const } : {})} title={stage.name}>
            {mark === undefined ? null : <Mark is={mark} />}
            <span className={styles.name}>{stage.name}</span>
            <span className="only-read">{say(`strip.${stage.state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
