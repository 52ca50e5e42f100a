import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const pages = ['src-renderer', 'dist/renderer'].map(folder =>
  fileURLToPath(new URL(`../../${folder}/`, import.meta.url)),
);

describe.each(pages.filter(folder => existsSync(folder)))('the page in %s', folder => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');

  it('has nothing inline, which the policy would not run', () => {
    expect(page).not.toMatch(/<style|\son\w+=|\sstyle=|javascript:/i);
    for (const [script] of page.matchAll(/<script\b[^>]*>/g)) expect(script).toMatch(/\ssrc="/);
  });

  it('loads nothing from elsewhere', () => {
    const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/^(\.?\/(?!\/)|data:,$)/);
    const styles = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
      file.endsWith('.css'),
    );
    for (const file of styles) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/url\(\s*['"]?(?:https?:)?\/\//);
    }
  });
});
