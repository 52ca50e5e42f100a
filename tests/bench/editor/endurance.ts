import { summary } from '../measure.ts';
import { drawShort } from './gestures.ts';
import { childNamed, familyOf, megabytes } from './processes.ts';
import type { Program } from './program.ts';
import { perEvent, traced, type Work } from './trace.ts';

/** Those at either end that are compared. */
const SOME = 20;

export interface EnduranceWish {
  readonly strokes: number;
  /** Of undo and redo. */
  readonly steps: number;
}

/** Medians of the first and of the last of many, in milliseconds. */
interface Ends {
  readonly first: number;
  readonly last: number;
}

export interface Memory {
  /** The page's own objects. */
  readonly heap: number;
  /** The main process's own objects, and all of it. */
  readonly mainHeap: number;
  readonly main: number;
  readonly compute: number;
  /** The browser with all its processes; here the pictures lie there that a GPU would hold. */
  readonly browser: number;
}

export interface Endurance {
  /** From a stroke's release to the refined matte. */
  readonly strokes: Ends;
  /** Script of a key press that undoes or redoes. */
  readonly steps: Ends;
  /** Before, after the strokes, and after the steps; in megabytes. */
  readonly memory: readonly [Memory, Memory, Memory];
}

/** Draws many strokes, then undoes and redoes them many times over. */
export async function endure(
  program: Program,
  browserPid: number,
  { strokes: count, steps: stepCount }: EnduranceWish,
): Promise<Endurance> {
  const { page } = program;
  const before = await memoryOf(program, browserPid);
  const strokes: number[] = [];
  for (let i = 0; i < count; i++) strokes.push(await drawShort(page, i));
  const drawn = await memoryOf(program, browserPid);
  const steps = await stepThrough(program, count, stepCount);
  await page.waitForTimeout(3000);
  const stepped = await memoryOf(program, browserPid);
  return { strokes: endsOf(strokes), steps: endsOf(steps), memory: [before, drawn, stepped] };
}

/** Undo to the start, redo to the end, and so on. @returns the script of each of the first and of the last, in milliseconds */
async function stepThrough({ browser, page }: Program, strokes: number, steps: number): Promise<number[]> {
  await page.getByRole('application', { name: 'Photo' }).focus();
  const press = async (from: number, end: number) => {
    for (let i = from; i < end; i++)
      await page.keyboard.press(i % (2 * strokes) < strokes ? 'Control+z' : 'Control+Shift+z');
  };
  const first = await traced(browser, page, () => press(0, SOME));
  await press(SOME, steps - SOME);
  const last = await traced(browser, page, () => press(steps - SOME, steps));
  return [first, last].flatMap(commandsOf);
}

/** The modifiers go down too, and do little: what is left are the commands themselves. */
const commandsOf = (work: readonly Work[]): number[] =>
  perEvent(work, 'keydown')
    .toSorted((a, b) => b - a)
    .slice(0, SOME);

const endsOf = (times: readonly number[]): Ends => ({
  first: summary(times.slice(0, SOME)).median,
  last: summary(times.slice(-SOME)).median,
});

async function memoryOf({ page, pid, heap }: Program, browserPid: number): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await page.waitForTimeout(1000);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const compute = childNamed(pid, 'compute/child');
  return {
    heap: usedSize / 1e6,
    mainHeap: (await heap()) / 1e6,
    main: megabytes([pid]),
    compute: compute === undefined ? 0 : megabytes([compute]),
    browser: megabytes(familyOf(browserPid)),
  };
}
