import { ByteBuffer } from 'flatbuffers';
import type { Faults } from '../faults.ts';

/** No list of a network's parts is longer; one that is has been made to keep us busy. */
const longestTableList = 20_000;

/** How often over, on the whole, a file's bytes are read as lists: writers may share a list here and there. */
const readings = 4;

/** The bytes of lists that a file's tables may yet read, all together. */
interface Purse {
  left: number;
}

/**
 * One table of a FlatBuffers file. The runtime package reads beyond the end without a word, and files come
 * from strangers: here every position is checked before it is read.
 * Format: https://flatbuffers.dev/internals/
 */
export class FlatTable {
  readonly #bytes: ByteBuffer;
  readonly #faults: Faults;
  readonly #at: number;
  readonly #purse: Purse;

  /** @param at where the table starts */
  constructor(bytes: ByteBuffer, faults: Faults, at: number, purse: Purse) {
    this.#bytes = bytes;
    this.#faults = faults;
    this.#at = at;
    this.#purse = purse;
    this.#need(at, 4);
    this.#need(at - bytes.readInt32(at), 4);
  }

  /** @throws PortraitError 'model-damaged' when the bytes do not start as a file of that kind */
  static root(data: Uint8Array, identifier: string, faults: Faults): FlatTable {
    const found = Buffer.from(data.subarray(4, 8)).toString('latin1');
    if (data.length < 8 || found !== identifier)
      throw faults.damaged('it does not start as such a file does');
    const bytes = new ByteBuffer(data);
    return new FlatTable(bytes, faults, bytes.readUint32(0), { left: readings * data.length });
  }

  #need(at: number, count: number): void {
    if (at >= 0 && count >= 0 && at + count <= this.#bytes.capacity()) return;
    throw this.#faults.damaged('it is cut off, or points outside itself');
  }

  /** Lists may lie over each other in the file: what is read of them all is counted. */
  #spend(bytes: number): void {
    if ((this.#purse.left -= bytes) < 0)
      throw this.#faults.damaged('its lists share their bytes without end');
  }

  /** Where a field lies; 0 when it is left out. */
  #field(index: number, size: number): number {
    const vtable = this.#at - this.#bytes.readInt32(this.#at);
    const slot = 4 + 2 * index;
    if (slot + 2 > this.#bytes.readUint16(vtable)) return 0;
    this.#need(vtable, slot + 2);
    const offset = this.#bytes.readUint16(vtable + slot);
    if (offset !== 0) this.#need(this.#at + offset, size);
    return offset === 0 ? 0 : this.#at + offset;
  }

  #read(index: number, size: number, fallback: number, read: (at: number) => number): number {
    const at = this.#field(index, size);
    return at === 0 ? fallback : read(at);
  }

  byte = (index: number, fallback = 0): number =>
    this.#read(index, 1, fallback, at => this.#bytes.readInt8(at));
  boolean = (index: number, fallback = false): boolean => this.byte(index, fallback ? 1 : 0) !== 0;
  int = (index: number, fallback = 0): number =>
    this.#read(index, 4, fallback, at => this.#bytes.readInt32(at));
  float = (index: number, fallback = 0): number =>
    this.#read(index, 4, fallback, at => this.#bytes.readFloat32(at));

  /** A table in a field. */
  table(index: number): FlatTable | undefined {
    const at = this.#field(index, 4);
    return at === 0 ? undefined : this.#tableAt(at);
  }

  tables(index: number): FlatTable[] {
    const { start, length } = this.#vector(index, 4);
    if (length > longestTableList) throw this.#faults.damaged(`it has a list of ${length} parts`);
    this.#spend(4 * length);
    return Array.from({ length }, (_, i) => this.#tableAt(start + 4 * i));
  }

  #tableAt(at: number): FlatTable {
    return new FlatTable(this.#bytes, this.#faults, at + this.#bytes.readUint32(at), this.#purse);
  }

  text(index: number): string {
    const bytes = this.bytes(index);
    this.#spend(bytes.length);
    return Buffer.from(bytes).toString('utf8');
  }

  /** @returns a view, not a copy */
  bytes(index: number): Uint8Array {
    const { start, length } = this.#vector(index, 1);
    return this.#bytes.bytes().subarray(start, start + length);
  }

  ints(index: number): number[] {
    const { start, length } = this.#list(index, 4);
    return Array.from({ length }, (_, i) => this.#bytes.readInt32(start + 4 * i));
  }

  floats(index: number): number[] {
    const { start, length } = this.#list(index, 4);
    return Array.from({ length }, (_, i) => this.#bytes.readFloat32(start + 4 * i));
  }

  longs(index: number): number[] {
    const { start, length } = this.#list(index, 8);
    return Array.from({ length }, (_, i) => Number(this.#bytes.readInt64(start + 8 * i)));
  }

  /** A vector whose numbers are copied. */
  #list(index: number, size: number): { start: number; length: number } {
    const vector = this.#vector(index, size);
    this.#spend(vector.length * size);
    return vector;
  }

  #vector(index: number, size: number): { start: number; length: number } {
    const field = this.#field(index, 4);
    if (field === 0) return { start: 0, length: 0 };
    const at = field + this.#bytes.readUint32(field);
    this.#need(at, 4);
    const length = this.#bytes.readUint32(at);
    this.#need(at + 4, length * size);
    return { start: at + 4, length };
  }
}
