/** `abo can view|edit`: may the contact whom `--as` names do that, and by which rule. Source: docs/contract/cli.md, "Commands". */
import { ActingStore } from '../app/access/acting-store.js';
import { canDo, type Asked } from '../app/access/can.js';
import { AboError, EXIT } from '../errors.js';
import { writeDecision, writeDecisionJson } from '../views/decision.js';
import { formatAmong } from './lib/answer.js';
import type { Noun, Run } from './lib/command.js';

const asking =
  (verb: Asked['verb']): Run =>
  async (session, _, { oneCompany: company, oneContact: contact = null }) => {
    const format = formatAmong(session, ['table', 'json']);
    const command = `abo ${session.command}`;
    if (session.globals.as === undefined) throw new AboError('missing-flag', { flag: '--as', command });
    if (company === undefined) throw new AboError('missing-flag', { flag: '--company', command });
    const store = await session.store();
    if (!(store instanceof ActingStore)) throw new Error('nobody acts');
    const decided = await canDo(store, { verb, company, contact });
    const { terminal, messages } = session;
    if (format === 'json') await writeDecisionJson(decided, terminal.stdout);
    else await writeDecision(decided, terminal.stdout, messages);
    return decided.decision.allowed ? EXIT.done : EXIT.no;
  };

const FLAGS = ['oneCompany', 'oneContact'] as const;

export const can: Noun = {
  name: 'can',
  commands: [
    { verb: 'view', flags: FLAGS, run: asking('view') },
    { verb: 'edit', flags: FLAGS, run: asking('edit') },
  ],
};
