import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { OpenCaseRow } from '../../../../shared/contract/rest-case.ts';
import { JourneyStrip } from '../../../components/journey-strip.tsx';
import { Button } from '../../../components/button.tsx';
import { useDesk } from '../../../desk.ts';
import { journeyName, useJourney } from '../../../store/journeys.ts';
import { openCase } from '../../../store/ui.ts';
import { useCaseInView } from './case-view.ts';
import { useCaseWords } from './case-words.ts';
import styles from './journeys.module.css';
import { stagesOf } from './stages.ts';

const shownBeside = 2;

/** One strip for each open journey of the customer: the opened case first; the others open by their name. */
export function Journeys() {
  const view = useCaseInView();
  const { say } = useCaseWords(view);
  const [isAll, setIsAll] = useState(false);
  const { row, info, sheet } = view;
  const others = (sheet?.customer?.openCases ?? []).filter(({ id, status }) => id !== view.id && status === 'open');
  const shown = isAll ? others : others.slice(0, shownBeside);
  const name = journeyName(info, row.journey);
  return (
    <div className={styles.journeys}>
      <div className={styles.row}>
        {others.length > 0 && <span className={styles.name} title={name}>{name}</span>}
        <JourneyStrip label={say('strip.of', { journey: name })} stages={stagesOf(info, row, sheet?.position)} />
      </div>
      {shown.map((other) => <OtherJourney key={other.id} other={other} />)}
      {others.length > shownBeside && !isAll && <span><Button isSmall kind="plain" onPress={() => setIsAll(true)}>{say('case.moreJourneys', { count: others.length - shownBeside })}</Button></span>}
    </div>
  );
}

function OtherJourney({ other }: { other: OpenCaseRow }) {
  const { ui, data, texts } = useDesk();
  const info = useJourney(data.journeys, other.journey);
  const name = journeyName(info, other.journey);
  return (
    <div className={styles.row} data-other="true">
      <AriaButton className={styles.name} onPress={() => openCase(ui, { case: other.id })}>{name}</AriaButton>
      <JourneyStrip label={texts.say('strip.of', { journey: name })} stages={stagesOf(info, other, undefined)} />
    </div>
  );
}
