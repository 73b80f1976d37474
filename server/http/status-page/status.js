'use strict';

const everyMs = 2000;
const number = new Intl.NumberFormat('en');
const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

const at = (id) => document.getElementById(id);

function show(id, text) {
  const place = at(id);
  // Only what changed: a reader's place on the page stays.
  if (place.textContent !== text) place.textContent = text;
}

function say(state, mark, text) {
  // Said once, not every two seconds: readers announce this place.
  if (at('state').dataset.state === state) return;
  at('state').dataset.state = state;
  at('state').querySelector('.mark').textContent = mark;
  show('state-text', text);
}

function span(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min` : `${seconds} s`;
}

function cell(tag, text, name) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (tag === 'th') element.scope = 'row';
  if (name) element.className = name;
  return element;
}

function teamRow({ team, open, held }, most) {
  const row = document.createElement('tr');
  const meter = document.createElement('meter');
  meter.max = most;
  meter.value = open;
  meter.setAttribute('aria-label', `${open} of at most ${most}`);
  const share = cell('td', '', 'share');
  share.append(meter);
  row.append(cell('th', team), cell('td', number.format(open), 'number'), cell('td', number.format(held), 'number'), share);
  return row;
}

let shownTeams = '';

function showTeams(teams) {
  const text = JSON.stringify(teams);
  if (text === shownTeams) return;
  shownTeams = text;
  const most = Math.max(1, ...teams.map((team) => team.open));
  at('teams').replaceChildren(...teams.map((team) => teamRow(team, most)));
  at('no-teams').hidden = teams.length > 0;
}

function render(status) {
  const sum = (key) => status.teams.reduce((total, team) => total + team[key], 0);
  for (const key of ['casesOpen', 'customers', 'people', 'seq', 'waiting', 'held']) show(key, number.format(status[key]));
  show('tasksOpen', number.format(sum('open')));
  show('tasksHeld', number.format(sum('held')));
  show('entriesPerSecond', number.format(status.entriesPerSecond));
  show('sockets', status.sockets === undefined ? '–' : number.format(status.sockets));
  show('logId', status.logId);
  show('version', status.version);
  show('now', time.format(status.now));
  show('clockDifferenceMs', status.clockDifferenceMs === undefined ? 'not known' : `${number.format(status.clockDifferenceMs)} ms`);
  show('upSeconds', span(status.upSeconds));
  showTeams(status.teams);
  if (status.isReady) say('ready', '✓', 'Ready');
  else say('unready', '▲', 'Not ready');
}

async function refresh() {
  try {
    const answer = await fetch('/v1/status', { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error(String(answer.status));
    render(await answer.json());
  } catch {
    say('away', '◆', 'No answer; trying again');
  } finally {
    setTimeout(() => void refresh(), everyMs);
  }
}

void refresh();
