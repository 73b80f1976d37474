/** A suite of several steps on one scene, in their order; each step's title is a sentence. */
export interface Steps {
  readonly steps: Readonly<Record<string, () => Promise<void>>>;
  /** After each of them. */
  between(): Promise<void> | void;
  end(): Promise<void>;
}

/** Takes all steps; throws at the first that fails. */
export async function takeSteps({ steps, between, end }: Steps): Promise<void> {
  try {
    for (const [title, step] of Object.entries(steps)) {
      await step().catch((error: unknown) => {
        throw new Error(`${title}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      });
      await between();
    }
  } finally {
    await end();
  }
}
