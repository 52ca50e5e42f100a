import { stripTypeScriptTypes } from 'node:module';

/** Hands TypeScript on as plain modules: Jazzer.js counts the branches of those only. */
export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (loaded.format !== 'module-typescript') return loaded;
  return { ...loaded, format: 'module', source: stripTypeScriptTypes(String(loaded.source)) };
}
