import type { DecisionShown } from '../../shared/contract/rest-decision.ts';
import { agent } from './decide-api-bank.ts';

/** Whoever asks for decisions of a server: as a member of staff does from the desk. */
export interface Asker {
  readonly address: string;
  readonly token: string;
  /** The key of the app's source. */
  readonly key: string;
  decide(customer: string, caseId?: string): Promise<DecisionShown>;
}

/** Signs in at a server; throws where it refuses anything. */
export async function openAsker(address: string, key: string): Promise<Asker> {
  const post = async (where: string, body: object, headers: Record<string, string> = {}): Promise<unknown> => {
    const response = await fetch(`${address}${where}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${where}: ${String(response.status)} ${await response.text()}`);
    return response.json();
  };
  const { token } = (await post('/v1/demo-session', { person: agent })) as { token: string };
  return {
    address, token, key,
    decide: async (customer, caseId) =>
      (await post('/v1/decisions', { customer, channel: 'branch', placement: 'desk', ...(caseId === undefined ? {} : { case: caseId }) }, { authorization: `Bearer ${token}` })) as DecisionShown,
  };
}
