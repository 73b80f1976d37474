import { lazy, Suspense, useEffect, useState } from 'react';
import { caseRoutes } from '../../../../../shared/contract/rest-case.ts';
import type { Refusal } from '../../../../../shared/model/refusal.ts';
import { useDesk } from '../../../../desk.ts';
import { useCaseInView } from '../case-view.ts';
import styles from './map-panel.module.css';

const MapView = lazy(async () => ({ default: (await import('./map-view.tsx')).MapView }));

/** The journey as its process was drawn, with the place at which the case stands; asked for when somebody wants it. */
export function MapPanel({ isShown }: { isShown: boolean }) {
  const { api, texts } = useDesk();
  const view = useCaseInView();
  const { journey, journeyVersion } = view.row;
  const [found, setFound] = useState<{ of: string; xml?: string; refusal?: Refusal }>();
  const [wasShown, setWasShown] = useState(isShown);
  if (isShown && !wasShown) setWasShown(true);
  const isDrawn = view.info?.kind === 'orchestrated';
  const of = `${journey}/${String(journeyVersion)}`;
  useEffect(() => {
    if (!wasShown || !isDrawn || found?.of === of) return;
    let isWanted = true;
    void api.ask(caseRoutes.getJourneyModel, { id: journey, query: { version: journeyVersion } }).then((answer) => {
      if (isWanted) setFound(answer.ok ? { of, xml: answer.value.xml } : { of, refusal: answer });
    });
    return () => {
      isWanted = false;
    };
  }, [api, wasShown, isDrawn, of, journey, journeyVersion, found?.of]);
  if (!isDrawn) return <p className={styles.note}>{texts.say('map.none')}</p>;
  if (found?.refusal) return <p className={styles.note}>{texts.say('map.failed', { because: texts.refusal(found.refusal) })}</p>;
  if (found?.xml === undefined) return <p className={styles.note}>{texts.say('map.loading')}</p>;
  return <Suspense fallback={<p className={styles.note}>{texts.say('map.loading')}</p>}><MapView xml={found.xml} isShown={isShown} /></Suspense>;
}
