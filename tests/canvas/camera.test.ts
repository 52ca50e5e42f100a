import { describe, expect, it, vi } from 'vitest';
import { Camera } from '../../src-renderer/canvas/camera.ts';

function cameraOn(canvas = { width: 1000, height: 800 }): Camera {
  const camera = new Camera();
  camera.setCanvas(canvas, 1);
  camera.setPhoto({ width: 2000, height: 2000 });
  return camera;
}

describe('the camera', () => {
  it('stays fitted when the canvas changes size', () => {
    const camera = cameraOn();
    camera.setCanvas({ width: 500, height: 800 }, 1);
    expect(camera.position.scale).toBeCloseTo((500 - 32) / 2000, 10);
  });

  it('keeps its middle when the canvas changes size after a zoom', () => {
    const camera = cameraOn();
    camera.zoomBy(8, { x: 300, y: 300 });
    const before = camera.toPhoto({ x: 500, y: 400 });
    camera.setCanvas({ width: 700, height: 600 }, 1);
    const after = camera.toPhoto({ x: 350, y: 300 });
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  it('finds the same photo point in both panes', () => {
    const camera = cameraOn();
    camera.setCompare({ mode: 'side-by-side' });
    expect(camera.toPhoto({ x: 620, y: 300 })).toEqual(camera.toPhoto({ x: 120, y: 300 }));
    expect(camera.toCanvas(camera.toPhoto({ x: 120, y: 300 })).x).toBeCloseTo(620, 6);
  });

  it('shows one photo pixel a device pixel at actual size', () => {
    const camera = cameraOn();
    camera.setCanvas({ width: 1000, height: 800 }, 2);
    camera.actualSize();
    expect(camera.position.scale).toBe(0.5);
  });

  it('says that it moved, until it is told to stop', () => {
    const camera = cameraOn();
    const heard = vi.fn();
    const stop = camera.onChange(heard);
    camera.zoomBy(10);
    camera.panBy(3, 0);
    stop();
    camera.panBy(3, 0);
    expect(heard).toHaveBeenCalledTimes(2);
  });
});
