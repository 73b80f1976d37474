// The desk's thread: decides, writes and answers, while the thread that started it keeps the sockets.
import { parentPort, workerData } from 'node:worker_threads';
import { must, unreachable } from '../shared/assert.ts';
import { isRefusal } from '../shared/model/refusal.ts';
import { openDeskSide } from './desk-side.ts';
import type { DeskDoor } from './desk-door.ts';
import type { DeskModule, DeskThreadData, FromDesk, ToDesk } from './desk-thread-messages.ts';
import { errorText, gatherTo } from './desk-thread-messages.ts';
import type { TailEntry } from './store/reads/tail.ts';

const { module, ...data } = workerData as DeskThreadData;
const port = must(parentPort, 'this file is started as a thread');
const { clock, speed, reach, opened }: DeskModule = module === undefined ? {} : ((await import(module)) as { deskModule: DeskModule }).deskModule;

let door: DeskDoor | undefined;
const say = gatherTo<FromDesk>(port, () => (door ? [['waiting', door.waiting()]] : []));

const side = await openDeskSide({
  ...data,
  ...(clock ? { clock } : {}),
  ...(speed === undefined ? {} : { speed }),
  ...(reach ? { reach } : {}),
  report: (error, context) => say(['reported', errorText(error), context]),
  onSuperseded: (refusal) => say(['superseded', refusal]),
});

/** What sync needs of an entry; bodies only of the kinds whose soft state it keeps. */
const tailEntry = ({ seq, kind, subject, case: caseId, task, actor, scopes, body }: TailEntry): TailEntry => ({
  seq, kind, subject, case: caseId, task, actor, scopes, body: kind.startsWith('lease:') ? body : null,
});

if (isRefusal(side)) say(['refused', side]);
else {
  opened?.(side.loop);
  door = side.door;
  door.onCommit((entries) => say(['entries', entries.map(tailEntry)]));
  const answer = (number: number, answering: Promise<Extract<FromDesk, readonly ['answer', ...unknown[]]>[2]>): void =>
    void answering.then((result) => say(['answer', number, result]), (error: unknown) => say(['failed', number, errorText(error)]));
  const hear = (message: ToDesk, { command, report, recordRead, order, health }: DeskDoor): void => {
    switch (message[0]) {
      case 'command':
        return answer(message[1], command(message[2], message[3]));
      case 'report':
        return answer(message[1], report(message[2], message[3]));
      case 'read':
        return answer(message[1], recordRead(message[2], message[3], message[4]));
      case 'order':
        return answer(message[1], order(message[2]));
      case 'health':
        return answer(message[1], health());
      case 'stop':
        return void side.stop().then(() => say(['stopped']));
      default:
        return unreachable(message);
    }
  };
  const { door: here } = side;
  port.on('message', (text: string) => {
    for (const message of JSON.parse(text) as ToDesk[]) hear(message, here);
  });
  say(['opened']);
}
