/** Registered before Jazzer.js registers its own loader, which so gets what this one returns. */
import { register } from 'node:module';

register('./typescript-loader.js', import.meta.url);
