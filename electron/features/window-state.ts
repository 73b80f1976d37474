import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserWindow, Rectangle } from 'electron';
import * as z from 'zod/mini';

const side = z.int().check(z.minimum(-100_000), z.maximum(100_000));
const placeSchema = z.strictObject({ x: side, y: side, width: side, height: side, isMaximized: z.boolean() });
const stateSchema = z.record(z.string(), placeSchema);
type Place = z.infer<typeof placeSchema>;

/** So much of a window must lie on a screen for a hand to reach its title bar. */
const reachable = { width: 120, height: 40 };

/** Whether enough of a window's upper edge is on one of the screens: one that was taken away leaves windows where nobody sees them. */
export function isReachable(place: Rectangle, areas: readonly Rectangle[]): boolean {
  return areas.some((area) => {
    const width = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
    const isTopInside = place.y >= area.y && place.y + reachable.height <= area.y + area.height;
    return width >= reachable.width && isTopInside;
  });
}

/** Where each window was, in one small JSON file. */
export class WindowState {
  readonly #file: string;
  readonly #places: Record<string, Place>;

  constructor(file: string) {
    this.#file = file;
    this.#places = read(file);
  }

  /** Where the window of this name was, if it can be reached there. */
  place(name: string, areas: readonly Rectangle[]): Place | undefined {
    const place = this.#places[name];
    return place && isReachable(place, areas) ? place : undefined;
  }

  /** Remembers where a window is when it closes. */
  follow(name: string, window: Pick<BrowserWindow, 'on' | 'getNormalBounds' | 'isMaximized'>): void {
    window.on('close', () => {
      this.#places[name] = { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
      mkdirSync(path.dirname(this.#file), { recursive: true });
      writeFileSync(this.#file, JSON.stringify(this.#places));
    });
  }
}

function read(file: string): Record<string, Place> {
  try {
    const parsed = stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}
