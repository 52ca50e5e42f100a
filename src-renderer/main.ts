import './csp.ts';
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import './tokens.css';
import './base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { connectDoor } from './state/door.ts';
import { Editor } from './state/editor.svelte.ts';
import { language } from './state/text.svelte.ts';

language.use(undefined);
const editor = new Editor(connectDoor());
mount(App, { target: document.querySelector('#app')!, props: { editor } });
void editor.start();
