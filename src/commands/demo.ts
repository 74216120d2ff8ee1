/** `abo demo`: a tour on a throw-away database with the example data. */
import type { Noun } from './command.js';
import { EXIT } from '../errors.js';

export const demo: Noun = { name: 'demo', commands: [{ flags: ['keep'], run: async () => EXIT.done }] };
