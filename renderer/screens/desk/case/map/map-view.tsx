import { useEffect, useMemo, useRef, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { Button } from '../../../../components/button.tsx';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import { journeyName } from '../../../../store/journeys.ts';
import { useCaseInView } from '../case-view.ts';
import { DiagramSvg } from './diagram-svg.tsx';
import styles from './map-view.module.css';
import type { Diagram } from './read-diagram.ts';
import { outlineOf, readDiagram } from './read-diagram.ts';

const scales = [0.3, 0.45, 0.6, 0.8, 1, 1.3];
const usual = 3;

/** The drawing of a journey, and beside it the same as a list for the keyboard; a chunk of its own. */
export function MapView({ xml, isShown }: { xml: string; isShown: boolean }) {
  const { texts } = useDesk();
  const { say } = texts;
  const view = useCaseInView();
  const [diagram, setDiagram] = useState<Diagram | undefined>();
  const [scale, setScale] = useState(usual);
  const [picked, setPicked] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const outline = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isWanted = true;
    void readDiagram(xml).then((read) => isWanted && setDiagram(read));
    return () => {
      isWanted = false;
    };
  }, [xml]);
  const standing = useMemo(() => new Set((view.sheet?.position?.standing ?? []).map(({ element }) => element)), [view.sheet]);
  const zoom = scales[scale] ?? 1;
  const goTo = (id: string | undefined): void => {
    const shape = diagram?.shapes.find((one) => one.id === id);
    if (!shape || !diagram || !box.current) return;
    const { clientWidth, clientHeight } = box.current;
    box.current.scrollTo({ left: (shape.x + shape.width / 2 - diagram.box.x) * zoom - clientWidth / 2, top: (shape.y + shape.height / 2 - diagram.box.y) * zoom - clientHeight / 2 });
  };
  const [first] = standing;
  useEffect(() => {
    if (!isShown) return;
    goTo(picked ?? first);
    outline.current?.querySelector('[data-here=true]')?.scrollIntoView({ block: 'nearest' });
  // Where one looks stays as it is while the case goes on.
  }, [diagram, isShown, scale]);
  if (!diagram) return <p className={styles.note}>{say('map.loading')}</p>;
  return (
    <div className={styles.map}>
      <div className={styles.tools}>
        <Button isSmall onPress={() => goTo(first)} blocked={first === undefined ? '' : undefined}>{say('map.position')}</Button>
        <Button isSmall label={say('map.closer')} onPress={() => setScale(Math.min(scales.length - 1, scale + 1))}>+</Button>
        <Button isSmall label={say('map.wider')} onPress={() => setScale(Math.max(0, scale - 1))}>−</Button>
      </div>
      <div className={styles.drawing} ref={box} tabIndex={0} role="group" aria-label={say('map.label', { journey: journeyName(view.info, view.row.journey) })}>
        <DiagramSvg diagram={diagram} zoom={zoom} standing={standing} picked={picked} />
      </div>
      <ListBox
        ref={outline} className={styles.outline} aria-label={say('map.outline')} selectionMode="single" selectedKeys={picked === undefined ? [] : [picked]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : keys;
          setPicked(key === undefined ? undefined : String(key));
          goTo(String(key));
        }}
      >
        {outlineOf(diagram).map(({ id, name }) => (
          <ListBoxItem key={id} id={id} className={styles.item} textValue={name} data-here={standing.has(id)}>
            {standing.has(id) ? <Mark is="here" /> : <span className={styles.blank} />}<span>{name}</span>{standing.has(id) && <span className={styles.here}>{say('map.here')}</span>}
          </ListBoxItem>
        ))}
      </ListBox>
    </div>
  );
}
