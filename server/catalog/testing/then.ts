import { expect } from 'vitest';
import { positionOf } from '../../../shared/journey/engine/read-state.ts';
import { wholeProcess } from '../../../shared/journey/orchestrated/implied.ts';
import type { Journey } from '../../../shared/journey/orchestrated/journey.ts';
import { must } from '../../../shared/assert.ts';
import { nameOf } from './open-effects.ts';
import { Play } from './scenario.ts';

type Given = Pick<Play, 'opens' | 'message'>;
export type When = Pick<Play, 'message' | 'claims' | 'completes' | 'identifies' | 'adds' | 'answers' | 'fails' | 'passes' | 'retries'>;

/** What a task asks for, as far as a scenario wants to say. */
interface TaskWords {
  readonly team?: string;
  readonly form?: string;
  readonly clock?: string;
  readonly regulatory?: boolean;
}

/** What may be said of a case after something happened to it; each throws where it is not so. */
export class Then {
  readonly #play: Play;

  constructor(play: Play) {
    this.#play = play;
  }

  /** The last input was refused. */
  refused(code: string, rule?: string): this {
    expect(this.#play.refusal?.code).toBe(code);
    if (rule !== undefined) expect(this.#play.refusal?.rule).toBe(rule);
    this.#play.refusal = undefined;
    return this;
  }

  stage(stage: string): this {
    this.#accepted();
    expect(this.#play.bank.row.stage).toBe(stage);
    return this;
  }

  waitsFor(whom: 'customer' | 'thirdParty' | 'system' | 'staff' | undefined): this {
    this.#accepted();
    expect(this.#play.bank.row.waitsFor?.whom).toBe(whom);
    return this;
  }

  /** Where it stands, as the elements of the model, without what only holds others. */
  standsAt(...elements: string[]): this {
    this.#accepted();
    const { bank, journey } = this.#play;
    const positions = bank.row.process === undefined ? [] : positionOf(journey.process, bank.row.process);
    expect(positions.filter(({ waits }) => waits !== 'inside').map(({ element }) => element).sort()).toEqual(elements.sort());
    return this;
  }

  /** Work of this activity is open. */
  opens(activity: string, words: TaskWords = {}): this {
    this.#accepted();
    const task = this.#play.task(activity);
    if (words.team !== undefined) expect(task.team).toBe(words.team);
    if (words.form !== undefined) expect(task.form).toBe(words.form);
    if (words.clock !== undefined) {
      const clock = must(this.#play.bank.row.clocks.find((one) => one.task === task.id), `${activity} has a clock`);
      expect(clock.name).toBe(words.clock);
      expect(clock.kind).toBe(words.regulatory === true ? 'regulatory' : 'step');
    }
    return this;
  }

  /** No work of staff is open. */
  noWork(): this {
    this.#accepted();
    expect(this.#play.bank.work.map(({ activity }) => activity)).toEqual([]);
    return this;
  }

  /** What the last input asked of systems, in order. */
  asks(...names: string[]): this {
    this.#accepted();
    expect(this.#play.asked.map(nameOf)).toEqual(names);
    return this;
  }

  /** What the last input told the customer, by templates. */
  tells(...templates: string[]): this {
    this.#accepted();
    expect(this.#play.asked.filter((effect) => nameOf(effect) === 'messages.send').map(({ body }) => body['template'])).toEqual(templates);
    return this;
  }

  /** The last input wrote entries of these kinds, among others. */
  writes(...kinds: string[]): this {
    this.#accepted();
    expect(this.#play.entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
    return this;
  }

  /** The last input was recorded as out of place. */
  isIrregular(how: string): this {
    this.#accepted();
    expect(this.#play.entries.map(({ body }) => ('irregular' in body ? body.irregular : undefined))).toContain(how);
    return this;
  }

  /** Something waits for a person, who is named. */
  exception(code: string, owner: string): this {
    this.#accepted();
    const found = this.#play.bank.row.exceptions ?? [];
    expect(found.map((one) => `${one.code} ${one.owner}`)).toContain(`${code} ${owner}`);
    this.#play.exceptions = [];
    return this;
  }

  /** The process knows this. */
  knows(values: Readonly<Record<string, unknown>>): this {
    this.#accepted();
    const process = wholeProcess(this.#play.journey, this.#play.bank.row);
    expect(process?.data[String(process.scopes[0]?.id)]).toMatchObject(values);
    return this;
  }

  ends(outcome: string): this {
    this.#accepted();
    expect(this.#play.bank.row.status).toBe('closed');
    expect(this.#play.bank.row.outcome).toBe(outcome);
    expect(this.#play.bank.work).toEqual([]);
    return this;
  }

  #accepted(): void {
    if (this.#play.refusal !== undefined) throw new Error(`it was refused: ${JSON.stringify(this.#play.refusal)}`);
  }
}

/** A scenario of one case: what is given, what happens, what is then so. */
export function scenario(journey: Journey, beside: readonly Journey[] = []): { given: Given; when: When; then: Then; play: Play } {
  const play = new Play(journey, beside);
  return { given: play, when: play, then: new Then(play), play };
}
