/**
 * A shared library as the linker wrote it, in memory: ELF, for AMD64. Tool Interface Standard, Executable and Linking
 * Format 1.2; System V ABI, AMD64 supplement, https://gitlab.com/x86-psABIs/x86-64-ABI
 */

/** Kinds of sections. */
export const kinds = {
  relocations: 4,
  dynamic: 6,
  symbols: 11,
  versionsGiven: 0x6ffffffd,
  versionsNeeded: 0x6ffffffe,
} as const;

export interface Section {
  readonly kind: number;
  /** In the process, counted from where the library begins there. */
  readonly address: number;
  /** The number of the section that this one refers to. */
  readonly link: number;
  /** What is written here is written to the library. */
  readonly bytes: Buffer;
}

const MAGIC = 0x464c457f;
const AMD64 = 62;

/** @throws Error when it is no library for AMD64 */
export function sectionsOf(library: Buffer): readonly Section[] {
  if (library.length < 64 || library.readUInt32LE(0) !== MAGIC || library.readUInt16LE(18) !== AMD64)
    throw new Error('it is no ELF library for AMD64');
  const [first, size] = [numberAt(library, 40), library.readUInt16LE(58)];
  return Array.from({ length: library.readUInt16LE(60) }, (_, i) => sectionAt(library, first + i * size));
}

function sectionAt(library: Buffer, at: number): Section {
  const offset = numberAt(library, at + 24);
  return {
    kind: library.readUInt32LE(at + 4),
    address: numberAt(library, at + 16),
    link: library.readUInt32LE(at + 40),
    bytes: library.subarray(offset, offset + numberAt(library, at + 32)),
  };
}

export const ofKind = (sections: readonly Section[], kind: number): readonly Section[] =>
  sections.filter(section => section.kind === kind);

/** A 64-bit number; none in a library is too large for a double. */
export const numberAt = (bytes: Buffer, at: number): number => Number(bytes.readBigInt64LE(at));

export const putNumber = (bytes: Buffer, at: number, value: number): void => {
  bytes.writeBigInt64LE(BigInt(value), at);
};

/** What the dynamic section says by that tag: where in it the value is. */
export function saidAt(dynamic: Buffer, ...tags: readonly number[]): readonly number[] {
  const entries = Array.from({ length: dynamic.length / 16 }, (_, i) => i * 16);
  return entries.filter(at => tags.includes(numberAt(dynamic, at))).map(at => at + 8);
}

const SYMBOL = 24;
const FUNCTION = 2;
const WEAK = 2;

/** The symbols that a library offers or looks for, by number. */
export class Symbols {
  readonly table: Buffer;
  readonly count: number;

  constructor({ bytes }: Section) {
    this.table = bytes;
    this.count = bytes.length / SYMBOL;
  }

  /** Where in the table it is said where the name begins. */
  nameAt(symbol: number): number {
    return symbol * SYMBOL;
  }

  isDefined(symbol: number): boolean {
    return this.table.readUInt16LE(symbol * SYMBOL + 6) !== 0;
  }

  value(symbol: number): number {
    return numberAt(this.table, symbol * SYMBOL + 8);
  }

  /** Own code or data, where its value says: no thread’s, none chosen at loading, none that is one a process. */
  isPlain(symbol: number): boolean {
    const info = this.table.readUInt8(symbol * SYMBOL + 4);
    return this.isDefined(symbol) && (info & 15) <= FUNCTION && info >> 4 <= WEAK;
  }
}
