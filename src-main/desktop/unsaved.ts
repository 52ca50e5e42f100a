import { isDeepStrictEqual } from 'node:util';
import type { ChannelName, Request, Response } from '../../src-shared/contract/editor/channels.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';

/** One call that the window made, and what came of it. */
export type Told = {
  [C in ChannelName]: {
    readonly name: C;
    readonly request: Request<C>;
    readonly result: Result<Response<C>>;
  };
}[ChannelName];

/** Follows the window's calls, and so knows which photos have edits that were neither saved nor exported. */
export class Unsaved {
  private readonly edits = new Map<string, Edit>();

  get any(): boolean {
    return this.edits.size > 0;
  }

  clear() {
    this.edits.clear();
  }

  /** A call has come: an edit counts from here on, whether or not it can be kept. */
  begin(name: ChannelName, request: unknown) {
    if (name !== 'edit.keep') return;
    const { photo, edit } = request as Request<'edit.keep'>;
    this.edits.set(photo, edit);
  }

  note({ name, request, result }: Told) {
    if (!result.ok) return;
    switch (name) {
      case 'edit.forget':
      case 'photo.close':
        this.edits.delete(request.photo);
        return;
      case 'edit.save':
      case 'export.run':
        if (!result.value.dismissed) this.forget(request);
        return;
      default: // no other channel changes what is saved
    }
  }

  /** What was painted while the file was being written is not in it. */
  private forget({ photo, edit }: { readonly photo: string; readonly edit: Edit }) {
    if (isDeepStrictEqual(this.edits.get(photo), edit)) this.edits.delete(photo);
  }
}
