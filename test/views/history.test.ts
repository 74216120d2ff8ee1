/** Change sets: the list, and one with its changes. */
import { expect, test } from 'vitest';
import { plainLines } from '../../src/csv/line.js';
import type { ChangeSet } from '../../src/domain/change-set.js';
import type { Edit } from '../../src/domain/plan/edits.js';
import { messagesIn } from '../../src/messages/index.js';
import { changeSetLines, changeSets, writeChangeSetJson } from '../../src/views/history.js';
import { writeList } from '../../src/views/list.js';
import { writeLines } from '../../src/views/page.js';
import { layoutOf } from '../../src/views/style.js';
import { MemoryOutput } from '../support/memory-output.js';
import { batches } from './building.js';

const { en, fr } = messagesIn;
const imported: ChangeSet = {
  number: 12,
  at: new Date('2026-03-29T01:59:58.500Z'),
  actor: 'marie',
  command: 'mailbox import',
  message: 'noted by phone',
  input: { name: 'boîtes.csv', sha256: 'ab12cd34'.repeat(8) },
  undoes: null,
  undoneBy: 13,
  changes: 150,
};
const undone: ChangeSet = {
  ...imported,
  number: 13,
  command: 'undo',
  message: null,
  input: null,
  undoes: 12,
  undoneBy: null,
};
const edits: readonly Edit[] = (['ticketing', 'messaging'] as const).map((category) => ({
  kind: 'mailbox',
  company: 'ACME',
  universe: 'client',
  category,
  before: null,
  after: 'contact@acme.fr',
}));

test('the list, on a terminal and as JSON', async () => {
  const page = new MemoryOutput({ columns: 80 });
  await writeList(changeSets, batches([undone, imported]), 'table', page, fr, plainLines);
  expect(page.text).toMatchInlineSnapshot(`
    "N°  Quand (UTC)       Qui    Commande        Changements  Remarque
    13  2026-03-29 01:59  marie  undo                    150  annule la n° 12
    12  2026-03-29 01:59  marie  mailbox import          150  annulée par la n° 13,
                                                              noted by phone,
                                                              boîtes.csv
    "
  `);
  const json = new MemoryOutput();
  await writeList(changeSets, batches([undone, imported]), 'json', json, en, plainLines);
  expect(json.text).toMatchInlineSnapshot(`
    "{
      "schema": "abo.history/1",
      "items": [
        {"number":13,"at":"2026-03-29T01:59:58.500Z","actor":"marie","command":"undo","message":null,"input":null,"undoes":12,"undone_by":null,"changes":150},
        {"number":12,"at":"2026-03-29T01:59:58.500Z","actor":"marie","command":"mailbox import","message":"noted by phone","input":{"name":"boîtes.csv","sha256":"ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34"},"undoes":null,"undone_by":13,"changes":150}
      ]
    }
    "
  `);
});

test('one, with every change', async () => {
  const page = new MemoryOutput();
  const all = batches(edits.slice(0, 1), edits.slice(1));
  await writeLines(
    changeSetLines(imported, all, () => 'Acme Industrie', layoutOf(page, en)),
    page,
  );
  expect(page.text).toMatchInlineSnapshot(`
    "Change set 12
    When (UTC)  2026-03-29 01:59:58
    Who         marie
    Command     mailbox import
    Message     noted by phone
    File        boîtes.csv  sha256 ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34
    Undo        undone by 13
    Changes     150

    ACME  Acme Industrie
      + mailbox  client  ticketing  contact@acme.fr
      + mailbox  client  messaging  contact@acme.fr
    "
  `);
});

test('one, as JSON', async () => {
  const page = new MemoryOutput();
  await writeChangeSetJson(imported, batches(edits), page);
  expect(JSON.parse(page.text)).toMatchObject({
    schema: 'abo.change-set/1',
    number: 12,
    at: '2026-03-29T01:59:58.500Z',
    undone_by: 13,
    changes: [{ category: 'ticketing' }, { category: 'messaging', action: 'add', after: 'contact@acme.fr' }],
  });
});
