/** Undo and redo as a value: every change makes a new history, so that a view can compare two by identity. */

export interface Step<T> {
  /** Catalogue key of the step's name. */
  readonly name: string;
  readonly value: T;
  /** Steps with the same mark that follow within a second are one: key presses on a slider. */
  readonly merge?: string | undefined;
  /** Milliseconds. */
  readonly at: number;
}

export interface History<T> {
  readonly steps: readonly Step<T>[];
  /** The step that is shown; those after it can be redone. */
  readonly index: number;
}

const MERGE_WITHIN_MS = 1000;
/** Steps share what they have in common, so this many cost little. */
const MOST_STEPS = 1000;

/** A history that holds its beginning. */
export const begin = <T>(name: string, value: T): History<T> => ({
  steps: [{ name, value, at: 0 }],
  index: 0,
});

export const current = <T>(history: History<T>): T => history.steps[history.index].value;
export const canUndo = <T>(history: History<T>): boolean => history.index > 0;
export const canRedo = <T>(history: History<T>): boolean => history.index < history.steps.length - 1;

/** Adds a step after the one that is shown; what could be redone is gone. */
export function record<T>(history: History<T>, step: Step<T>): History<T> {
  const last = history.steps[history.index];
  const kept = history.steps.slice(0, merges(last, step) ? history.index : history.index + 1);
  const steps = [...kept, step];
  // The beginning stays, so that "undo everything" always reaches it.
  if (steps.length > MOST_STEPS) steps.splice(1, 1);
  return { steps, index: steps.length - 1 };
}

/** Shows another step; nothing is lost. */
export const jump = <T>(history: History<T>, index: number): History<T> => ({
  ...history,
  index: Math.min(Math.max(index, 0), history.steps.length - 1),
});

export const undo = <T>(history: History<T>): History<T> => jump(history, history.index - 1);
export const redo = <T>(history: History<T>): History<T> => jump(history, history.index + 1);

const merges = <T>(last: Step<T>, step: Step<T>): boolean =>
  step.merge !== undefined && last.merge === step.merge && step.at - last.at < MERGE_WITHIN_MS;
