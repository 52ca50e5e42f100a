import type { Door } from '../../src-shared/contract/editor/door.ts';
import type { ChannelName } from '../../src-shared/contract/editor/channels.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import { done, failed } from '../../src-shared/contract/result.ts';

export interface Asked {
  readonly name: ChannelName;
  readonly request: unknown;
}
type Answers = Partial<Record<ChannelName, (request: never) => Result<unknown> | Promise<Result<unknown>>>>;

/** A fake photo has none. */
const noColours = failed({ code: 'usage', message: 'There are no colours here.' });

/** A door that answers what a test says, and remembers what it was asked. Without an answer, `null`. */
export function fakeDoor(answers: Answers = {}): Door & { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    call: (name, request) => {
      asked.push({ name, request });
      const answer = answers[name]?.(request as never) ?? (name === 'photo.colours' ? noColours : done(null));
      return Promise.resolve(answer) as ReturnType<Door['call']> as never;
    },
    listen: () => () => undefined,
    pictureUrl: address => `/pictures/${address}`,
    chooseFiles: () => Promise.resolve([]),
    takeFiles: files => Promise.resolve(files.map(({ name }) => ({ kind: 'upload', upload: name }))),
    receive: () => Promise.resolve(),
  };
}

export const openedPhoto = {
  photo: 'p1',
  name: 'cat.jpg',
  width: 400,
  height: 300,
  proxy: { address: 'p1/proxy', width: 400, height: 300 },
  hasAlpha: false,
  warnings: [],
} as const;
