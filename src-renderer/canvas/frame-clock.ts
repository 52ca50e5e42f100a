import type { FrameStatistics } from './view.ts';

const REMEMBERED = 240;

/** Draws at most once a screen frame, and only when someone has said that something changed. */
export class FrameClock {
  private readonly draw: () => void;
  private readonly times: number[] = [];
  private frames = 0;
  private waiting: number | undefined;

  constructor(draw: () => void) {
    this.draw = draw;
  }

  /** Something changed. */
  ask() {
    this.waiting ??= requestAnimationFrame(() => this.drawNow());
  }

  drawNow() {
    this.stop();
    const start = performance.now();
    this.draw();
    this.frames++;
    if (this.times.length === REMEMBERED) this.times.shift();
    this.times.push(performance.now() - start);
  }

  stop() {
    if (this.waiting !== undefined) cancelAnimationFrame(this.waiting);
    this.waiting = undefined;
  }

  statistics(): FrameStatistics {
    return { frames: this.frames, scriptMilliseconds: [...this.times] };
  }
}
