import { existsSync, globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bindToItself } from './bind.ts';
import { packageFolder, root, run, say, Unavailable } from './run.ts';

const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const;

/** The names under which the linker (`-ltensorflow`) and tfjs-node's installer look for them. */
const aliases = {
  'libtensorflow.so': 'libtensorflow_cc.so.2',
  'libtensorflow.so.2.9.1': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
};

/**
 * Takes TensorFlow's libraries and headers out of the Python wheel `tensorflow-cpu` and lays them where
 * tfjs-node's build looks. The wheel is unpacked inside node_modules, so that its gigabyte is moved, not copied.
 *
 * @throws Unavailable naming what is missing: Linux, Python with pip, the network, room on the disk
 */
export async function layWheel(): Promise<void> {
  if (process.platform !== 'linux') {
    throw new Unavailable(
      'Only on Linux can it be built from the Python wheel: let storage.googleapis.com through and try again.',
    );
  }
  const folder = await mkdtemp(join(root, 'node_modules', '.tensorflow-'));
  try {
    const python = pythonWithPip();
    unpack(python, download(python, folder), folder);
    await bindLibraries(join(folder, 'tensorflow'));
    await lay(join(folder, 'tensorflow'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function pythonWithPip(): string {
  const python = ['python3', 'python'].find(name => run(name, ['-m', 'pip', '--version']).ok);
  if (python) return python;
  throw new Unavailable(
    'The Python wheel needs python3 with pip: install them (Debian: apt install python3-pip) and try again.',
  );
}

/** @returns the wheel's path */
function download(python: string, folder: string): string {
  say('downloading the Python wheel tensorflow-cpu (about 270 MB) ...');
  const args = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--no-cache-dir',
    '-d',
    folder,
    'tensorflow-cpu',
  ];
  const { ok, lastLine } = run(python, args, { minutes: 60 });
  const wheel = globSync('tensorflow_cpu-*.whl', { cwd: folder })[0];
  if (ok && wheel) return join(folder, wheel);
  throw new Unavailable(
    `pip cannot download tensorflow-cpu (${lastLine}): check the network and that Python is one TensorFlow supports.`,
  );
}

const unpacker = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    wanted = [name for name in wheel.namelist() if name.startswith(tuple(sys.argv[3:]))]
    wheel.extractall(sys.argv[2], wanted)
`;

function unpack(python: string, wheel: string, folder: string): void {
  say("unpacking TensorFlow's libraries and headers (about 1.1 GB) ...");
  const wanted = [...libraries, 'include/'].map(name => `tensorflow/${name}`);
  const { ok, lastLine } = run(python, ['-c', unpacker, wheel, folder, ...wanted]);
  const missing = wanted.find(name => !existsSync(join(folder, name)));
  if (!ok)
    throw new Unavailable(`The wheel cannot be unpacked (${lastLine}): make room on the disk and try again.`);
  if (missing) throw new Unavailable(`The wheel has no ${missing}: please report this.`);
}

/** Libraries that are not bound work as well: they take longer to load, and more memory. */
async function bindLibraries(tensorflow: string): Promise<void> {
  if (process.arch !== 'x64') return;
  say('binding the libraries to themselves ...');
  const paths = libraries.map(name => join(tensorflow, name));
  try {
    const files = await Promise.all(paths.map(path => readFile(path)));
    for (const file of files)
      bindToItself(
        file,
        files.filter(other => other !== file),
      );
    for (const [i, path] of paths.entries()) await writeFile(path, files[i]);
  } catch (error) {
    say(`they stay as they are (${error instanceof Error ? error.message : String(error)}).`);
  }
}

async function lay(tensorflow: string): Promise<void> {
  const deps = join(packageFolder, 'deps');
  await rm(deps, { recursive: true, force: true });
  await mkdir(join(deps, 'lib'), { recursive: true });
  await rename(join(tensorflow, 'include'), join(deps, 'include'));
  for (const name of libraries) await rename(join(tensorflow, name), join(deps, 'lib', name));
  for (const [alias, name] of Object.entries(aliases)) await symlink(name, join(deps, 'lib', alias));
}
