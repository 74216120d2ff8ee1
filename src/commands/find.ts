/** `abo find TEXT`: companies, contacts and mailboxes by code, name or address. */
import { selectCompanies } from '../app/read/filters.js';
import { find as findIn } from '../app/read/find.js';
import { AboError } from '../errors.js';
import { findings } from '../views/directory-lists.js';
import { answerList } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';
import { reading } from './lib/read-world.js';

const findText = command({
  operands: ['<text>'],
  flags: ['company', 'partner', 'at'],
  run: async (session, [typed], options) => {
    const text = typed.trim();
    if (text === '') throw new AboError('missing-operand', { operand: 'TEXT', command: `abo ${session.command}` });
    return reading(session, options, async (reader) => {
      const selection = await selectCompanies(reader, options);
      return answerList(session, findings, findIn(reader, text, selection), [text]);
    });
  },
});

export const find: Noun = { name: 'find', commands: [findText] };
