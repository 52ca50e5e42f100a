import { expect, it } from 'vitest';
import { explainEnding } from '../../src-main/compute/ending.ts';

const ended = (code: number | null, signal: string | null, lastWords = '') =>
  explainEnding({ code, signal, lastWords });

it.each([
  ['by the system', ended(null, 'SIGKILL'), /killed \(SIGKILL\)/],
  ['by an instruction that it lacks', ended(null, 'SIGILL'), /--engine wasm/],
  ['by a crash', ended(null, 'SIGSEGV'), /crashed \(SIGSEGV\)/],
  ['by itself', ended(3, null), /code 3/],
  ['for want of heap', ended(null, 'SIGABRT', 'FATAL ERROR: JavaScript heap out of memory'), /memory/],
  ['for want of native memory', ended(null, 'SIGABRT', "what():  std::bad_alloc'"), /memory/],
])('a process that ended %s is explained', (_, error, words) => {
  expect(error).toMatchObject({ code: 'compute-died', message: words });
  expect(error.message).toMatch(/^The compute process .+\. Nothing was lost: try again\.$/);
});
