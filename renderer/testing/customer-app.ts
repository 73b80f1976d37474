import type { ChannelCase } from '../../shared/contract/rest-channel.ts';
import type { EventResult } from '../../shared/model/event.ts';
import type { BankServer } from './bank-server.ts';

/** A customer's app in a test: a channel of the bank that begins and goes on with one case, tells where its customer is, and shows what the bank says. */
export class CustomerApp {
  readonly #bank: BankServer;
  readonly #journey: string;
  readonly #key: string;
  #next = 0;

  constructor(bank: BankServer, journey: string, key: string) {
    this.#bank = bank;
    this.#journey = journey;
    this.#key = key;
  }

  /** What the customer sees of the case. */
  async read(): Promise<ChannelCase> {
    const response = await fetch(`${this.#bank.url}/v1/channel/cases/${this.#key}?journey=${this.#journey}`, { headers: { 'x-baton-key': this.#bank.keys['mobile'] ?? '' } });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as ChannelCase;
  }

  /** Sends a message of the journey. */
  send(message: string, data: Readonly<Record<string, unknown>>): Promise<EventResult> {
    return this.#report(`${this.#journey}.${message}`, { channel: 'mobile', ...data });
  }

  /** Tells that the customer has come, moved or left, and where they are. */
  async tell(what: 'arrived' | 'moved' | 'left', where: { readonly step?: string; readonly field?: string } = {}): Promise<void> {
    const { ok, code = '' } = await this.#report(`customer.${what}`, { journey: this.#journey, ...where });
    if (!ok) throw new Error(code);
  }

  async #report(type: string, data: object): Promise<EventResult> {
    this.#next += 1;
    const event = { specversion: '1.0', id: `${this.#key}-${String(this.#next)}`, source: 'mobile', subject: this.#key, type, time: new Date().toISOString(), data };
    const response = await fetch(`${this.#bank.url}/v1/events`, {
      method: 'POST', headers: { 'content-type': 'application/cloudevents+json', 'x-baton-key': this.#bank.keys['mobile'] ?? '' }, body: JSON.stringify(event),
    });
    const answer = (await response.json()) as { results?: EventResult[] };
    const [result] = answer.results ?? [];
    if (!result) throw new Error(JSON.stringify(answer));
    return result;
  }
}
