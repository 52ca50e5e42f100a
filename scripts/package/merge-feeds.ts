/**
 * `node scripts/package/merge-feeds.ts FROM TO`: brings the packages of all machines into one folder. Two processors of
 * one system come with a list of updates each, under one name: the lists become one.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { mergedFeed } from './feed.ts';

const [from, to] = process.argv.slice(2);
const files = readdirSync(from, { recursive: true, withFileTypes: true })
  .filter(file => file.isFile())
  .map(file => join(file.parentPath, file.name));
mkdirSync(to, { recursive: true });
for (const [name, same] of Map.groupBy(files, file => basename(file))) {
  if (same.length === 1) copyFileSync(same[0], join(to, name));
  else writeFileSync(join(to, name), mergedFeed(same.sort().map(file => readFileSync(file, 'utf8'))));
}
