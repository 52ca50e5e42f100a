import type { TestContext } from 'vitest';
import { type Engine, loadEngine } from '../../src-main/inference/engine.ts';

/** The native engine; without it the test is skipped, or fails where PORTRAIT_REQUIRE_NATIVE=1 wants it. */
export async function nativeOrSkip(context: TestContext): Promise<Engine> {
  try {
    return await loadEngine('native');
  } catch (error) {
    if (process.env['PORTRAIT_REQUIRE_NATIVE'] === '1') throw error;
    return context.skip(error instanceof Error ? error.message : String(error));
  }
}
