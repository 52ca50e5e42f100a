import { spawnSync } from 'node:child_process';

const nobody = 65534;

/**
 * Runs code in a process that has no special rights: root reads and writes everything, so a test of permissions has
 * to step down first. Modules are loaded before that.
 *
 * @param imports the modules that the code uses, as absolute paths, by the names it uses
 * @param code the body of an async function
 * @returns what the code returned, or the `code` of the error that it threw
 */
export function asNobody(imports: Readonly<Record<string, string>>, code: string): unknown {
  const loads = Object.entries(imports).map(
    ([name, path]) => `const ${name} = await import(${JSON.stringify(path)});`,
  );
  const script = `${loads.join('\n')}
    if (process.getuid() === 0) { process.setgroups([]); process.setgid(${nobody}); process.setuid(${nobody}); }
    const answer = await (async () => { ${code} })().catch(error => error.code);
    console.log(JSON.stringify(answer));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
