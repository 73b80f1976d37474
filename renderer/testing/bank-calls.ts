import type { BankServer } from './bank-server.ts';

/** A bank's telephones and customers' numbers, as a test needs them beside the screen. */
export class BankCalls {
  readonly #bank: BankServer;
  #next = 0;

  constructor(bank: BankServer) {
    this.#bank = bank;
  }

  /** The customer's number, as somebody reads it who has seen their identity card. */
  async numberOf(customer: string): Promise<string> {
    const { token } = (await this.#ask('/v1/demo-session', 'POST', { person: 'mare' })) as { token: string };
    await this.#ask(`/v1/customers/${customer}/verify`, 'POST', { commandId: `c-test-${customer}`, method: 'idSeen' }, token);
    const { customer: sheet } = (await this.#ask(`/v1/customers/${customer}/sheet`, 'GET', undefined, token)) as { customer: { fields: Record<string, { value: string }> } };
    return sheet.fields['phone']?.value ?? '';
  }

  /** Rings a member of staff; resolves to the call's id once the server has taken it. */
  async ring(extension: string, number: string | null): Promise<string> {
    this.#next += 1;
    const call = `call-${String(this.#next)}`;
    await this.report({ call, event: 'ring', extension, number });
    return call;
  }

  async report(event: object): Promise<void> {
    await this.#ask('/v1/calls', 'POST', event, undefined, this.#bank.keys['telephony']);
  }

  async #ask(path: string, method: string, body?: unknown, token?: string, key?: string): Promise<unknown> {
    const response = await fetch(`${this.#bank.url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(key === undefined ? {} : { 'x-baton-key': key }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
