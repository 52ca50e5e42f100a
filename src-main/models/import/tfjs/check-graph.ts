import { faultsOf } from '../faults.ts';

/** A node as far as others read it. */
export interface Linked {
  readonly name: string;
  readonly input?: readonly string[] | undefined;
}

const { damaged } = faultsOf('TensorFlow.js');

/** TensorFlow.js keeps nodes in plain objects, in which these mean something else. */
const unusable: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What a stranger's graph can get wrong: names that come twice or cannot be used, nodes that read what is not there,
 * and nodes that read each other in a circle, which the engines would follow without end.
 *
 * @throws PortraitError 'model-damaged'
 */
export function checkGraph(nodes: readonly Linked[]): void {
  const places = new Map(nodes.map(({ name }, place) => [name, place]));
  if (places.size !== nodes.length) throw damaged('two of its nodes have the same name');
  const bad = nodes.find(({ name }) => unusable.has(name));
  if (bad) throw damaged(`a node is called "${bad.name}"`);
  const readers = nodes.map((): number[] => []);
  const waiting = nodes.map(({ name, input = [] }, reader) => {
    for (const read of input) {
      const place = places.get(read.replace(/^\^/, '').replace(/:\d+$/, ''));
      if (place === undefined) throw damaged(`node ${name} reads "${read}", which is not there`);
      readers[place].push(reader);
    }
    return input.length;
  });
  requireNoCircle(readers, waiting);
}

/** Kahn: Topological Sorting of Large Networks, CACM 5 (1962): what is in a circle is never free of what it waits for. */
function requireNoCircle(readers: readonly number[][], waiting: number[]): void {
  const free = [...waiting.keys()].filter(node => waiting[node] === 0);
  let seen = 0;
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    seen++;
    for (const reader of readers[node]) if (--waiting[reader] === 0) free.push(reader);
  }
  if (seen < readers.length) throw damaged('nodes read each other in a circle');
}
