import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { isRunning, until } from '../making/processes.ts';

const folder = temporaryFolder();
const client = fileURLToPath(new URL('../../src-main/compute/client.ts', import.meta.url));

/** A program whose compute process is stuck, and hears of nothing any more. */
const stuck = `
  const { ComputeClient } = await import(${JSON.stringify(client)});
  const compute = new ComputeClient();
  await compute.call('engine', {});
  void compute.call('fault', { kind: 'hang' });
  setTimeout(() => console.log(compute.pid), 200);`;

it('ends with its parent, even when it is stuck', async () => {
  const env = { ...process.env, PORTRAIT_FAULTS: '1' };
  const parent = spawn(process.execPath, [put(folder, 'stuck.mjs', stuck)], { env });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(said);
  expect(isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  await until(() => !isRunning(pid));
});
