// Loaded by the desk's thread of a server under load: notes when batches were committed, and starts the timers when it is told to.
import { timerInput } from '../desk/timer-input.ts';
import type { DeskModule } from '../desk-thread-messages.ts';
import { startPoller } from '../timers/poller.ts';
import type { DeskOrder, DeskReport } from './desk-orders.ts';
import { deskOrders } from './desk-orders.ts';
import { wallNow } from './load-wire.ts';
import { startPauseWatch } from './pause-watch.ts';

export const deskModule: DeskModule = {
  opened: ({ desk, db, clock }) => {
    let commits: [number, number, number][] = [];
    const pauses = startPauseWatch();
    let isTimed = false;
    // Before the gateway, so that the time is that of the commit and not of what follows it.
    desk.onCommit((entries) => {
      const [first, last] = [entries[0], entries.at(-1)];
      if (first && last) commits.push([first.seq, last.seq, wallNow()]);
    });
    const channel = new BroadcastChannel(deskOrders);
    channel.unref();
    channel.onmessage = ({ data }: { data: DeskOrder }) => {
      if (data === 'forget') {
        commits = [];
        pauses.forget();
      }
      if (data === 'startTimers' && !isTimed) {
        isTimed = true;
        startPoller({ db, desk, clock, timerInput, takesInputs: () => true, report: (error) => console.error(error) });
      }
      const report: DeskReport = data === 'report' ? { commits, pausesMs: pauses.all() } : { commits: [], pausesMs: [] };
      channel.postMessage(report);
    };
  },
};
