import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultEdit, type Edit } from '../../src-shared/edit/schema.ts';
import { done } from '../../src-shared/contract/result.ts';
import { EdgeColours } from '../../src-renderer/state/edge-colours.svelte.ts';
import { fakeDoor } from './fake-door.ts';

const closed: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', (url: string) => Promise.resolve({ ok: true, blob: () => Promise.resolve(url) }));
  vi.stubGlobal('createImageBitmap', (url: string) =>
    Promise.resolve({ url, close: () => closed.push(url) }),
  );
  closed.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function colours() {
  let version = 0;
  const answer = () => done({ address: `p1/colours/${++version}`, width: 2, height: 1 });
  const door = fakeDoor({ 'photo.colours': answer });
  const asked = () => door.asked.filter(({ name }) => name === 'photo.colours');
  return { door, asked, edge: new EdgeColours(door, 'p1') };
}

const plain = defaultEdit();
const shifted = (shift: number): Edit => ({ ...plain, edge: { ...plain.edge, shift } });
const settle = () => vi.advanceTimersByTimeAsync(200);
const shown = (edge: EdgeColours) => (edge.bitmap as unknown as { url: string } | undefined)?.url;

it('asks once the edit stands still, and for the newest only', async () => {
  const { edge, asked } = colours();
  for (const shift of [1, 2, 3]) edge.want(shifted(shift));
  expect(asked()).toHaveLength(0);
  await settle();
  expect(asked()).toHaveLength(1);
  expect(asked()[0].request).toMatchObject({ photo: 'p1', edge: { shift: 3 } });
  expect(shown(edge)).toBe('/pictures/p1/colours/1');
});

it('asks again only when the edge may show other colours', async () => {
  const { edge, asked } = colours();
  edge.want(shifted(1));
  await settle();
  edge.want({ ...shifted(1), background: { kind: 'colour', colour: '#ffffff' } });
  edge.want({ ...shifted(1), edge: { ...shifted(1).edge, decontaminate: 30 } });
  await settle();
  expect(asked()).toHaveLength(1);
  edge.want(shifted(2));
  await settle();
  expect(shown(edge)).toBe('/pictures/p1/colours/2');
  expect(closed).toEqual(['/pictures/p1/colours/1']);
});

it('asks for nothing where nothing is cleaned', async () => {
  const { edge, asked } = colours();
  edge.want(defaultEdit('classic'));
  edge.want({ ...defaultEdit(), edge: { shift: 4, contrast: 0, decontaminate: 0 } });
  await settle();
  expect(asked()).toHaveLength(0);
});

it('lets go of its pixels, and of an answer that comes after that', async () => {
  const { edge } = colours();
  edge.want(shifted(1));
  await settle();
  edge.want(shifted(2));
  vi.advanceTimersByTime(151);
  edge.release();
  await settle();
  expect(edge.bitmap).toBeUndefined();
  expect(closed).toContain('/pictures/p1/colours/1');
  expect(closed).toContain('/pictures/p1/colours/2');
});
