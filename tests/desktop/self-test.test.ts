import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { runSelfTest, selfTestFile } from '../../src-main/desktop/self-test.ts';
import type { ChannelName } from '../../src-shared/contract/editor/channels.ts';
import { startEditor } from '../making/editor.ts';
import { temporaryFolder } from '../making/folder.ts';

const folder = temporaryFolder();
const { editor, fetch } = startEditor(folder);

const asking = (name: ChannelName, request: unknown) => editor.handle(name, request);

/** A page whose door is a real editor. */
const page = (call: (name: ChannelName, request: unknown) => Promise<unknown>) => ({
  once: (_event: string, listener: () => void) => queueMicrotask(listener),
  executeJavaScript: (code: string) =>
    runInNewContext(code, {
      portrait: { call, pictureUrl: (address: string) => `pictures/${address}` },
      fetch,
    }) as Promise<unknown>,
});

describe('the self-test of an installed program', () => {
  it('is asked for by a word of its own', () => {
    expect(selfTestFile(['/opt/portrait', 'photo.jpg'])).toBeUndefined();
    expect(selfTestFile(['/opt/portrait', '--self-test=/tmp/out.json'])).toBe('/tmp/out.json');
  });

  it('finds the subject of a sample, and says with what', async () => {
    const file = join(folder, 'good.json');
    expect(await runSelfTest(page(asking), file)).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ ok: true, models: ['u2netp'] });
  });

  it('fails with what went wrong', async () => {
    const file = join(folder, 'bad.json');
    const broken = { ok: false, code: 'compute-died', message: 'It died.' } as const;
    expect(
      await runSelfTest(
        page(() => Promise.resolve(broken)),
        file,
      ),
    ).toBe(1);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(broken);
    const none = { ...page(asking), executeJavaScript: () => Promise.reject(new Error('No page.')) };
    expect(await runSelfTest(none, file)).toBe(1);
    expect(readFileSync(file, 'utf8')).toContain('No page.');
  });
});
