import type { ComponentType } from 'react';
import { lazy } from 'react';
import type { ScreenName } from '../store/ui.ts';
import { DeskScreen } from './desk/desk-screen.tsx';

/** Every screen by its name. What an agent starts with is in the first bundle; the others come when they are opened. */
export const screens: Readonly<Record<ScreenName, ComponentType>> = {
  desk: DeskScreen,
  customers: lazy(async () => ({ default: (await import('./customers/customers-screen.tsx')).CustomersScreen })),
  team: lazy(async () => ({ default: (await import('./team/team-screen.tsx')).TeamScreen })),
  wall: lazy(async () => ({ default: (await import('./team/wall-screen.tsx')).WallScreen })),
};
