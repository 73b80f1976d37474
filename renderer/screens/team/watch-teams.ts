import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { QueueRow } from '../../../shared/contract/rest.ts';
import { routes } from '../../../shared/contract/rest.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../desk.ts';
import { useTeamRows } from '../../store/team.ts';
import type { Connection } from '../../sync/connection.ts';

export interface WatchedTeams {
  /** Whose people and work are shown. */
  readonly teams: readonly string[];
  /** Whether the first rows of all of them are here. */
  readonly isLoaded: boolean;
  readonly refusal?: Refusal;
}

/** Watches people and work of the teams that one leads, or of all; who leads none looks at all. */
export function useWatchedTeams(): WatchedTeams {
  const { api, connection, rows, lead, person, link } = useDesk();
  const [ids, setIds] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const isLive = useStore(link, ({ state }) => state.is === 'live');
  useEffect(() => {
    if (!isLive || ids !== '') return;
    void api.ask(routes.listQueues, { query: { limit: 200 } }).then((answer) => {
      setRefusal(answer.ok ? undefined : answer);
      if (answer.ok) setIds((answer.value.rows as readonly QueueRow[]).map(({ id }) => id).join(' '));
    });
  }, [api, isLive, ids]);

  const all = useMemo(() => (ids === '' ? [] : ids.split(' ')), [ids]);
  const scopes = useMemo(() => all.map((team) => `team:${team}`), [all]);
  useWatch(connection, scopes);
  const teamRows = useTeamRows(rows, all);
  const reach = useStore(lead, (state) => state.reach);
  const isKnown = useStore(rows, ({ scopes: held }) => scopes.length > 0 && scopes.every((scope) => (held[scope]?.seq ?? -1) >= 0));
  const led = teamRows.filter((team) => team.lead === person.id).map(({ id }) => id);
  const names = isKnown ? (reach === 'led' && led.length > 0 ? led : all).join(' ') : '';
  const teams = useMemo(() => (names === '' ? [] : names.split(' ')), [names]);
  useEffect(() => lead.setState({ teams }), [lead, teams]);
  const queueScopes = useMemo(() => teams.map((team) => `queue:${team}`), [teams]);
  useWatch(connection, queueScopes);
  const isLoaded = useStore(rows, ({ scopes: held }) => queueScopes.length > 0 && queueScopes.every((scope) => (held[scope]?.seq ?? -1) >= 0));
  return { teams, isLoaded, ...(refusal === undefined ? {} : { refusal }) };
}

function useWatch(connection: Connection, scopes: readonly string[]): void {
  useEffect(() => {
    const stops = scopes.map((scope) => connection.watch(scope));
    return () => {
      for (const stop of stops) stop();
    };
  }, [connection, scopes]);
}
