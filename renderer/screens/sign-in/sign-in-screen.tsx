import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { DemoStaff } from '../../../shared/contract/rest-team.ts';
import { teamRoutes } from '../../../shared/contract/rest-team.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { DeskTexts } from '../../store/texts.ts';
import type { Api } from '../../sync/api.ts';
import type { Session, SessionKeeper } from '../../sync/session.ts';
import styles from './sign-in-screen.module.css';

export interface SignInProps {
  readonly api: Api;
  readonly keeper: SessionKeeper;
  readonly texts: DeskTexts;
  readonly onOpen: (session: Session) => void;
}

const shownFirst = 7;

/** Whom of the demo bank one wants to be. */
export function SignInScreen({ api, keeper, texts, onOpen }: SignInProps) {
  const { say } = texts;
  const [staff, setStaff] = useState<DemoStaff['rows'] | Refusal>();
  const [refused, setRefused] = useState<Refusal>();
  const [isAll, setAll] = useState(false);
  useEffect(() => {
    void api.ask(teamRoutes.listDemoStaff).then((answer) => setStaff(answer.ok ? answer.value.rows : answer));
  }, [api]);
  const open = (id: string): void => {
    void keeper.open(api, id).then((answer) => ('token' in answer ? onOpen(answer) : setRefused(answer)));
  };
  // Where the team is called what its people are, that is said once.
  const whereOf = (role: string, team: string): string => (role === team ? role : say('signIn.person', { role, team }));
  const refusal = refused ?? (staff !== undefined && 'ok' in staff ? staff : undefined);
  const rows = Array.isArray(staff) ? staff : [];
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <h1 className={styles.brand}>Baton</h1>
        <p className={styles.lead}>{say('signIn.lead')}</p>
        {refusal && <p role="alert" className={styles.refused}>{texts.refusal(refusal)}</p>}
        <ul className={styles.people}>
          {rows.slice(0, isAll ? rows.length : shownFirst).map(({ id, name, initials, role, team }) => (
            <li key={id}>
              <AriaButton className={styles.person} onPress={() => open(id)}>
                <span className={styles.initials} aria-hidden="true">{initials}</span>
                <span className={styles.name}>{name}</span>
                <span className={styles.role}>{whereOf(say(`role.${role}`), say(`team.${team}`))}</span>
              </AriaButton>
            </li>
          ))}
        </ul>
        {!isAll && rows.length > shownFirst && <AriaButton className={styles.more} onPress={() => setAll(true)}>{say('signIn.all', { count: rows.length - shownFirst })}</AriaButton>}
      </div>
    </main>
  );
}
