import { gatherNames, namesIn } from './bind-names.ts';
import { kinds, numberAt, ofKind, putNumber, saidAt, type Section, sectionsOf, Symbols } from './elf.ts';

/**
 * Binds a library to itself, as `ld -Bsymbolic` does. The wheel's TensorFlow offers 400 000 names to the world, and looks
 * most of them up for itself whenever it is loaded: that takes a tenth of a second, and brings 90 MB of names into memory.
 * Names of C, and those that others have as well, are left to the loader. A second time changes nothing.
 *
 * @param library changed in place
 * @param others libraries that are loaded with it
 * @throws Error when one is no ELF library for AMD64
 */
export function bindToItself(library: Buffer, others: readonly Buffer[]): void {
  const shared = new Set(others.flatMap(namesIn));
  const isOpen = (name: string) => !name.startsWith('_Z') || shared.has(name);
  const open = new Set(namesIn(library).flatMap((name, symbol) => (isOpen(name) ? [symbol] : [])));
  const sections = sectionsOf(library);
  bindRelocations(sections, open);
  gatherNames(sections, open);
}

/** What a relocation fills in: the supplement's table 4.10. */
const ABSOLUTE = 1;
const DATA = 6;
const FUNCTION = 7;
const RELATIVE = 8;

const RELOCATION = 24;
const RELATIVE_COUNT = 0x6ffffff9;

/** @param open symbols that are left to the loader */
function bindRelocations(sections: readonly Section[], open: ReadonlySet<number>): void {
  const symbols = new Symbols(ofKind(sections, kinds.symbols)[0]);
  const dynamic = ofKind(sections, kinds.dynamic)[0].bytes;
  for (const { bytes } of ofKind(sections, kinds.relocations)) {
    for (let at = 0; at < bytes.length; at += RELOCATION) {
      const symbol = bytes.readUInt32LE(at + 12);
      if (symbols.isPlain(symbol) && !open.has(symbol)) bind(bytes, at, symbols.value(symbol), sections);
    }
    const count = relativeFirst(bytes);
    if (count > 0) for (const at of saidAt(dynamic, RELATIVE_COUNT)) putNumber(dynamic, at, count);
  }
}

/** Fills in a place in the library, to which the loader only adds where the library lies. */
function bind(table: Buffer, at: number, value: number, sections: readonly Section[]): void {
  const kind = table.readUInt32LE(at + 8);
  if (kind === ABSOLUTE) makeRelative(table, at, value + numberAt(table, at + 16));
  if (kind === DATA) makeRelative(table, at, value);
  if (kind === FUNCTION) fillSlot(sections, numberAt(table, at), value);
}

function makeRelative(table: Buffer, at: number, value: number): void {
  table.writeUInt32LE(RELATIVE, at + 8);
  table.writeUInt32LE(0, at + 12);
  putNumber(table, at + 16, value);
}

/** Until a function is first called, its slot holds the way to the loader, which looks it up. */
function fillSlot(sections: readonly Section[], place: number, value: number): void {
  const slots = sections.find(({ address, bytes }) => place >= address && place < address + bytes.length);
  if (slots) putNumber(slots.bytes, place - slots.address, value);
}

/** The loader goes through those without a symbol first, and fast. @returns how many there are */
function relativeFirst(table: Buffer): number {
  const before = Buffer.from(table);
  const starts = Array.from({ length: table.length / RELOCATION }, (_, i) => i * RELOCATION);
  const isRelative = (at: number) => before.readUInt32LE(at + 8) === RELATIVE;
  const relative = starts.filter(isRelative);
  const sorted = [...relative, ...starts.filter(at => !isRelative(at))];
  for (const [i, at] of sorted.entries()) before.copy(table, i * RELOCATION, at, at + RELOCATION);
  return relative.length;
}
