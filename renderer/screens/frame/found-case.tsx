import type { OpenCaseRow, SearchResult } from '../../../shared/contract/rest-case.ts';
import menuStyles from '../../components/menu.module.css';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { journeyName, stageName, useJourney } from '../../store/journeys.ts';

/** One open journey of a customer that was found: where it stands and when it stopped. */
export function FoundCase({ row, found }: { row: SearchResult; found: OpenCaseRow }) {
  const { data, texts, clock } = useDesk();
  const info = useJourney(data.journeys, found.journey);
  const { say } = texts;
  const step = (info?.stages.indexOf(found.stage) ?? -1) + 1;
  const stopped = momentText(texts.locale, found.lastProgressAt, clock.now());
  const channel = found.lastChannel === undefined ? '' : say(`channel.${found.lastChannel}`);
  return (
    <span>
      <strong>{row.label}</strong>{' '}
      <span>{journeyName(info, found.journey)}</span>{' '}
      <span className={menuStyles.because}>
        {step > 0 ? say('found.step', { step, of: info?.stages.length ?? step, stage: stageName(info, found.stage) }) : stageName(info, found.stage)}
        {' · '}
        {channel === '' ? say('found.stopped', { stopped }) : say('found.stoppedOn', { stopped, channel })}
      </span>
    </span>
  );
}
