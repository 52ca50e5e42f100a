/* global window, location, structuredClone, File, Blob */
// The page's side of the stand-in: what a sandboxed preload has. Evaluated before the page's own scripts, with the
// preload's source as a function; the two share nothing with the page but what goes over the context bridge.
({ origin, files }, preload) => {
  const send = window.__standInSend;
  delete window.__standInSend;
  if (window !== window.top || location.origin !== origin) return;

  const listeners = new Map();
  const known = (name, part) =>
    new Proxy(part, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target) return target[key];
        throw new Error(`The stand-in for electron has no ${name}.${key}.`);
      },
    });

  const passes = value =>
    value === null ||
    typeof value !== 'object' ||
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    value instanceof Error;

  /** Copies a value across the bridge: functions become stand-ins, prototypes are dropped, symbols are refused. */
  const across = value => {
    if (typeof value === 'symbol') throw new TypeError('Symbols can not cross the context bridge.');
    if (typeof value === 'function') return (...args) => across(value(...args.map(across)));
    if (passes(value)) return value;
    if (value instanceof Promise) return value.then(across);
    if (Array.isArray(value)) return value.map(across);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, across(each)]));
  };

  const freeze = value => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };

  const contextBridge = {
    exposeInMainWorld(key, api) {
      if (key in window)
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(window, key, { value: freeze(across(api)), enumerable: true });
    },
  };

  const ipcRenderer = {
    async invoke(channel, ...args) {
      const answer = await send({ channel, args: structuredClone(args) });
      if (answer.error === undefined) return answer.value;
      throw new Error(`Error invoking remote method '${channel}': Error: ${answer.error}`);
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter(each => each !== listener),
      );
    },
  };

  const webUtils = {
    /** Empty for a file that was made in the page or pasted, as in Electron. */
    getPathForFile(file) {
      if (!(file instanceof File)) throw new TypeError('getPathForFile takes a File.');
      return files[file.name] ?? '';
    },
  };

  const electron = known('the sandboxed electron module', {
    contextBridge: known('contextBridge', contextBridge),
    ipcRenderer: known('ipcRenderer', ipcRenderer),
    webUtils: known('webUtils', webUtils),
  });
  const require = name => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };

  // How the test's side delivers what the main process sends. A symbol: the page cannot come upon it.
  Object.defineProperty(window, Symbol.for('electron-stand-in'), {
    value: {
      deliver: (channel, args) =>
        (listeners.get(channel) ?? []).forEach(each => each(known('event', {}), ...args)),
      nameFile: (name, path) => (files[name] = path),
    },
  });

  try {
    preload(require, { exports: {} }, {});
  } catch (error) {
    send({ failed: `Unable to load preload script: ${error.stack}` });
  }
};
