import { EventEmitter } from 'node:events';

/** Makes every name that is not there an error, so that the program cannot lean on what was never checked. */
export function strict<T extends object>(name: string, part: T, refuse?: () => string | undefined): T {
  return new Proxy(part, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key === 'then') return Reflect.get(target, key, receiver) as unknown;
      const refusal = refuse?.();
      if (refusal !== undefined && key !== 'isDestroyed') throw new TypeError(refusal);
      if (key in target) return Reflect.get(target, key, receiver) as unknown;
      throw new Error(`The stand-in for electron has no ${name}.${key}.`);
    },
  });
}

/** An emitter that knows its events: listening for another is an error. */
export class Emitter extends EventEmitter {
  private readonly known: ReadonlySet<string>;

  constructor(...known: string[]) {
    super();
    this.known = new Set(known);
  }

  override on(name: string, listener: (...args: never[]) => void): this {
    this.check(name);
    return super.on(name, listener as (...args: unknown[]) => void);
  }

  override once(name: string, listener: (...args: never[]) => void): this {
    this.check(name);
    return super.once(name, listener as (...args: unknown[]) => void);
  }

  private check(name: string) {
    if (!this.known.has(name)) throw new Error(`The stand-in for electron knows no event "${name}".`);
  }
}

/** Tells listeners of something that they may prevent. @returns whether one did */
export function emitPreventable(emitter: EventEmitter, name: string, ...rest: unknown[]): boolean {
  const event = preventable();
  emitter.emit(name, event, ...rest);
  return event.defaultPrevented;
}

export const preventable = (more: Readonly<Record<string, unknown>> = {}) => {
  const event = {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
    ...more,
  };
  return event;
};
