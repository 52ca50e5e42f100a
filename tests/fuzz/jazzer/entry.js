/** What Jazzer.js calls with each input: it loads files that end in .js only. */
const { judgedTarget } = await import('../kept.ts');

export const fuzz = await judgedTarget(process.env.PORTRAIT_FUZZ_TARGET);
