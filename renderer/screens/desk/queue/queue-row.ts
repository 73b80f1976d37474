import type { PresencePush } from '../../../../shared/contract/changes.ts';
import type { CasePut } from '../../../../shared/contract/rows.ts';
import { ownerOf } from '../../../../shared/model/task.ts';
import { marks } from '../../../components/mark.tsx';
import type { ListRow } from '../../../store/queue-list.ts';
import styles from './queue-row.module.css';
import type { RowWords } from './queue-words.ts';
import { clockOf, markOf, waitText } from './queue-words.ts';

export interface RowFacts extends RowWords {
  readonly label: string;
  readonly step: string;
  readonly journey: string;
  readonly case: CasePut | undefined;
  readonly people: PresencePush['people'];
  readonly initialsOf: (person: string) => string;
  readonly isOpen: boolean;
  readonly isPicked: boolean;
}

/** The parts of a row's cell; made once, changed in place. */
interface Drawn {
  readonly mark: HTMLElement;
  readonly label: HTMLElement;
  readonly step: HTMLElement;
  readonly clock: HTMLElement;
  readonly wait: HTMLElement;
  readonly people: HTMLElement;
}

const drawn = new WeakMap<HTMLElement, Drawn>();

/** Draws a row of the queue into its cell: state, masked name, step, clock; who it waits for, the journey, who is in it. */
export function drawRow(cell: HTMLElement, row: ListRow, facts: RowFacts): void {
  const parts = drawn.get(cell) ?? build(cell);
  const { texts: { say }, me } = facts;
  const { task, gone } = row;
  const mark = markOf(row, me, facts.now);
  const owner = ownerOf(task);
  const state = gone && gone.by !== me ? 'gone' : mark === 'pending' ? 'pending' : owner === me ? 'mine' : 'free';
  set(cell, 'state', state);
  set(cell, 'open', String(facts.isOpen));
  set(cell, 'picked', String(facts.isPicked));
  write(parts.mark, facts.isPicked ? '☑' : marks[mark]);
  set(parts.mark, 'is', mark);
  write(parts.label, facts.label);
  write(parts.step, facts.step);
  const clock = clockOf(row, facts);
  write(parts.clock, clock.text);
  set(parts.clock, 'is', gone ? 'running' : clock.is);
  write(parts.wait, say('queue.line', { wait: waitText(row, facts.case, facts), journey: facts.journey }));
  const inIt = facts.people.filter(({ person }) => person !== me);
  const shown = [
    ...inIt.map(({ person, state: doing }) => ({ person, doing: doing as string, title: say(`presence.${doing}`, { name: facts.nameOf(person) }) })),
    ...(owner !== undefined && owner !== me && inIt.every(({ person }) => person !== owner) ? [{ person: owner, doing: 'owns', title: say('queue.has', { name: facts.nameOf(owner) }) }] : []),
  ].slice(0, 3);
  drawPeople(parts.people, shown, facts.initialsOf);
}

function drawPeople(into: HTMLElement, shown: readonly { person: string; doing: string; title: string }[], initialsOf: RowFacts['initialsOf']): void {
  const key = shown.map(({ title, person }) => `${title} ${initialsOf(person)}`).join('|');
  if (into.dataset['key'] === key) return;
  into.dataset['key'] = key;
  into.replaceChildren(...shown.map(({ person, doing, title }) => {
    const avatar = element('span', styles.avatar, initialsOf(person));
    avatar.dataset['doing'] = doing;
    avatar.title = title;
    avatar.role = 'img';
    avatar.ariaLabel = title;
    return avatar;
  }));
}

function build(cell: HTMLElement): Drawn {
  const mark = element('span', styles.mark);
  mark.ariaHidden = 'true';
  const parts: Drawn = {
    mark, label: element('span', styles.label), step: element('span', styles.step), clock: element('span', styles.clock),
    wait: element('span', styles.wait), people: element('span', styles.people),
  };
  // A name reads in its own direction, whatever that of the screen is.
  // So do the others: cut short, they lose their end and not their start.
  for (const part of [parts.label, parts.step, parts.wait]) part.dir = 'auto';
  const first = element('span', styles.first);
  first.append(parts.label, ' ', parts.step, ' ', parts.clock);
  const second = element('span', styles.second);
  second.append(parts.wait, ' ', parts.people);
  cell.className = styles.row as string;
  cell.replaceChildren(mark, first, second);
  drawn.set(cell, parts);
  return parts;
}

function element(name: 'span', className: unknown, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className as string;
  made.textContent = text;
  return made;
}

function write(into: HTMLElement, text: string): void {
  if (into.textContent !== text) into.textContent = text;
}
function set(on: HTMLElement, name: string, value: string): void {
  if (on.dataset[name] !== value) on.dataset[name] = value;
}
