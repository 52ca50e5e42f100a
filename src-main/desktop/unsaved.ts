import type { ChannelName, Request, Response } from '../../src-shared/contract/editor/channels.ts';
import type { Result } from '../../src-shared/contract/result.ts';

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
  private readonly photos = new Set<string>();

  get any(): boolean {
    return this.photos.size > 0;
  }

  clear() {
    this.photos.clear();
  }

  note({ name, request, result }: Told) {
    if (!result.ok) return;
    switch (name) {
      case 'edit.keep':
        this.photos.add(request.photo);
        return;
      case 'edit.forget':
      case 'photo.close':
        this.photos.delete(request.photo);
        return;
      case 'edit.save':
      case 'export.run':
        if (!result.value.dismissed) this.photos.delete(request.photo);
        return;
      default: // no other channel changes what is saved
    }
  }
}
