import { getContext, setContext } from 'svelte';
import type { Editor } from './editor.svelte.ts';

const key = Symbol('editor');

/** Hands the editor to every component below. */
export const provideEditor = (editor: Editor): Editor => setContext(key, editor);
export const useEditor = (): Editor => getContext<Editor>(key);
