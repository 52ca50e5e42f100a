import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pullModel, removeModel, verifyModel } from '../../../src-main/models/index.ts';
import { deeplabFile } from '../../models/deeplab-file.ts';
import { slowlyGiving } from '../../models/download/file-server.ts';
import type { Scenario } from '../scenario.ts';

/** A network is fetched from a slow server, installed and removed again and again. */
export const scenario: Scenario = {
  within: 1500,
  async prepare(folder) {
    const server = createServer(slowlyGiving(deeplabFile()));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    const { port } = server.address() as AddressInfo;
    return { PORTRAIT_MIRROR: `http://127.0.0.1:${port}/`, PORTRAIT_MODELS: join(folder, 'models') };
  },
  async live(folder, say) {
    const root = join(folder, 'models');
    say('READY');
    for (;;) {
      await pullModel('deeplab', { root });
      await removeModel('deeplab');
    }
  },
  async look(folder) {
    const root = join(folder, 'models');
    const names = readdirSync(root).filter(name => !name.startsWith('.'));
    const strange = names.filter(name => name !== 'deeplab').map(name => `${name} is in the store.`);
    if (!names.includes('deeplab')) return strange;
    process.env['PORTRAIT_MODELS'] = root;
    const { state } = await verifyModel('deeplab');
    return state === 'ok' ? strange : [...strange, `The network is ${state}.`];
  },
};
