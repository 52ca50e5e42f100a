import { kinds, ofKind, saidAt, type Section, sectionsOf, Symbols } from './elf.ts';

/** The names that a library offers or looks for, by the numbers of its symbols. @throws Error when it is no library */
export function namesIn(library: Buffer): readonly string[] {
  const sections = sectionsOf(library);
  const [table] = ofKind(sections, kinds.symbols);
  const symbols = new Symbols(table);
  const names = sections[table.link].bytes;
  return Array.from({ length: symbols.count }, (_, symbol) => {
    const start = table.bytes.readUInt32LE(symbols.nameAt(symbol));
    return names.toString('latin1', start, names.indexOf(0, start));
  });
}

/** What says where a name begins. */
interface Mention {
  readonly bytes: Buffer;
  readonly at: number;
}

/** Puts the names that are still looked up before all others, so that few pages of memory hold them. */
export function gatherNames(sections: readonly Section[], open: ReadonlySet<number>): void {
  const [table] = ofKind(sections, kinds.symbols);
  const symbols = new Symbols(table);
  const all = Array.from({ length: symbols.count }, (_, symbol) => symbol);
  const isLookedUp = (symbol: number) => open.has(symbol) || !symbols.isDefined(symbol);
  const sorted = [...all.filter(isLookedUp), ...all.filter(symbol => !isLookedUp(symbol))];
  const ofSymbols = sorted.map(symbol => ({ bytes: table.bytes, at: symbols.nameAt(symbol) }));
  moveNames(sections[table.link].bytes, [...otherMentions(sections), ...ofSymbols]);
}

/** Writes the names in the order in which they are mentioned. Where some are the ends of others, they stay where they are. */
function moveNames(names: Buffer, mentions: readonly Mention[]): void {
  const before = Buffer.from(names);
  const moved = new Map([[0, 0]]);
  let end = 1;
  for (const from of new Set(mentions.map(({ bytes, at }) => bytes.readUInt32LE(at)))) {
    if (from === 0) continue;
    moved.set(from, end);
    end += before.indexOf(0, from) + 1 - from;
  }
  if (end > names.length) return;
  for (const [from, to] of moved) before.copy(names, to, from, before.indexOf(0, from) + 1);
  for (const { bytes, at } of mentions) bytes.writeUInt32LE(moved.get(bytes.readUInt32LE(at))!, at);
}

const NEEDED = 1;
const OWN_NAME = 14;
const PATHS = [15, 29];

/** Names of libraries and of their versions. */
const otherMentions = (sections: readonly Section[]): readonly Mention[] => [
  ...ofKind(sections, kinds.dynamic).flatMap(({ bytes }) =>
    saidAt(bytes, NEEDED, OWN_NAME, ...PATHS).map(at => ({ bytes, at })),
  ),
  ...ofKind(sections, kinds.versionsGiven).flatMap(({ bytes }) => versionMentions(bytes, given)),
  ...ofKind(sections, kinds.versionsNeeded).flatMap(({ bytes }) => versionMentions(bytes, needed)),
];

/** Where in an entry of versions, and in each of its parts, things are. */
const given = { names: [], parts: 12, next: 16, part: { name: 0, next: 4 } } as const;
const needed = { names: [4], parts: 8, next: 12, part: { name: 8, next: 12 } } as const;

const versionMentions = (bytes: Buffer, layout: typeof given | typeof needed): Mention[] =>
  chain(bytes, 0, layout.next).flatMap(entry => {
    const parts = chain(bytes, entry + bytes.readUInt32LE(entry + layout.parts), layout.part.next);
    const places = [...layout.names.map(name => entry + name), ...parts.map(part => part + layout.part.name)];
    return places.map(at => ({ bytes, at }));
  });

/** Each says how far away the next one is; the last one 0. */
function chain(bytes: Buffer, first: number, next: number): number[] {
  const step = bytes.readUInt32LE(first + next);
  return step === 0 ? [first] : [first, ...chain(bytes, first + step, next)];
}
