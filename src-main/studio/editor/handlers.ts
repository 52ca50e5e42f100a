import type { ChannelName, Request, Response } from '../../../src-shared/contract/editor/channels.ts';
import type { Caller } from './caller.ts';

/** What answers each channel. Requests have been checked when they come here. */
export type Handlers = { readonly [C in ChannelName]: Handler<C> };
export type Handler<C extends ChannelName> = (request: Request<C>, caller: Caller) => Promise<Response<C>>;

/** The channels whose names begin so. */
export type HandlersOf<P extends string> = Pick<Handlers, Extract<ChannelName, `${P}${string}`>>;
