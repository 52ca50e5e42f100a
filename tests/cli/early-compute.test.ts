import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const early = fileURLToPath(new URL('../../src-main/cli/early-compute.ts', import.meta.url));

/** What a program prints that begins the compute process for these arguments, and then does `what`. */
const printed = (args: readonly string[], what: string): string =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { beginCompute, takeCompute } from ${JSON.stringify(early)};
      beginCompute(${JSON.stringify(args)});
      const channel = takeCompute();
      ${what}`,
    ],
    { encoding: 'utf8', timeout: 20_000 },
  ).trim();

const whether = 'console.log(channel !== undefined); channel?.kill();';

describe('the compute process that is begun early', () => {
  it('is begun for photos, and for nothing else', () => {
    expect(printed(['photo.jpg', '-o', 'out.jpg'], whether)).toBe('true');
    expect(printed(['matte', 'photo.jpg', '--segmentation', 'mask.png'], whether)).toBe('true');
    for (const args of [[], ['--help'], ['models', 'list'], ['doctor']]) {
      expect(printed(args, whether)).toBe('false');
    }
  });

  it('does not hold up a program that has nothing for it to do', () => {
    expect(printed(['photo.jpg'], 'console.log("done");')).toBe('done');
  });

  it('tells of its end, though nobody listened when it came', () => {
    const late = `channel.kill();
      setTimeout(() => channel.listen(() => undefined, ({ signal }) => console.log(signal)), 500);`;
    expect(printed(['photo.jpg'], late)).toBe('SIGKILL');
  });
});
