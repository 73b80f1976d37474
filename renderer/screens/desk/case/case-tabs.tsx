import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useDesk, useUi } from '../../../desk.ts';
import type { CaseTab } from '../../../store/ui.ts';
import { useWide } from './wide.ts';
import styles from './case-tabs.module.css';
import { useCaseInView } from './case-view.ts';
import { EvidencePanel } from './evidence/evidence-panel.tsx';
import { MapPanel } from './map/map-panel.tsx';
import { NotesPanel } from './notes/notes-panel.tsx';
import { StepPanel } from './step/step-panel.tsx';
import { isQuiet } from './timeline/timeline-line.ts';
import { TimelinePanel } from './timeline/timeline-panel.tsx';

/** The parts of a case. All stay there when another is shown, with what was typed in them and where they were scrolled to. */
export function CaseTabs({ since }: { since: number | undefined }) {
  const { ui, texts } = useDesk();
  const { say } = texts;
  const view = useCaseInView();
  const tab = useUi((state) => state.tab);
  const isWide = useWide();
  const { entries, sheet } = view;
  const evidence = sheet?.evidence ?? [];
  const names: readonly (readonly [CaseTab, string, ReactNode])[] = [
    ['step', say('caseTab.step'), <StepPanel key="step" />],
    ['timeline', say('caseTab.timeline', { count: entries.filter((entry) => !isQuiet(entry)).length }), <TimelinePanel key="timeline" since={since} />],
    ['evidence', evidence.length === 0 ? say('caseTab.evidenceNone') : say('caseTab.evidence', { have: evidence.filter(({ state }) => state === 'have').length, all: evidence.length }), <EvidencePanel key="evidence" />],
    ['notes', say('caseTab.notes', { count: entries.filter(({ kind }) => kind === 'note:added').length }), <NotesPanel key="notes" />],
    ['map', say('caseTab.map'), <MapPanel key="map" isShown={tab === 'map'} />],
  ];
  return (
    <Tabs className={styles.tabs} selectedKey={tab} onSelectionChange={(key) => ui.setState({ tab: key as CaseTab })}>
      <TabList className={styles.list} aria-label={say('caseTab.label')}>
        {names.map(([id, name]) => <Tab key={id} id={id} className={styles.tab}>{name}</Tab>)}
      </TabList>
      {names.map(([id, , panel]) => (
        <TabPanel key={id} id={id} shouldForceMount className={styles.panel} data-tab={id}>
          {id === 'step' && isWide
            ? <div className={styles.beside}><div className={styles.scroll}>{panel}</div><aside className={styles.scroll}><TimelinePanel since={since} isAside /></aside></div>
            : <div className={styles.scroll}>{panel}</div>}
        </TabPanel>
      ))}
    </Tabs>
  );
}
