/** Lays the font of contact sheets, with its licence, into the built program: a server has often none of its own. */
import { cpSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = `${root}node_modules/pretendard/dist/`;
const into = `${root}dist/fonts/`;

mkdirSync(into, { recursive: true });
cpSync(`${from}public/static/Pretendard-Regular.otf`, `${into}Pretendard-Regular.otf`);
cpSync(`${from}LICENSE.txt`, `${into}LICENSE.txt`);
