import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { Editor } from './editor.svelte.ts';
import { asFailure } from './failure-text.ts';

/** Puts on the clipboard what whoever reports a fault is asked for. */
export async function copyDiagnostics(editor: Editor): Promise<void> {
  const { door, messages } = editor;
  try {
    const page = { gpu: graphics(), browser: navigator.userAgent.slice(0, 500) };
    const answer = await door.call('app.diagnostics', page);
    if (!answer.ok) throw new PortraitError(answer.code, answer.message);
    await navigator.clipboard.writeText(answer.value.text);
    messages.done('done.diagnostics');
  } catch (error) {
    messages.failed('failed.diagnostics', asFailure(error), {}, () => void copyDiagnostics(editor));
  }
}

/** What draws the picture, in its driver's words. */
function graphics(): string {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return 'no WebGL2';
  const about = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(about ? about.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return String(name).slice(0, 500);
}
