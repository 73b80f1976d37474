import type { KeyboardEvent } from 'react';
import { useEffect } from 'react';
import { Button as AriaButton, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { teamRoutes } from '../../../../shared/contract/rest-team.ts';
import { watchRights } from '../../../../shared/policy/may-watch.ts';
import menuStyles from '../../../components/menu.module.css';
import type { Desk } from '../../../desk.ts';
import { useDesk, useUi } from '../../../desk.ts';
import type { QueueView } from '../../../store/queue-views.ts';
import { moreViews, savedView, tabViews } from '../../../store/queue-views.ts';
import { openDialog } from '../../../store/ui.ts';
import { useStore } from 'zustand';
import { useQueueState } from './queue-list.tsx';
import styles from './queue-tabs.module.css';

/** The list that the tabs show. */
export const panelId = 'queue-list';

const isTab = (view: string): boolean => tabViews.some((tab) => tab === view);

/** Mine, team, open, and the rest under More; each with how many it holds now. */
export function QueueTabs() {
  const desk = useDesk();
  const { ui, texts: { say, direction }, queue } = desk;
  const view = useUi((state) => state.view);
  const counts = useQueueState((state) => state.counts);
  const look = (id: string): void => {
    if (id === ui.getState().view) queue.rerank();
    else ui.setState({ view: id, picked: new Set() });
  };
  const onKeyDown = ({ key, currentTarget }: KeyboardEvent<HTMLElement>): void => {
    if (key !== 'ArrowRight' && key !== 'ArrowLeft') return;
    const tabs = [...currentTarget.querySelectorAll<HTMLElement>('[role=tab]')];
    const step = (key === 'ArrowRight') === (direction === 'ltr') ? 1 : -1;
    tabs[(tabs.findIndex((tab) => tab === document.activeElement) + step + tabs.length) % tabs.length]?.focus();
  };
  return (
    <div className={styles.bar}>
      {/* All tabs look at one list, which a tab does not mount anew. */}
      <div className={styles.tabs} role="tablist" aria-label={say('queue.views')} onKeyDown={onKeyDown}>
        {tabViews.map((id) => (
          <button
            key={id}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={view === id}
            aria-controls={panelId}
            tabIndex={view === id || (!isTab(view) && id === 'mine') ? 0 : -1}
            data-selected={view === id || undefined}
            onClick={() => look(id)}
          >
            {say(`queue.view.${id}`)} <span className={styles.count}>{counts[id] ?? ''}</span>
          </button>
        ))}
      </div>
      <More look={look} />
    </div>
  );
}

function More({ look }: { look: (id: string) => void }) {
  const desk = useDesk();
  const { texts: { say } } = desk;
  const view = useUi((state) => state.view);
  const counts = useQueueState((state) => state.counts);
  const saved = useSaved(desk);
  const teams = useOtherTeams(desk);
  const nameOf = (id: string): string => nameOfView(desk, saved, id);
  const item = (id: string) => (
    <MenuItem key={id} id={id} className={menuStyles.item} textValue={nameOf(id)}>
      <span>{nameOf(id)} {saved.find((one) => one.id === id)?.isShared === true && <span className={menuStyles.because}>{say('queue.shared')}</span>}</span>
      <span className={styles.count}>{counts[id] ?? ''}</span>
    </MenuItem>
  );
  const act = (key: string): void => {
    if (key === 'save') openDialog(desk.ui, 'saveView');
    else if (key === 'drop') void desk.api.ask(teamRoutes.deleteView, { id: view }).then(() => {
      desk.ui.setState({ view: 'mine' });
      return loadSaved(desk);
    });
    else look(key);
  };
  const isOwn = saved.find(({ id }) => id === view)?.isOwn === true;
  return (
    <MenuTrigger onOpenChange={(isOpen) => void (isOpen && loadSaved(desk))}>
      <AriaButton className={styles.tab} data-selected={!isTab(view) || undefined} aria-label={say('queue.moreLabel')}>
        <span className={styles.name}>{isTab(view) ? say('queue.more') : nameOf(view)}</span>
        {isTab(view) ? null : <span className={styles.count}>{counts[view] ?? ''}</span>} <span aria-hidden="true">▾</span>
      </AriaButton>
      <Popover className={menuStyles.popover} placement="bottom end">
        <Menu className={menuStyles.menu} onAction={(key) => act(String(key))} aria-label={say('queue.moreLabel')}>
          <MenuSection aria-label={say('queue.views')}>{moreViews.map(item)}</MenuSection>
          {teams.length > 0 && <MenuSection><Header className={styles.head}>{say('queue.otherTeams')}</Header>{teams.map((team) => item(`queue:${team}`))}</MenuSection>}
          {saved.length > 0 && <MenuSection><Header className={styles.head}>{say('queue.saved')}</Header>{saved.map(({ id }) => item(id))}</MenuSection>}
          <MenuSection aria-label={say('queue.saved')}>
            <MenuItem id="save" className={menuStyles.item}>{say('queue.save')}</MenuItem>
            {isOwn && <MenuItem id="drop" className={menuStyles.item}>{say('queue.drop', { name: nameOf(view) })}</MenuItem>}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

export function nameOfView({ texts: { say } }: Pick<Desk, 'texts'>, saved: readonly QueueView[], id: string): string {
  if (id.startsWith('queue:')) return say(`team.${id.slice('queue:'.length)}`);
  return saved.find((view) => view.id === id)?.name ?? say(`queue.view.${id}`);
}

export async function loadSaved({ api, queue, person }: Desk): Promise<void> {
  const answer = await api.ask(teamRoutes.listViews);
  if (answer.ok) queue.setSaved(answer.value.rows.map((row) => savedView(row, person.id)));
}

function useSaved(desk: Desk): readonly QueueView[] {
  useEffect(() => void loadSaved(desk), [desk]);
  return useQueueState((state) => state.saved);
}

/** Other teams whose work one may look at: all of them, or none. */
function useOtherTeams({ person, data }: Desk): readonly string[] {
  const names = useStore(data.directory.store);
  if (watchRights[person.role].queue !== 'any') return [];
  return [...new Set(Object.values(names).map(({ team }) => team))].filter((team) => team !== person.team && team !== 'log').sort();
}
