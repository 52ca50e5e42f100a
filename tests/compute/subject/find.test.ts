import { describe, expect, it } from 'vitest';
import { find } from '../../../src-main/compute/subject/find.ts';
import { Look } from '../../../src-main/compute/subject/look.ts';
import type { Networks } from '../../../src-main/compute/subject/networks.ts';
import type { Box } from '../../../src-main/inference/geometry.ts';
import type { Look as NetworkLook, Segmenter } from '../../../src-main/inference/segmenter.ts';
import { subjectClasses } from '../../../src-shared/edit/subject.ts';

/** Networks that see rectangles in a photo of 200 × 200, and answer as the real ones do. */

const SIDE = 200;
const photo = { width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE * 3).fill(120) };

interface Thing extends Box {
  readonly label: number;
  readonly standsOut: number;
}

const person = (left: number, top: number, width: number, height: number, standsOut = 0.95): Thing => ({
  ...{ left, top, width, height, standsOut },
  label: subjectClasses.indexOf('person') + 1,
});
const cat = (left: number, top: number, width: number, height: number, standsOut = 0.95): Thing => ({
  ...person(left, top, width, height, standsOut),
  label: subjectClasses.indexOf('cat') + 1,
});

function segmenter(
  labels: number,
  value: (thing: Thing | undefined, channel: number) => number,
  things: Thing[],
) {
  const run: Segmenter['run'] = (
    _,
    { box = { left: 0, top: 0, width: SIDE, height: SIDE }, size = box } = {},
  ) => {
    const data = new Float32Array(size.width * size.height * labels);
    for (let i = 0; i < data.length; i++) {
      const pixel = Math.floor(i / labels);
      const x = box.left + (((pixel % size.width) + 0.5) * box.width) / size.width;
      const y = box.top + ((Math.floor(pixel / size.width) + 0.5) * box.height) / size.height;
      const within = (t: Thing) => x >= t.left && x < t.left + t.width && y >= t.top && y < t.top + t.height;
      data[i] = value(things.findLast(within), i % labels);
    }
    return Promise.resolve({ ...size, classes: labels, data });
  };
  return { input: photo, labels: [], run, runRaw: run, dispose: () => undefined };
}

function networksSeeing(things: Thing[], named = true): Networks {
  const outline = segmenter(1, thing => thing?.standsOut ?? 0.02, things);
  const classes = segmenter(21, (thing, channel) => ((thing?.label ?? 0) === channel ? 0.96 : 0.002), things);
  return { engine: {} as Networks['engine'], outline, ...(named && { named: classes }), models: [] };
}

async function found(things: Thing[], subject: Parameters<typeof find>[1], named = true) {
  const { segmentation, meant, classes } = await find(
    new Look(photo, networksSeeing(things, named)),
    subject,
  );
  const at = (x: number, y: number) => segmentation.data[y * SIDE + x] > 0.5;
  return { at, meant, classes: classes.map(({ name }) => name) };
}

describe('find', () => {
  it('keeps the person in the middle, with a friend, and not the passer-by', async () => {
    const things = [person(60, 40, 50, 160), person(120, 60, 40, 140), person(2, 90, 10, 22, 0.4)];
    const { at, meant } = await found(things, 'auto');
    expect([at(80, 100), at(140, 100), at(6, 100), at(190, 20)]).toEqual([true, true, false, false]);
    expect(meant).toEqual(['person']);
  });

  it('keeps the animal that is in a person’s arms, and not the one that runs about', async () => {
    const holding = await found([person(50, 20, 100, 180), cat(80, 100, 40, 30)], 'auto');
    expect([holding.at(100, 115), holding.at(60, 60)]).toEqual([true, true]);
    expect(holding.meant).toEqual(['person', 'cat']);
    const beside = await found([person(60, 20, 70, 180), cat(150, 170, 40, 25, 0.3)], 'auto');
    expect([beside.at(170, 180), beside.at(90, 100)]).toEqual([false, true]);
    expect(beside.meant).toEqual(['person']);
  });

  it('keeps the animal alone where it is what the photo is of', async () => {
    const { at, meant, classes } = await found([cat(40, 60, 120, 110), person(170, 0, 30, 90, 0.5)], 'auto');
    expect([at(100, 110), at(185, 40)]).toEqual([true, false]);
    expect(meant).toEqual(['cat']);
    expect(classes).toEqual(['cat', 'person']);
  });

  it('keeps the classes that are named, one or several', async () => {
    const things = [cat(20, 60, 60, 100), person(120, 20, 60, 170)];
    const one = await found(things, ['cat']);
    expect([one.at(50, 100), one.at(150, 100)]).toEqual([true, false]);
    const both = await found(things, ['cat', 'person']);
    expect([both.at(50, 100), both.at(150, 100), both.at(100, 100)]).toEqual([true, true, false]);
  });

  it('says what there is when what was named is not there', async () => {
    await expect(found([cat(40, 60, 120, 110)], ['dog', 'person'])).rejects.toMatchObject({
      code: 'subject-not-found',
      message: expect.stringMatching(
        /^There is no dog or person in the photo, it shows cat \(3\d %\): /,
      ) as string,
    });
  });

  it('keeps whatever stands out when nothing has a name, or nobody can name it', async () => {
    const thing = { ...cat(60, 60, 80, 80), label: 0 };
    const unknown = await found([thing], 'auto');
    expect([unknown.at(100, 100), unknown.at(10, 10), unknown.meant]).toEqual([true, false, []]);
    const unnamed = await found([cat(60, 60, 80, 80)], 'auto', false);
    expect([unnamed.at(100, 100), unnamed.at(10, 10), unnamed.meant]).toEqual([true, false, []]);
    const any = await found([cat(60, 60, 80, 80)], 'any');
    expect([any.at(100, 100), any.meant]).toEqual([true, []]);
  });

  it('brings back the half of the cat that does not stand out', async () => {
    const things = [cat(40, 100, 120, 60, 0.05), cat(40, 40, 120, 60)];
    const { at } = await found(things, 'auto');
    expect([at(100, 70), at(100, 130), at(100, 190)]).toEqual([true, true, false]);
    expect((await found(things, 'any')).at(100, 130)).toBe(false);
  });

  it('looks only once at first sight, and once more at the subject’s part for the whole answer', async () => {
    const looks: (Box | undefined)[] = [];
    const networks = networksSeeing([cat(60, 60, 80, 80)]);
    const run: Segmenter['run'] = (picture, how) => {
      looks.push(how?.box);
      return networks.outline.run(picture, how);
    };
    const look = new Look(photo, { ...networks, outline: { ...networks.outline, run } });
    const { segmentation } = await find(look, 'auto', 'first sight');
    expect(segmentation.data[100 * SIDE + 100]).toBeGreaterThan(0.5);
    expect(looks.map(box => box?.width)).toEqual([SIDE]);
    await find(look, 'auto');
    expect(looks.map(box => box && [box.width, box.height])).toEqual([
      [SIDE, SIDE],
      [100, 100],
    ]);
  });

  it('looks at people once more whole, both ways round, and half by half along their longer side', async () => {
    const looks: NetworkLook[] = [];
    const networks = networksSeeing([person(70, 20, 60, 160)]);
    const run: Segmenter['run'] = (picture, how) => {
      looks.push({ ...how });
      return networks.outline.run(picture, how);
    };
    const look = new Look(photo, { ...networks, outline: { ...networks.outline, run } });
    const { segmentation } = await find(look, 'auto');
    const rows = (isFlipped: boolean) =>
      looks
        .slice(1)
        .filter(({ flip = false }) => flip === isFlipped)
        .map(({ box }) => box && [box.top, box.top + box.height]);
    expect(rows(false)).toEqual([
      [1, 199],
      [1, 120],
      [80, 199],
    ]);
    expect(rows(true)).toEqual([[1, 199]]);
    const at = (x: number, y: number) => segmentation.data[y * SIDE + x] > 0.5;
    expect([at(100, 30), at(100, 100), at(100, 170), at(40, 100)]).toEqual([true, true, true, false]);
  });
});
