/* global WebGL2RenderingContext, ImageBitmap, HTMLInputElement, MessageChannel, Response, requestAnimationFrame, addEventListener, performance */
// Put into the page before its own scripts: notes when files were handed in, when the pointer was let go, when
// which picture was handed to the GPU, and when the frame that draws it was. Here the GPU is software on the same
// processor, and holds frames up for as long as it draws: only the first of the two is ours.
{
  const clock = { chosen: 0, released: 0, uploads: [] };
  globalThis.benchClock = clock;

  /** Runs `then` after the task under way and its microtasks. */
  const channel = new MessageChannel();
  const afterwards = [];
  channel.port1.onmessage = () => afterwards.shift()?.();
  const afterThis = then => {
    afterwards.push(then);
    channel.port2.postMessage(0);
  };

  /** What a picture is of, from the address that it was fetched by: proxy, matte, colours, tile … */
  const kinds = new WeakMap();
  const { blob } = Response.prototype;
  Response.prototype.blob = async function () {
    const bytes = await blob.call(this);
    kinds.set(bytes, /pictures\/[^/]+\/([a-z]+)/.exec(this.url)?.[1]);
    return bytes;
  };
  const decode = globalThis.createImageBitmap;
  globalThis.createImageBitmap = async (source, ...words) => {
    const bitmap = await decode(source, ...words);
    kinds.set(bitmap, kinds.get(source));
    return bitmap;
  };

  const { texImage2D } = WebGL2RenderingContext.prototype;
  let last;
  WebGL2RenderingContext.prototype.texImage2D = function (...words) {
    texImage2D.apply(this, words);
    const pixels = words.at(-1);
    if (!(pixels instanceof ImageBitmap) || last?.deref() === pixels) return;
    last = new WeakRef(pixels);
    const upload = { of: kinds.get(pixels), at: performance.now(), drawn: undefined };
    clock.uploads.push(upload);
    requestAnimationFrame(() => afterThis(() => (upload.drawn = performance.now())));
  };

  const first = { capture: true };
  addEventListener('pointerup', () => (clock.released = performance.now()), first);
  addEventListener('change', event => noteFile(event.target), first);

  function noteFile(target) {
    if (target instanceof HTMLInputElement && target.type === 'file') clock.chosen = performance.now();
  }
}
