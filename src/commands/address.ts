/** `abo address …`: one e-mail address, wherever it stands. */
import { planErasure } from '../app/change/erase.js';
import { addressCard } from '../app/read/find.js';
import { nearest } from '../nearest.js';
import { parseReplacement, replacementRequests } from '../app/change/contact-changes.js';
import { planRequests } from '../app/change/plan-requests.js';
import { normaliseAddress } from '../domain/address.js';
import { mailboxRecords } from '../domain/records.js';
import { AboError, EXIT } from '../errors.js';
import type { CompanySelection, Reader } from '../storage/store.js';
import { writeAddressJson, writeAddressPage } from '../views/directory-pages.js';
import { formatAmong } from './lib/answer.js';
import { change } from './lib/change.js';
import type { Noun, Run } from './lib/command.js';
import { selectionOf } from './lib/filter-flags.js';
import { CHANGE_FLAGS } from './lib/flags.js';
import { planningOptionsOf } from './lib/import.js';
import { reading } from './lib/read-world.js';

const show: Run = async (session, [address = ''], options) => {
  const format = formatAmong(session, ['table', 'json']);
  return reading(session, options, async (reader) => {
    const selection = await selectionOf(reader, options);
    const card = await addressCard(reader, normaliseAddress(address), selection);
    if (card === null) throw await unknownAddress(reader, address, selection);
    const { terminal, messages } = session;
    if (format === 'json') await writeAddressJson(card, terminal.stdout);
    else await writeAddressPage(card, terminal.stdout, messages);
    return EXIT.done;
  });
};

async function unknownAddress(reader: Reader, address: string, selection: CompanySelection): Promise<AboError> {
  const known = new Set<string>();
  for await (const batch of reader.states(selection)) {
    for (const state of batch) {
      for (const { contact } of state.contacts) known.add(contact.email);
      for (const { email } of mailboxRecords(state)) known.add(email);
    }
  }
  const suggestion = nearest(address, known);
  return new AboError('unknown-address', { address, suggestion });
}

const replace: Run = async (session, [from = '', to = ''], options) => {
  const replacement = parseReplacement(from, to);
  return change(session, options, async (reader) => {
    const selection = await selectionOf(reader, options);
    const requests = await replacementRequests(reader, selection, replacement, options.only ?? null);
    if (requests.length === 0) {
      const elsewhere =
        options.only === undefined ? [] : await replacementRequests(reader, selection, replacement, null);
      if (options.only !== undefined && elsewhere.length > 0)
        throw new AboError('address-elsewhere', { address: from, only: options.only });
      throw await unknownAddress(reader, from, selection);
    }
    return { planned: await planRequests(reader, requests, planningOptionsOf(session, options)) };
  });
};

const erase: Run = async (session, [text = ''], options) =>
  change(session, options, async (reader, store) => {
    const selection = await selectionOf(reader, options);
    const planned = await planErasure(
      reader,
      store,
      text,
      selection.codes ?? null,
      planningOptionsOf(session, options),
    );
    if (planned === null) throw await unknownAddress(reader, text, selection);
    return { planned };
  });

export const address: Noun = {
  name: 'address',
  commands: [
    { verb: 'show', operands: ['<address>'], flags: ['company', 'at'], run: show },
    {
      verb: 'replace',
      operands: ['<old>', '<new>'],
      flags: ['company', 'only', ...CHANGE_FLAGS],
      run: replace,
    },
    {
      verb: 'erase',
      operands: ['<address>'],
      flags: ['company', 'dryRun', 'detailedExitcode', 'impact', 'message', 'confirm', 'output', 'maxChars'],
      run: erase,
    },
  ],
};
