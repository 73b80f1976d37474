import type { BundleSource } from '../../shared/decision/action/bundle-source.ts';
import type { SwitchedOff } from '../store/tables/action-switches.ts';

/**
 * The rules where what is turned off is held back by a gate that nothing opens: why-not, receipts and recomputing need nothing else to tell it.
 * To do nothing cannot be turned off.
 */
export function withoutSwitchedOff(source: BundleSource, off: readonly SwitchedOff[]): BundleSource {
  return {
    ...source,
    actions: source.actions.map((action) => {
      const own = off.filter((one) => one.action === action.id);
      if (own.length === 0 || action.class === 'nothing') return action;
      const when = own.some(({ channel }) => channel === null) ? 'false' : own.map(({ channel }) => `channel != "${String(channel)}"`).sort().join(' and ');
      return { ...action, gates: [{ id: 'switched-off', kind: 'eligibility' as const, when, changes: [] }, ...action.gates] };
    }),
  };
}
