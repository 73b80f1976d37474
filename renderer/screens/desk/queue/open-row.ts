import type { Desk } from '../../../desk.ts';
import type { ListRow } from '../../../store/queue-list.ts';
import { openCase } from '../../../store/ui.ts';

/** Opens the case of a row, to work on the row's task. */
export const openRow = ({ ui }: Desk, { id, task }: ListRow): void => {
  ui.setState({ row: id });
  openCase(ui, { case: task.case, task: id });
};
