/**
 * Makes the README's picture with the program itself, and the networks that ship: photo, blurred, and in front of another
 * picture.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const root = fileURLToPath(new URL('..', import.meta.url));
const samples = join(root, 'assets/samples');
const folder = mkdtempSync(join(tmpdir(), 'portrait-readme-'));
const HEIGHT = 400;
const GAP = 8;

const portrait = (sample: string, name: string, ...options: string[]): string => {
  const out = join(folder, `${name}.png`);
  const photo = join(samples, sample);
  execFileSync(process.execPath, [join(root, 'bin/portrait.js'), photo, '-o', out, ...options], {
    stdio: 'inherit',
    // No store of the user's own.
    env: { ...process.env, PORTRAIT_MODELS: join(folder, 'none') },
  });
  return out;
};

const backdrop = join(samples, 'hubble-deep-field.jpg');
const panels = [
  join(samples, 'astronaut.png'),
  portrait('astronaut.png', 'blurred'),
  portrait('astronaut.png', 'replaced', '--background', backdrop),
];

const tiles = await Promise.all(
  panels.map(panel => sharp(panel).resize({ height: HEIGHT }).toBuffer({ resolveWithObject: true })),
);
const width = tiles.reduce((sum, { info }) => sum + info.width + GAP, -GAP);
let left = 0;
const placed = tiles.map(({ data, info }) => {
  const tile = { input: data, left, top: 0 };
  left += info.width + GAP;
  return tile;
});
await sharp({ create: { width, height: HEIGHT, channels: 3, background: '#ffffff' } })
  .composite(placed)
  .jpeg({ quality: 90 })
  .toFile(join(root, 'assets/readme/portrait.jpg'));
rmSync(folder, { recursive: true });
