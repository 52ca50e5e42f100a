/** Calls both ways between the test and the program that it drives. */
export interface Port {
  send(message: unknown): void;
  listen(handler: (message: unknown) => void): void;
}

type Message =
  | { readonly call: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly answer: number; readonly value?: unknown; readonly error?: string };

export type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;
export type Call = (method: string, ...args: unknown[]) => Promise<unknown>;

export function connect(port: Port, handlers: Handlers): Call {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  port.listen(message => {
    if (typeof message !== 'object') return; // the word to begin
    const told = message as Message;
    if ('call' in told) void answer(port, handlers, told);
    else settle(waiting, told);
  });
  return (method, ...args) => {
    const call = ++last;
    const pending = Promise.withResolvers<unknown>();
    waiting.set(call, pending);
    port.send({ call, method, args } satisfies Message);
    return pending.promise;
  };
}

function settle(
  waiting: Map<number, PromiseWithResolvers<unknown>>,
  told: Extract<Message, { answer: number }>,
) {
  const pending = waiting.get(told.answer);
  waiting.delete(told.answer);
  if (told.error === undefined) pending?.resolve(told.value);
  else pending?.reject(new Error(told.error));
}

async function answer(
  port: Port,
  handlers: Handlers,
  { call, method, args }: Extract<Message, { call: number }>,
) {
  try {
    const handler = handlers[method] as ((...args: readonly unknown[]) => unknown) | undefined;
    if (!handler) throw new Error(`Nobody answers ${method}.`);
    port.send({ answer: call, value: await handler(...args) } satisfies Message);
  } catch (error) {
    port.send({
      answer: call,
      error: error instanceof Error ? error.message : String(error),
    } satisfies Message);
  }
}
