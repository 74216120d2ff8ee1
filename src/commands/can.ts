/** `abo can view|edit`: whether the contact named by `--as` may view or edit something, and which rule decides. Source: docs/contract/cli.md, "Commands". */
import { ActingStore } from '../app/access/acting-store.js';
import { canDo, type AccessQuestion } from '../app/access/can.js';
import { EXIT } from '../errors.js';
import { writeDecision, decisionDocument } from '../views/decision.js';
import { answerPage } from './lib/answer.js';
import { command, type CommandEntry, type Noun } from './lib/command.js';
import { requiredFlag } from './lib/flag-values.js';

const commandFor = (verb: AccessQuestion['verb']): CommandEntry =>
  command({
    verb,
    flags: ['oneCompany', 'oneContact'],
    run: (session, _, { oneCompany, oneContact: contact = null }) =>
      answerPage(
        session,
        writeDecision,
        decisionDocument,
        async () => {
          requiredFlag(session, session.globals.as, '--as');
          const company = requiredFlag(session, oneCompany, '--company');
          const store = await session.store();
          if (!(store instanceof ActingStore)) throw new Error('expected an ActingStore, since --as is given');
          return canDo(store, { verb, company, contact });
        },
        ({ decision }) => (decision.allowed ? EXIT.done : EXIT.no),
      ),
  });

export const can: Noun = { name: 'can', commands: [commandFor('view'), commandFor('edit')] };
