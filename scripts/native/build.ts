import { existsSync, realpathSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { packageFolder, run, say, Unavailable } from './run.ts';

/**
 * Builds the addon against deps/lib and deps/include. It is a Node-API addon, whose interface does not change
 * with Node's version, so the headers of another Node serve as well when this one's cannot be had.
 *
 * @throws Unavailable with the compiler's or node-gyp's word
 */
export function buildAddon(): void {
  say('building the addon ...');
  const started = performance.now();
  let last = '';
  for (const nodedir of headerFolders()) {
    const result = build(nodedir);
    if (result.ok) {
      rmSync(join(packageFolder, 'deps', 'include'), { recursive: true, force: true });
      say(`built in ${Math.round((performance.now() - started) / 1000)} s.`);
      return;
    }
    last = result.lastLine;
  }
  const need =
    'it needs make, a C++ compiler, Python 3 and the headers of Node (Debian: apt install build-essential libnode-dev)';
  throw new Unavailable(`The addon cannot be built (${last}): ${need}.`);
}

/**
 * Where to take headers from, best first: beside this Node; what node-gyp finds by itself (its setting, its
 * cache, a download), said as undefined; beside any other Node on the PATH.
 */
function headerFolders(): (string | undefined)[] {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map(folder => join(folder, 'node'));
  const own = prefixWithHeaders(process.execPath);
  const others = onPath.map(prefixWithHeaders).filter(prefix => prefix !== undefined);
  return own ? [own] : [...new Set([undefined, ...others])];
}

function prefixWithHeaders(node: string): string | undefined {
  if (!existsSync(node)) return undefined;
  const prefix = dirname(dirname(realpathSync(node)));
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? prefix : undefined;
}

function build(nodedir: string | undefined) {
  const gyp = npmsGyp();
  const env = { ...(gyp && { npm_config_node_gyp: gyp }), ...(nodedir && { npm_config_nodedir: nodedir }) };
  return run('node-pre-gyp', ['install', '--build-from-source'], { cwd: packageFolder, env });
}

/** npm brings node-gyp and tells its scripts where; outside of `npm run` we look beside npm ourselves. */
function npmsGyp(): string | undefined {
  if (process.env['npm_config_node_gyp']) return undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const npm = folders.map(folder => join(folder, 'npm')).find(path => existsSync(path));
  const gyp =
    npm && join(dirname(dirname(realpathSync(npm))), 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  return gyp && existsSync(gyp) ? gyp : undefined;
}
