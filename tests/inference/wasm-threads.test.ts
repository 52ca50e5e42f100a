import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { threadsFor } from '../../src-main/inference/wasm-threads.ts';

const program = fileURLToPath(new URL('wasm-where.ts', import.meta.url));

/** Fails when it has not ended by itself, too: an engine must not wait for a thread for ever, nor keep a process. */
async function engineWhere(where: string) {
  const { stdout } = await promisify(execFile)(process.execPath, [program, where], { timeout: 30_000 });
  return JSON.parse(stdout) as { threads: number; answer: number[] };
}

const threaded = engineWhere('two cores');

describe('the WASM engine', () => {
  it('has two threads on two cores', async () => {
    expect((await threaded).threads).toBe(2);
  });

  it.each([
    'there is one core',
    'no thread is begun',
    'a thread fails as it begins',
    'a thread ends as it begins',
  ])('does without threads where %s, and answers alike', async where => {
    const { threads, answer } = await engineWhere(where);
    expect(threads).toBe(1);
    const others = (await threaded).answer;
    answer.forEach((value, i) => expect(value).toBeCloseTo(others[i], 5));
  });

  it('asks for a thread a core, and for eight at most', () => {
    expect([1, 2, 8, 64].map(threadsFor)).toEqual([1, 2, 8, 8]);
  });
});
