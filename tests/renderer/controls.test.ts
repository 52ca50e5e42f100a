import { describe, expect, it } from 'vitest';
import { controls, controlsOf } from '../../src-renderer/state/controls.ts';
import { screenOf, withScreen } from '../../src-renderer/state/screens.ts';
import { centred, type Edit, defaultEdit, editSchema, plainScene } from '../../src-shared/edit/schema.ts';

const withBackground = (background: Edit['background']): Edit => ({ ...defaultEdit(), background });
const edits: Edit[] = [
  defaultEdit(),
  defaultEdit('classic'),
  withBackground({ kind: 'picture', path: 'a.jpg', placement: centred, blur: 0 }),
  withBackground({ kind: 'picture', path: 'a.jpg', placement: centred, blur: 30 }),
  withBackground({ kind: 'colour', colour: '#112233' }),
  { ...withBackground({ kind: 'colour', colour: '#112233' }), scene: { ...plainScene, matchLight: 50 } },
  withBackground({ kind: 'gradient', from: '#112233', to: '#445566', angle: 90 }),
  withBackground({ kind: 'transparent' }),
  { ...defaultEdit(), key: { colour: '#112299', tolerance: 50, spill: 100 } },
];
const shownIn = edits.flatMap(edit =>
  [...controlsOf('screen', edit), ...controlsOf('edge', edit), ...controlsOf('background', edit)].map(
    control => ({ control, edit }),
  ),
);

describe('controls', () => {
  it('are all shown by some edit, each under a name of its own', () => {
    const ids = controls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(shownIn.map(({ control }) => control.id))).toEqual(new Set(ids));
  });

  it('write what they read back, at both ends, and leave a valid edit', () => {
    for (const { control, edit } of shownIn) {
      if (control.kind !== 'slider') continue;
      for (const end of [control.min, control.max]) {
        const written = control.write(edit, end / (control.times ?? 1));
        expect(control.read(written) * (control.times ?? 1), control.id).toBeCloseTo(end);
        expect(editSchema.safeParse(written).success, control.id).toBe(true);
      }
    }
  });

  it('of a scene are there where they do something', () => {
    const idsOf = (edit: Edit) => controlsOf('background', edit).map(({ id }) => id);
    expect(idsOf(defaultEdit())).toEqual(expect.arrayContaining(['blur', 'falloff', 'grain']));
    expect(idsOf(defaultEdit())).not.toContain('match-light');
    const picture = withBackground({ kind: 'picture', path: 'a.jpg', placement: centred, blur: 0 });
    expect(idsOf(picture)).toEqual(expect.arrayContaining(['backdrop-blur', 'match-light', 'grain']));
    expect(idsOf(picture)).not.toContain('lens-shape');
    const unfocused = withBackground({ kind: 'picture', path: 'a.jpg', placement: centred, blur: 30 });
    expect(idsOf(unfocused)).toEqual(expect.arrayContaining(['lens-shape', 'highlights']));
    expect(idsOf(unfocused)).not.toContain('falloff');
    for (const edit of [withBackground({ kind: 'transparent' }), { ...unfocused, style: 'classic' } as const])
      for (const id of ['match-light', 'grain', 'backdrop-blur', 'lens-shape'])
        expect(idsOf(edit)).not.toContain(id);
  });

  it('turn a colour into a gradient from it, and back', () => {
    const gradient = controls.find(({ id }) => id === 'gradient');
    if (gradient?.kind !== 'toggle') throw new Error('no gradient control');
    const colour = withBackground({ kind: 'colour', colour: '#112233' });
    const there = gradient.write(colour, true);
    expect(there.background).toMatchObject({ kind: 'gradient', from: '#112233' });
    expect(gradient.write(there, false)).toEqual(colour);
  });

  it('key a screen, which then goes away, and take it back', () => {
    const green = withScreen(defaultEdit(), 'green');
    expect(green).toMatchObject({
      key: { colour: '#00b140', spill: 100 },
      background: { kind: 'transparent' },
    });
    expect(screenOf(withScreen(green, 'colour'))).toBe('colour');
    expect(withScreen(green, 'off').key).toBeNull();
    const filled = withBackground({ kind: 'colour', colour: '#112233' });
    expect(withScreen(filled, 'blue').background).toEqual(filled.background);
  });
});
