import type { Shipped } from './collect.ts';

/** SPDX identifiers of licences under which we may hand a package on, together with our own Apache-2.0. */
const allowed: ReadonlySet<string> = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['Python-2.0', 'Unlicense', 'CC0-1.0', 'OFL-1.1', 'Zlib'],
]);

/**
 * Packages under another licence, and why they may be shipped all the same. libvips is a shared library of its own,
 * which anybody can replace: the LGPL asks for no more.
 */
const exceptions: readonly { readonly name: RegExp; readonly licence: string }[] = [
  { name: /^@img\/sharp-libvips-/, licence: 'LGPL-3.0-or-later' },
  { name: /^@img\/sharp-(win32|wasm32)/, licence: 'Apache-2.0 AND LGPL-3.0-or-later' },
];

/** @returns the packages whose licence is not allowed; all of an AND has to be, and one of an OR */
export const refusals = (packages: readonly Shipped[]): Shipped[] =>
  packages.filter(
    ({ name, licence }) =>
      !isAllowed(licence) &&
      !exceptions.some(known => known.name.test(name) && licence.startsWith(known.licence)),
  );

/** @param expression of SPDX: identifiers, AND, OR, parentheses round the whole */
export function isAllowed(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(plain)) return false;
  return plain.split(' OR ').some(part => part.split(' AND ').every(id => allowed.has(id.trim())));
}
