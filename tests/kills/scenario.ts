export const scenarioNames = ['export', 'autosave', 'pull', 'settings'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** What a program that was killed has said, in milliseconds before it was. */
export interface Said {
  readonly text: string;
  readonly ago: number;
}

/** Work that a program is killed over. */
export interface Scenario {
  /** Milliseconds of work within which the kill falls. */
  readonly within: number;
  /** Prepares what all victims share. @returns beside the victim's environment, how to end it */
  readonly prepare?: (folder: string) => Promise<Readonly<Record<string, string>>>;
  /** Works until it is killed. */
  readonly live: (folder: string, say: (text: string) => void) => Promise<void>;
  /** What a next start finds. @returns a sentence for each thing that is not as it must be */
  readonly look: (folder: string, said: readonly Said[]) => Promise<string[]>;
}

export async function scenarioNamed(name: string): Promise<Scenario> {
  const { scenario } = (await import(`./scenarios/${name}.ts`)) as { scenario: Scenario };
  return scenario;
}
