import { spawn } from 'node:child_process';

/** The program that opens an address in the browser that a system has, and its words. */
export function browserCommand(platform: NodeJS.Platform, address: string): [string, ...string[]] {
  switch (platform) {
    case 'darwin':
      return ['open', address];
    case 'win32':
      // The empty words are the title of a window, which `start` would take the address for.
      return ['cmd', '/c', 'start', '""', address];
    default:
      return ['xdg-open', address];
  }
}

/** Opens an address in the installed browser. @returns whether there was one to ask */
export function openBrowser(address: string): Promise<boolean> {
  const [program, ...words] = browserCommand(process.platform, address);
  return new Promise(done => {
    const child = spawn(program, words, { detached: true, stdio: 'ignore' });
    child.once('error', () => done(false));
    child.once('spawn', () => {
      child.unref();
      done(true);
    });
  });
}
