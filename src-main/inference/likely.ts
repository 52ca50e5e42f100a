import type { EnginePreference } from './engine.ts';
import { packageVersion } from './packages.ts';

/** Whether the native engine is the one to try, known without loading it. */
export function nativeIsLikely(preference: EnginePreference): boolean {
  if (preference !== 'auto') return preference === 'native';
  return process.env['PORTRAIT_ENGINE'] !== 'wasm' && packageVersion('@tensorflow/tfjs-node') !== undefined;
}
