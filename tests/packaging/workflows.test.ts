import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../.github/workflows/', import.meta.url);
const workflows = readdirSync(folder).map(
  name => [name, readFileSync(new URL(name, folder), 'utf8')] as const,
);

describe.each(workflows)('the workflow %s', (_, text) => {
  it('may read, and no more, unless a job says so', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(text).not.toMatch(/write-all/);
  });

  it('uses actions by their commit, which nobody can move', () => {
    const used = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter(action => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it('puts nothing that others may write into a shell’s words', () => {
    expect(text).not.toMatch(/run:.*\$\{\{\s*github\.(event|head_ref|ref_name)/);
  });
});
