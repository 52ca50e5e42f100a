import type { Shipped } from './collect.ts';

export type Told = Shipped & { readonly text: string };

const rule = '-'.repeat(72);

/** One text for a person and for a search: a list first, then each licence once, with those who are under it. */
export function pageOf(packages: readonly Told[]): string {
  const sorted = packages.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  const names = new Set(sorted.map(nameOf));
  const list = [...names].map(name => `  ${name}`).join('\n');
  const byText = Map.groupBy(
    sorted.filter(({ text }) => text !== ''),
    ({ text }) => text,
  );
  const texts = [...byText].map(
    ([text, under]) => `${[...new Set(under.map(nameOf))].join('\n')}\n\n${text}`,
  );
  return [heading, list, ...texts].join(`\n\n${rule}\n\n`) + '\n';
}

const nameOf = ({ name, version, licence }: Told) => `${name} ${version} (${licence})`;

const heading = [
  'Portrait Studio holds, or is run by, the packages below. The native engine is TensorFlow (Apache-2.0).',
  'The networks U²-Netp and MediaPipe Selfie Segmentation are under Apache-2.0.',
  'Each package keeps its own licence.',
].join('\n');
