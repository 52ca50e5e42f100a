import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bindToItself } from '../../scripts/native/bind.ts';
import { gatherNames, namesIn } from '../../scripts/native/bind-names.ts';
import { kinds, ofKind, sectionsOf, Symbols } from '../../scripts/native/elf.ts';

/** Where sharp's own addon and library of C++ are, which serve as an example. */
const image = fileURLToPath(new URL('../../node_modules/@img', import.meta.url));
const libraryIn = (folder: string) =>
  join(folder, globSync('sharp-libvips-linux-x64/lib/libvips-cpp.so.*', { cwd: folder })[0]);
const isHere = existsSync(join(image, 'sharp-libvips-linux-x64', 'lib'));

/** Names of its own that the loader looks up as soon as the library is loaded. */
function lookedUp(library: Buffer): readonly string[] {
  const sections = sectionsOf(library);
  const symbols = new Symbols(ofKind(sections, kinds.symbols)[0]);
  const names = namesIn(library);
  const called = 7;
  const found = ofKind(sections, kinds.relocations).flatMap(({ bytes }) =>
    Array.from({ length: bytes.length / 24 }, (_, i) => i * 24)
      .filter(at => bytes.readUInt32LE(at + 8) !== called)
      .map(at => bytes.readUInt32LE(at + 12)),
  );
  return [...new Set(found)].filter(symbol => symbols.isPlain(symbol)).map(symbol => names[symbol]);
}

describe.runIf(isHere)('a library that is bound to itself', () => {
  const original = isHere ? readFileSync(libraryIn(image)) : Buffer.alloc(0);

  it('looks up names of C only, and has all its names', () => {
    const library = Buffer.from(original);
    bindToItself(library, []);
    expect(lookedUp(original).some(name => name.startsWith('_Z'))).toBe(true);
    expect(lookedUp(library).filter(name => name.startsWith('_Z'))).toEqual([]);
    expect(namesIn(library)).toEqual(namesIn(original));
  });

  it('leaves to the loader what another library names, too', () => {
    const library = Buffer.from(original);
    bindToItself(library, [original]);
    expect(lookedUp(library)).toEqual(lookedUp(original));
  });

  it('is the same when it is bound again', () => {
    const once = Buffer.from(original);
    bindToItself(once, []);
    const twice = Buffer.from(once);
    bindToItself(twice, []);
    expect(twice.equals(once)).toBe(true);
  });

  it('works', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bound-'));
    for (const part of ['sharp-linux-x64', 'sharp-libvips-linux-x64'])
      cpSync(join(image, part), join(folder, part), { recursive: true });
    const library = Buffer.from(original);
    bindToItself(library, []);
    writeFileSync(libraryIn(folder), library);
    const addon = join(folder, globSync('sharp-linux-x64/lib/*.node', { cwd: folder })[0]);
    const program = `console.log(require(${JSON.stringify(addon)}).libvipsVersion())`;
    const versionOf = (file: string) =>
      execFileSync(process.execPath, ['-e', program.replace(addon, file)]).toString();
    expect(versionOf(addon)).toBe(versionOf(addon.replace(folder, image)));
    rmSync(folder, { recursive: true });
  });
});

it('puts the names that are looked up before all others', () => {
  const names = { kind: 3, address: 0, link: 0, bytes: Buffer.from('\0_Zown\0_Zother\0plain\0', 'latin1') };
  const table = { kind: kinds.symbols, address: 0, link: 1, bytes: Buffer.alloc(4 * 24) };
  for (const [symbol, start, isDefined] of [
    [1, 1, true],
    [2, 7, false],
    [3, 15, true],
  ] as const) {
    table.bytes.writeUInt32LE(start, symbol * 24);
    table.bytes.writeUInt16LE(Number(isDefined), symbol * 24 + 6);
  }
  gatherNames([table, names], new Set([3]));
  expect(names.bytes.toString('latin1')).toBe('\0_Zother\0plain\0_Zown\0');
  expect([1, 2, 3].map(symbol => table.bytes.readUInt32LE(symbol * 24))).toEqual([15, 1, 9]);
});

it('refuses what is no library', () => {
  expect(() => bindToItself(Buffer.from('no library'), [])).toThrow('no ELF library');
});
