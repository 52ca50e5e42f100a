/** The window's options: a pure function of what was remembered and of the screen. */
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { z } from 'zod';

const MINIMUM = { width: 800, height: 560 } as const;
const USUAL = { width: 1280, height: 800 } as const;

/** Neutral greys, so that the first frame is not a flash of the other theme. */
const BACKGROUND = { dark: '#1e1e1e', light: '#f2f2f2' } as const;

export const savedWindowSchema = z
  .object({
    x: z.number().int().optional().catch(undefined),
    y: z.number().int().optional().catch(undefined),
    width: z.number().int().positive().catch(USUAL.width),
    height: z.number().int().positive().catch(USUAL.height),
    maximized: z.boolean().catch(false),
  })
  .catch({ ...USUAL, maximized: false });
export type SavedWindow = z.infer<typeof savedWindowSchema>;

export interface Surroundings {
  /** The screen without its task bar. */
  readonly workArea: Rectangle;
  readonly dark: boolean;
  /** Full path of the built preload. */
  readonly preload: string;
}

export function windowOptions(saved: SavedWindow, around: Surroundings): BrowserWindowConstructorOptions {
  return {
    ...placement(saved, around.workArea),
    minWidth: Math.min(MINIMUM.width, around.workArea.width),
    minHeight: Math.min(MINIMUM.height, around.workArea.height),
    title: 'Portrait Studio',
    backgroundColor: around.dark ? BACKGROUND.dark : BACKGROUND.light,
    show: false, // until the first frame is drawn
    webPreferences: {
      preload: around.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  };
}

/** Where it was, if that is still on the screen; else in the middle. Never larger than the screen. */
function placement(saved: SavedWindow, area: Rectangle): Partial<Rectangle> & { center?: boolean } {
  const width = Math.min(Math.max(saved.width, MINIMUM.width), area.width);
  const height = Math.min(Math.max(saved.height, MINIMUM.height), area.height);
  const { x, y } = saved;
  if (x === undefined || y === undefined) return { width, height, center: true };
  const fits =
    x >= area.x && y >= area.y && x + width <= area.x + area.width && y + height <= area.y + area.height;
  return fits ? { x, y, width, height } : { width, height, center: true };
}
