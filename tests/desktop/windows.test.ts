import { describe, expect, it } from 'vitest';
import { savedWindowSchema, windowOptions } from '../../src-main/desktop/windows.ts';

const around = {
  workArea: { x: 0, y: 25, width: 1920, height: 1015 },
  dark: false,
  preload: '/app/preload.cjs',
};
const saved = { x: 100, y: 100, width: 1300, height: 900, maximized: false };

describe('windowOptions', () => {
  it('opens a sandboxed, isolated page without Node', () => {
    const { webPreferences } = windowOptions(saved, around);
    expect(webPreferences).toMatchObject({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    });
  });

  it('names no other right: web security stays on, no insecure content, no experiments', () => {
    const { webPreferences = {} } = windowOptions(saved, around);
    expect(Object.keys(webPreferences).sort()).toEqual([
      ...['contextIsolation', 'nodeIntegration', 'preload', 'sandbox', 'spellcheck'],
    ]);
  });

  it('puts the window where it was', () => {
    expect(windowOptions(saved, around)).toMatchObject({ x: 100, y: 100, width: 1300, height: 900 });
  });

  it('centres a window that was on a screen which is gone', () => {
    const options = windowOptions({ ...saved, x: 3000 }, around);
    expect(options).toMatchObject({ center: true, width: 1300 });
    expect(options).not.toHaveProperty('x');
  });

  it('is never larger than the screen, nor smaller than the editor needs', () => {
    const huge = windowOptions({ ...saved, width: 9000, height: 9000 }, around);
    const tiny = windowOptions({ ...saved, width: 10, height: 10 }, around);
    expect([huge.width, huge.height]).toEqual([1920, 1015]);
    expect([tiny.width, tiny.height]).toEqual([tiny.minWidth, tiny.minHeight]);
  });

  it('takes the theme’s background, so that nothing flashes', () => {
    const light = windowOptions(saved, around).backgroundColor;
    expect(windowOptions(saved, { ...around, dark: true }).backgroundColor).not.toBe(light);
  });
});

describe('savedWindowSchema', () => {
  it('repairs what was damaged', () => {
    expect(savedWindowSchema.parse(undefined)).toEqual({ width: 1280, height: 800, maximized: false });
    expect(savedWindowSchema.parse({ x: 'left', width: -3, height: 700, maximized: true })).toEqual({
      x: undefined,
      width: 1280,
      height: 700,
      maximized: true,
    });
  });
});
