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

  /** A person of whom no case is open, with their number. */
  async withoutCase(): Promise<{ readonly id: string; readonly number: string }> {
    const { token } = (await this.#ask('/v1/demo-session', 'POST', { person: 'mare' })) as { token: string };
    for (let n = 20; n < 200; n += 1) {
      const id = `cu-${String(n).padStart(5, '0')}`;
      const { customer } = (await this.#ask(`/v1/customers/${id}/sheet`, 'GET', undefined, token)) as { customer: { openCases: unknown[]; relations: unknown[]; flags: unknown[] } };
      if (customer.openCases.length + customer.relations.length + customer.flags.length === 0) return { id, number: await this.numberOf(id) };
    }
    throw new Error('everybody has a case');
  }

  /** Reports something of a customer as the app does; resolves when the server has taken it. */
  async signal(customer: string, type: string, data: Readonly<Record<string, string | number>>): Promise<void> {
    this.#next += 1;
    const event = { specversion: '1.0', id: `signal-${String(this.#next)}`, source: 'mobile', subject: customer, type: `customer.${type}`, time: new Date().toISOString(), data };
    await this.#ask('/v1/events', 'POST', event, undefined, this.#bank.keys['mobile'], 'application/cloudevents+json');
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

  async #ask(path: string, method: string, body?: unknown, token?: string, key?: string, type = 'application/json'): Promise<unknown> {
    const response = await fetch(`${this.#bank.url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': type }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(key === undefined ? {} : { 'x-baton-key': key }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
