/** A program to be killed at work: `victim.ts SCENARIO FOLDER`. It says READY, and then what it has promised to keep. */
import { scenarioNamed } from './scenario.ts';

const [name, folder] = process.argv.slice(2);
await (await scenarioNamed(name)).live(folder, said => process.stdout.write(`${said}\n`));
