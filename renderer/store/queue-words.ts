import type { DeskData } from './desk-data.ts';
import { activityName, journeyName } from './journeys.ts';
import type { WordsOf } from './queue-views.ts';

/** What people call a task's customer (masked), step and journey; masked names of customers that nobody has looked at yet are asked for. */
export const wordsOfTasks = ({ labels, journeys }: Pick<DeskData, 'labels' | 'journeys'>): WordsOf => ({ customer, journey, activity, name }) => {
  if (customer !== undefined) labels.want(customer);
  const info = journeys.store.getState()[journey];
  const label = customer === undefined ? '' : (labels.store.getState()[customer] ?? '');
  return `${label} ${activityName(info, activity, name)} ${journeyName(info, journey)}`;
};
