import fc from 'fast-check';
import type { BytesTarget } from './target.ts';

/** @param seeds small whole files, which are broken in ways that broken and hostile files are */
export const bytesTarget = (
  seeds: readonly Uint8Array[],
  run: (bytes: Uint8Array) => unknown,
): BytesTarget => ({
  seeds,
  run,
  inputs: fc
    .constantFrom(...seeds)
    .chain(seed =>
      fc.array(changeOf(seed.length), { minLength: 1, maxLength: 8 }).map(changes => broken(seed, changes)),
    ),
  read: kept => kept,
  write: bytes => bytes,
});

type Change = (bytes: Uint8Array) => Uint8Array;

/** Numbers at which sizes, counts and offsets go wrong. */
const edges = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

const changeOf = (length: number): fc.Arbitrary<Change> => {
  const place = fc.nat(Math.max(0, length - 1));
  const span = fc.integer({ min: 1, max: Math.max(1, Math.min(64, length)) });
  return fc.oneof(
    fc.tuple(place, fc.nat(255)).map(([at, level]) => overwrite(at, Uint8Array.of(level))),
    fc
      .tuple(place, fc.constantFrom(...edges), fc.boolean())
      .map(([at, edge, big]) => overwrite(at, long(edge, big))),
    fc
      .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 }))
      .map(([at, bytes]) => replace(at, 0, bytes)),
    fc.tuple(place, span).map(([at, count]) => replace(at, count, new Uint8Array())),
    fc.tuple(place, place, span).map(([from, to, count]) => copy(from, to, count)),
    place.map(at => (bytes: Uint8Array) => bytes.slice(0, at)),
  );
};

const broken = (seed: Uint8Array, changes: readonly Change[]): Uint8Array =>
  changes.reduce((bytes, change) => change(bytes), seed);

const overwrite =
  (at: number, by: Uint8Array): Change =>
  bytes =>
    replace(at, by.length, by)(bytes);

const replace =
  (at: number, count: number, by: Uint8Array): Change =>
  bytes =>
    new Uint8Array(Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + count)]));

const copy =
  (from: number, to: number, count: number): Change =>
  bytes =>
    replace(to, 0, bytes.slice(from, from + count))(bytes);

function long(value: number, isBig: boolean): Uint8Array {
  const bytes = Buffer.alloc(4);
  if (isBig) bytes.writeUInt32BE(value);
  else bytes.writeUInt32LE(value);
  return new Uint8Array(bytes);
}
