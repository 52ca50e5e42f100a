import { existsSync } from 'node:fs';
import { packageFolder, run, say, Unavailable } from './run.ts';

/**
 * Brings the package's files, not its addon. npm takes them, and what they need, from our lock file:
 * `--no-save` leaves package.json and the lock file alone, `--ignore-scripts` keeps its installer (which would
 * fail, and so remove it again) and our own `prepare` from running.
 */
export function bringPackage(): void {
  if (existsSync(`${packageFolder}/package.json`) && existsSync(`${packageFolder}/binding.gyp`)) return;
  say('fetching @tensorflow/tfjs-node without its addon ...');
  const args = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--include=optional',
    '--include=dev',
    '--no-audit',
    '--no-fund',
  ];
  const { ok, lastLine } = run('npm', args);
  if (ok && existsSync(`${packageFolder}/package.json`)) return;
  throw new Unavailable(
    `npm cannot fetch @tensorflow/tfjs-node (${lastLine}): check the network and try again.`,
  );
}
