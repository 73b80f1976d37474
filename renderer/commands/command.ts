import type { Desk } from '../desk.ts';
import type { Command } from './registry.ts';

/** A command of the workspace. */
export type DeskCommand = Command<Desk>;
