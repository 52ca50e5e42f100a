import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { greyOf, pixelsOf } from '../../making/pixels.ts';
import { summary, type Timing } from '../measure.ts';
import type { Cut } from './methods.ts';

/** pymatting's closed-form matte of a scene; undefined where there is no Python that has it. */
export async function closedForm(
  scene: string,
  into: string,
  runs: number,
): Promise<{ cut: Cut; timing: Timing } | undefined> {
  mkdirSync(into, { recursive: true });
  const script = fileURLToPath(new URL('closed_form.py', import.meta.url));
  let times: number[];
  try {
    const printed = execFileSync(process.env['PYTHON'] ?? 'python3', [script, scene, into, String(runs)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    ({ times } = JSON.parse(printed) as { times: number[] });
  } catch {
    return undefined;
  }
  const [alpha, colours] = await Promise.all([
    greyOf(`${into}/alpha.png`),
    pixelsOf(`${into}/foreground.png`),
  ]);
  return { cut: { alpha, colours }, timing: summary(times) };
}
