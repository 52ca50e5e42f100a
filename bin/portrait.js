#!/usr/bin/env node
// Plain JavaScript on purpose: it runs even where nothing was built, and says what is missing.
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
const main = new URL('../dist/src-main/cli/main.js', import.meta.url);

if (major < 22 || (major === 22 && minor < 12)) {
  fail(
    `Portrait Studio needs Node 22.12 or newer, and this is ${process.versions.node}: install a newer Node.`,
  );
} else if (!existsSync(main)) {
  fail(
    'Portrait Studio is not built, perhaps because of --ignore-scripts: run "npm run prepare" in its folder.',
  );
} else {
  // Before all the rest is read: another process gets ready beside it.
  const early = await import(new URL('early-compute.js', main).href);
  early.beginCompute(process.argv.slice(2));
  await import(main.href);
}

function fail(sentence) {
  console.error(`portrait: ${sentence}`);
  process.exitCode = 1;
}
