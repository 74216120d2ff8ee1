/** `abo address …`: one e-mail address, wherever it stands. */
import { parseReplacement, planErasure, planReplacement } from '../app/change/address-changes.js';
import { selectCompanies } from '../app/read/filters.js';
import { readAddressCard } from '../app/read/find.js';
import { addressDocument, writeAddressPage } from '../views/directory-pages.js';
import { answerPage } from './lib/answer.js';
import { change } from './lib/change.js';
import { command, type Noun } from './lib/command.js';
import { CHANGE_FLAGS } from './lib/flags.js';
import { reading } from './lib/read-world.js';

const show = command({
  verb: 'show',
  operands: ['<address>'],
  flags: ['company', 'at'],
  run: (session, [address], options) =>
    answerPage(session, writeAddressPage, addressDocument, () =>
      reading(session, options, async (reader) =>
        readAddressCard(reader, address, await selectCompanies(reader, options)),
      ),
    ),
});

const replace = command({
  verb: 'replace',
  operands: ['<old>', '<new>'],
  flags: ['company', 'only', ...CHANGE_FLAGS],
  run: (session, [from, to], options) => {
    const replacement = parseReplacement(from, to);
    return change(session, options, async (reader, planning) => {
      const reach = { selection: await selectCompanies(reader, options), only: options.only };
      return planReplacement(reader, replacement, reach, planning);
    });
  },
});

const erase = command({
  verb: 'erase',
  operands: ['<address>'],
  flags: ['company', 'dryRun', 'detailedExitcode', 'impact', 'message', 'confirm', 'output', 'maxChars'],
  run: (session, [address], options) => {
    // An erasure has no limit, and cannot wait in a file: what it erases would stay there.
    const others = { planOut: undefined, maxLosses: undefined, maxSilenced: undefined };
    return change(session, { ...options, ...others }, async (reader, planning, store) => {
      const selection = await selectCompanies(reader, options);
      return planErasure(reader, store, address, selection, planning);
    });
  },
});

export const address: Noun = { name: 'address', commands: [show, replace, erase] };
