/* global WebGL2RenderingContext, ImageBitmap, HTMLInputElement, MessageChannel, requestAnimationFrame, addEventListener, performance */
// Put into the page before its own scripts: notes when files were handed in, when the pointer was let go, how long
// a key's command took, when pixels were handed to the GPU, and when the frame that draws them was. Here the GPU is
// software on the same processor, and holds frames up for as long as it draws: only the first of the two is ours.
{
  const clock = { chosen: 0, released: 0, uploads: [], frames: [], commands: [] };
  globalThis.benchClock = clock;

  /** Runs `then` after the task under way and its microtasks. */
  const channel = new MessageChannel();
  const afterwards = [];
  channel.port1.onmessage = () => afterwards.shift()?.();
  const afterThis = then => {
    afterwards.push(then);
    channel.port2.postMessage(0);
  };

  const { texImage2D } = WebGL2RenderingContext.prototype;
  let last;
  WebGL2RenderingContext.prototype.texImage2D = function (...words) {
    texImage2D.apply(this, words);
    const pixels = words.at(-1);
    if (!(pixels instanceof ImageBitmap) || last?.deref() === pixels) return;
    last = new WeakRef(pixels);
    clock.uploads.push(performance.now());
    requestAnimationFrame(() => afterThis(() => clock.frames.push(performance.now())));
  };

  const first = { capture: true };
  addEventListener('pointerup', () => (clock.released = performance.now()), first);
  addEventListener('keydown', ({ key }) => key.length === 1 && timeCommand(performance.now()), first);
  addEventListener('change', event => noteFile(event.target), first);

  function timeCommand(from) {
    afterThis(() => clock.commands.push(performance.now() - from));
  }

  function noteFile(target) {
    if (target instanceof HTMLInputElement && target.type === 'file') clock.chosen = performance.now();
  }
}
