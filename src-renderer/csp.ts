/** The page's policy allows no code made from text; schemas must not try whether it does. */
import { config } from 'zod';

config({ jitless: true });
