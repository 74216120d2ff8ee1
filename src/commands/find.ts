/** `abo find TEXT`: companies, contacts and mailboxes by code, name or address. */
import { find as findIn } from '../app/read/find.js';
import { AboError } from '../errors.js';
import { findings } from '../views/findings.js';
import { answerList } from './lib/answer.js';
import type { Noun, Run } from './lib/command.js';
import { scopeOf } from './lib/filter-flags.js';
import { reading } from './lib/read-world.js';

const run: Run = async (session, [typed = ''], options) => {
  const text = typed.trim();
  if (text === '') throw new AboError('missing-operand', { operand: 'TEXT', command: `abo ${session.command}` });
  return reading(session, options, async (reader) => {
    const { selection } = await scopeOf(reader, options);
    return answerList(session, findings, findIn(reader, text, selection), [text]);
  });
};

export const find: Noun = {
  name: 'find',
  commands: [{ operands: ['<text>'], flags: ['company', 'partner', 'at'], run }],
};
