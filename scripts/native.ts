/**
 * `npm run native`: provides @tensorflow/tfjs-node, the fast engine. Run it again whenever `npm ci` or `npm
 * install` has run: npm removes an optional package whose own installer failed, and knows nothing of an addon
 * that was built here. A finished addon is kept in the user's cache folder, so the second time is quick.
 *
 * Needs, only where TensorFlow's own download cannot be reached: Python 3 with pip, make and a C++ compiler.
 * Ends with exit code 0 when the addon loads, and 1 with one sentence when it does not.
 */
import { bringPackage } from './native/package.ts';
import { buildAddon } from './native/build.ts';
import { forget, keep, restore } from './native/cache.ts';
import { ordinaryInstall } from './native/ordinary.ts';
import { loads, say, Unavailable } from './native/run.ts';
import { layWheel } from './native/wheel.ts';

/** Each way to the addon, cheapest first; the first after which it loads ends the search. */
async function provide(): Promise<void> {
  if (loads()) {
    say('The native engine is there and loads: nothing to do.');
    return;
  }
  bringPackage();
  if (await restore()) {
    if (loads()) {
      say('Done: the native engine was restored from the cache, and loads.');
      return;
    }
    await forget();
  }
  if (ordinaryInstall() && loads()) return finish('installed the ordinary way');
  await layWheel();
  buildAddon();
  const reason = loads.reason();
  if (reason) throw new Unavailable(`The addon was built but does not load (${reason}): please report this.`);
  return finish('built from source');
}

async function finish(how: string): Promise<void> {
  await keep();
  say(`Done: the native engine was ${how}, and loads.`);
}

try {
  await provide();
} catch (error) {
  const sentence = error instanceof Unavailable ? error.message : `Unexpected failure: ${String(error)}`;
  console.error(`native: ${sentence} The program works without it, on the WASM engine.`);
  process.exitCode = 1;
}
