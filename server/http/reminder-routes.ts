import type { ReminderPreview } from '../../shared/contract/rest-reminder.ts';
import { reminderRoutes } from '../../shared/contract/rest-reminder.ts';
import { can } from '../../shared/policy/can.ts';
import { previewReminders } from '../../shared/work/reminder-plan.ts';
import { judgeReminders } from '../decisions/judge-reminders.ts';
import type { Decisions } from '../decisions/open-decisions.ts';
import { readTaskStates } from '../store/reads/plan-tasks.ts';
import { readAs } from './reading.ts';
import type { Bind, RouteParts } from './route-parts.ts';

/** Routes about reminding customers. */
export function bindReminderRoutes(route: Bind, { directory, clock }: Pick<RouteParts, 'directory' | 'clock'>, decisions: Decisions): void {
  const reading = readAs(directory);

  route(reminderRoutes.previewReminders, (call) => reading(call, async (_reader, person) => {
    const refused = can(person, 'reminder:send', { owner: person.id, team: person.team });
    if (refused) return refused;
    const { tasks: ids } = call.body as { readonly tasks: readonly string[] };
    const { tasks, verdicts } = await judgeReminders({ ...decisions, bundle: decisions.rules.today }, ids, clock.now());
    const calls = tasks.flatMap(({ reminded }) => reminded?.callTask ?? []);
    const open = new Set(calls.length === 0 ? [] : (await readTaskStates(decisions.db, calls)).map(({ id }) => id));
    const items: ReminderPreview['items'] = previewReminders(person, ids, { tasks, verdicts, isOpenTask: (id) => open.has(id) });
    return { send: { items } };
  }));
}
