/** `npm run man`: writes the manual page from the definitions of the command line. A test holds the file against them. */
import { writeFileSync } from 'node:fs';
import { describeProgram } from '../src-main/cli/described.ts';
import { manualPage } from '../src-main/cli/manual.ts';
import { buildProgram } from '../src-main/cli/program.ts';
import { programVersion } from '../src-main/models/index.ts';

const { program } = buildProgram(new AbortController().signal);
const page = manualPage(describeProgram(program), programVersion());
writeFileSync(new URL('../man/portrait.1', import.meta.url), page);
