import { packageFolder, run, say } from './run.ts';

/**
 * tfjs-node's own installer, as npm would run it: it downloads libtensorflow and the addon. Run in the
 * package's folder, since npm would remove the package when it fails.
 *
 * @returns whether it ended well
 */
export function ordinaryInstall(): boolean {
  say('trying its own installer, which downloads TensorFlow ...');
  const { ok, lastLine } = run(process.execPath, ['scripts/install.js'], { cwd: packageFolder, minutes: 15 });
  if (!ok) say(`its own installer failed (${lastLine}).`);
  return ok;
}
