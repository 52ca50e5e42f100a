import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLog } from '../../src-main/log/log.ts';
import { temporaryFolder } from '../making/folder.ts';

const folder = temporaryFolder();

it('begins a new file when one is full, and keeps two old ones', () => {
  const place = join(folder, 'rotating');
  const log = openLog(place, 500);
  for (let i = 0; i < 60; i++) log.note(`event ${i}`);
  expect(readdirSync(place).sort()).toEqual(['portrait.1.log', 'portrait.2.log', 'portrait.log']);
  for (const name of readdirSync(place)) expect(statSync(join(place, name)).size).toBeLessThanOrEqual(500);
  expect(readFileSync(join(place, 'portrait.log'), 'utf8')).toMatch(/ event 59\n$/);
});

it('tells its last lines, of the file before too', () => {
  const log = openLog(join(folder, 'told'), 500);
  for (let i = 0; i < 15; i++) log.note(`event ${i}`);
  expect(log.last(12).map(line => line.split(' ').slice(1).join(' '))).toEqual(
    Array.from({ length: 12 }, (_, i) => `event ${i + 3}`),
  );
});

it('is for nobody else on the machine', () => {
  const place = join(folder, 'private');
  openLog(place).note('event');
  if (process.platform === 'win32') return;
  expect(statSync(place).mode & 0o777).toBe(0o700);
  expect(statSync(join(place, 'portrait.log')).mode & 0o777).toBe(0o600);
});

it('fails nobody where it cannot be written', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const log = openLog(join(file, 'logs'));
  expect(() => log.note('event')).not.toThrow();
  expect(log.last(3)).toEqual([]);
});

it('holds no name of a file, whatever went wrong', () => {
  const log = openLog(join(folder, 'redacted'));
  log.note('photo.open', new Error('The photo "/home/maria/Birthday 2026/IMG 1.jpg" is damaged.'));
  expect(log.last(20).join('\n')).not.toMatch(/maria|Birthday|IMG/);
  expect(log.last(20)[0]).toMatch(/photo\.open: Error: The photo "‹[0-9a-f]{8}›\.jpg" is damaged\./);
});
