/** Between the threads of a day's server; also the name of when its clock begins. */
export const dayChannel = 'baton-day';

/** What a server of a simulated day is started with, as one argument in JSON. */
export interface DayServerArguments {
  readonly dataFolder: string;
  /** Addresses of the systems outside, as configurations have them. */
  readonly connectors: string;
  /** Where its clock stands at first, in milliseconds UTC. */
  readonly now: number;
  readonly customers: number;
  readonly logLevel: string;
}

/** What a simulated day tells its server. */
export type DayOrder =
  /** The clock stands at this from now on. */
  | { readonly setClock: number }
  /** What is due is to be done now. */
  | { readonly look: true }
  /** Ends the process as `kill -9` does when the point of a batch or an effect is reached the `after`th time. */
  | { readonly killAt: { readonly point: string; readonly after: number } };

/** What the server says once, when it is open. */
export interface DayReady {
  readonly address: string;
  /** What sources prove themselves with. */
  readonly sourceKeys: Readonly<Record<string, string>>;
}
