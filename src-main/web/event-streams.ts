import type { Caller, Emit } from '../studio/index.ts';

/** Silence after which something between might close the stream, in milliseconds. */
const HEARTBEAT = 20_000;

interface Listener {
  /** The window's own name; empty when it did not say. */
  readonly window: string;
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
}

/** Server-sent events, one stream a window. */
export class EventStreams {
  private readonly listeners = new Set<Listener>();
  private readonly encoder = new TextEncoder();
  private readonly heart = setInterval(() => this.send(': still here\n\n'), HEARTBEAT).unref();

  /** Opens a window's stream; it ends when the window goes. */
  open(window: string): Response {
    let mine: Listener | undefined;
    const stream = new ReadableStream<Uint8Array>({
      start: controller => {
        mine = { window, controller };
        this.listeners.add(mine);
        controller.enqueue(this.encoder.encode(': connected\n\n'));
      },
      cancel: () => {
        if (mine) this.listeners.delete(mine);
      },
    });
    return new Response(stream, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
    });
  }

  /** Tells all windows. */
  readonly emit: Emit = (event, payload) => this.send(frame(event, payload));

  /** Who asks: a window that says its name hears of its own jobs alone; of another's, all do. */
  callerOf(window: string): Caller {
    const emit: Emit = (event, payload) =>
      this.send(frame(event, payload), listener => listener.window === window);
    return { id: window, emit: window === '' ? this.emit : emit };
  }

  close() {
    clearInterval(this.heart);
    for (const { controller } of this.listeners) controller.close();
    this.listeners.clear();
  }

  private send(text: string, to: (listener: Listener) => boolean = () => true) {
    const bytes = this.encoder.encode(text);
    for (const listener of [...this.listeners].filter(to)) this.sendTo(listener, bytes);
  }

  /** A window that went without a word is forgotten. */
  private sendTo(listener: Listener, bytes: Uint8Array) {
    try {
      listener.controller.enqueue(bytes);
    } catch {
      this.listeners.delete(listener);
    }
  }
}

const frame = (event: string, payload: unknown): string =>
  `event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`;
