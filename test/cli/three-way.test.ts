/** An export that comes back edited, while others changed the same company: the table of docs/contract/csv.md, "Three-way import". */
import { describe, expect } from 'vitest';
import { test, type Abo } from './abo.js';
import { ACME } from './world.js';

/** The cell of one row of a CSV file, edited. */
function edited(csv: string, row: string, column: string, value: string): string {
  const [header = '', ...lines] = csv.split('\n');
  const index = header.split(',').indexOf(column);
  return [
    header,
    ...lines.map((line) => {
      if (!line.startsWith(`${row},`)) return line;
      const cells = line.split(',');
      cells[index] = value;
      return cells.join(',');
    }),
  ].join('\n');
}

/** An export contains the identity of its database, so its hash differs from run to run. */
function withoutHashes(text: string): string {
  return text.replaceAll(/(?<=sha256 )[0-9a-f]+…/gu, '<hash>');
}

/** For each noun: a row and a column, what the cell is, two ways to change it, and the command that makes the second. */
const NOUNS = [
  {
    noun: 'company',
    row: 'SOLO',
    column: 'name',
    one: 'One',
    other: 'Two',
    change: 'company set name=Two -c SOLO',
    changeOne: 'company set name=One -c SOLO',
  },
  {
    noun: 'contact',
    row: 'ACME,lea@acme.fr',
    column: 'role',
    one: 'admin',
    other: 'admin',
    change: 'contact set access=yes role=admin --contact ACME/lea@acme.fr',
    changeOne: 'contact set access=yes role=admin --contact ACME/lea@acme.fr',
  },
  {
    noun: 'mailbox',
    row: 'ACME,client',
    column: 'deliveries',
    one: 'one@acme.fr',
    other: 'two@acme.fr',
    change: 'mailbox set deliveries=two@acme.fr -c ACME -u client',
    changeOne: 'mailbox set deliveries=one@acme.fr -c ACME -u client',
  },
] as const;

async function exported(abo: Abo, noun: string): Promise<string> {
  return abo.answer(`${noun} export -q`);
}

describe.each(NOUNS)('$noun', ({ noun, row, column, one, change, changeOne }) => {
  test('as exported, and changed since: kept as it is now', async ({ abo }) => {
    await abo.holds(ACME);
    abo.write('f.csv', await exported(abo, noun));
    await abo.answer(`${change} -y --staff paul`);
    const { stdout, exitCode } = await abo.run(`${noun} import f.csv -y`);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/No changes \(\d+ unchanged\)\.\nKept: [12], changed since the export\.\n/u);
  });

  test('edited, and as exported: changed', async ({ abo }) => {
    await abo.holds(ACME);
    const file = edited(await exported(abo, noun), row, column, one);
    abo.write('f.csv', noun === 'contact' ? edited(file, row, 'access', 'yes') : file);
    const { summary } = await abo.json<{ summary: object }>(`${noun} import f.csv -n -q`);
    expect(summary).toMatchObject({ add: 0, change: noun === 'contact' ? 2 : 1, remove: 0, kept: 0, conflicts: 0 });
  });

  test('edited, and changed since to the same: unchanged', async ({ abo }) => {
    await abo.holds(ACME);
    const file = edited(await exported(abo, noun), row, column, one);
    abo.write('f.csv', noun === 'contact' ? edited(file, row, 'access', 'yes') : file);
    await abo.answer(`${changeOne} -y`);
    const { summary } = await abo.json<{ summary: object }>(`${noun} import f.csv -n -q`);
    expect(summary).toMatchObject({ add: 0, change: 0, remove: 0, kept: 0, conflicts: 0 });
  });
});

test('edited, and changed since to something else: a conflict, with who, when and in which change set', async ({
  abo,
}) => {
  await abo.holds(ACME);
  abo.write('companies.csv', edited(await exported(abo, 'company'), 'SOLO', 'name', 'One'));
  abo.write('contacts.csv', edited(await exported(abo, 'contact'), 'ACME,jean@acme.fr', 'name', 'Jean One'));
  abo.write('mailboxes.csv', edited(await exported(abo, 'mailbox'), 'ACME,client', 'deliveries', 'one@acme.fr'));
  await abo.answer('company set name=Two -c SOLO -y --staff paul');
  await abo.answer('contact set name="Jean Two" --contact jean@acme.fr -y --staff luc');
  await abo.answer('mailbox set deliveries=two@acme.fr -c ACME -u client -y --staff eve');
  const before = await abo.dump();
  expect(
    withoutHashes(
      await abo.each([
        'company import companies.csv -y -q',
        'contact import contacts.csv -y -q',
        'mailbox import mailboxes.csv -y -q --lang fr',
        'company import companies.csv -y -q --format json',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "
    $ abo company import companies.csv -y -q

    stderr
    companies.csv:5  SOLO company name: was Œuvrard & fils, requested One, now Two (paul, 2026-11-24 09:30 UTC, change set 2)
    Error: One conflict: nothing was written.
    To apply the file, add --on-conflict file. To keep the current values, add --on-conflict current.
    exit 6

    $ abo contact import contacts.csv -y -q

    stderr
    contacts.csv:3  ACME contact jean@acme.fr name: was Jean Petit, requested Jean One, now Jean Two (luc, 2026-11-24 09:30 UTC, change set 3)
    Error: One conflict: nothing was written.
    To apply the file, add --on-conflict file. To keep the current values, add --on-conflict current.
    exit 6

    $ abo mailbox import mailboxes.csv -y -q --lang fr

    stderr
    mailboxes.csv:3  ACME boîte client deliveries : valait log@acme.fr, demandé one@acme.fr, vaut maintenant two@acme.fr (eve, 2026-11-24 09:30 UTC, modification n° 4)
    Erreur : un conflit : rien n'a été écrit.
    Pour appliquer le fichier, ajoutez --on-conflict file. Pour garder les valeurs actuelles, ajoutez --on-conflict current.
    exit 6

    $ abo company import companies.csv -y -q --format json

    stderr
    {"schema":"abo.error/1","code":"conflicts","message":"One conflict: nothing was written.","hint":"To apply the file, add --on-conflict file. To keep the current values, add --on-conflict current.","conflicts":[{"file":"companies.csv","line":5,"kind":"company","company":"SOLO","contact":null,"universe":null,"category":null,"channel":null,"field":"name","expected":"Œuvrard & fils","wanted":"One","now":"Two","cause":null,"changed_by":{"change_set":2,"at":"2026-11-24T09:30:00Z","actor":"paul"}}]}
    exit 6
    "
  `);
  expect(await abo.dump()).toBe(before);
  expect(
    withoutHashes(
      await abo.each([
        'company import companies.csv -y -q --on-conflict file',
        'contact import contacts.csv -y -q --on-conflict current',
        'mailbox import mailboxes.csv -y -q --two-way',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "
    $ abo company import companies.csv -y -q --on-conflict file
    Database: <folder>/data/abo/abo.db (sqlite)      Input: companies.csv  sha256 <hash>
    SOLO  One
      ~ company  name  Two → One
    Plan: 0 to add, 1 to change, 0 to remove; 9 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 5. Undo with: abo undo 5

    $ abo contact import contacts.csv -y -q --on-conflict current
    Database: <folder>/data/abo/abo.db (sqlite)      Input: contacts.csv  sha256 <hash>
    No changes (25 unchanged).
    Kept: 1, changed since the export.

    $ abo mailbox import mailboxes.csv -y -q --two-way
    Database: <folder>/data/abo/abo.db (sqlite)      Input: mailboxes.csv  sha256 <hash>
    ACME  Acme Industrie
      ~ mailbox  client  deliveries  two@acme.fr → one@acme.fr
    Plan: 0 to add, 1 to change, 0 to remove; 3 unchanged.
    Deliveries: 1 gained, 1 lost.
    Applied as change set 6. Undo with: abo undo 6
    "
  `);
});

const JEAN = 'ACME,jean@acme.fr,client';
const BOXES = (value: string): string => `company,contact,universe,ticketing.email,abo_revision
${JEAN},${value},1@ID
`;

describe('boxes', () => {
  /** A file of one box, exported when jean was an admin and it was on by default. */
  async function file(abo: Abo, value: string): Promise<void> {
    await abo.holds(ACME);
    const identity = /@(\w+)/u.exec(await exported(abo, 'subscription'))?.[1] ?? '';
    abo.write('f.csv', BOXES(value).replace('ID', identity));
  }
  const summaryOf = async (abo: Abo): Promise<object> =>
    (await abo.json<{ summary: object }>('sub import f.csv -n -q')).summary;

  test('as exported: kept when it changed since, even by a role', async ({ abo }) => {
    await file(abo, '1');
    expect(await summaryOf(abo)).toMatchObject({ add: 0, unchanged: 1, kept: 0 });
    await abo.answer('contact set role=user --contact jean@acme.fr -y');
    expect(await summaryOf(abo)).toMatchObject({ add: 0, unchanged: 0, kept: 1 });
  });

  test('edited: changed; unchanged where it is so by now', async ({ abo }) => {
    await file(abo, '0');
    expect(await summaryOf(abo)).toMatchObject({ add: 1, unchanged: 0, kept: 0 });
    await abo.answer('contact set role=user --contact jean@acme.fr -y');
    expect(await summaryOf(abo)).toMatchObject({ add: 0, unchanged: 1, kept: 0 });
  });

  test('edited to default, which compares what is stored: a conflict where that is another choice by now', async ({
    abo,
  }) => {
    await file(abo, '1');
    await abo.answer('sub set ticketing.email=off --contact jean@acme.fr -u client -y --staff paul');
    const revised = abo.read('f.csv').replace('1@', '2@').replace(`${JEAN},1`, `${JEAN},default`);
    abo.write('f.csv', revised);
    expect(await summaryOf(abo)).toMatchObject({ remove: 1, unchanged: 0 });
    await abo.answer('sub set ticketing.email=on --contact jean@acme.fr -u client -y --staff luc');
    await abo.answer('contact set name="Jean P." --contact jean@acme.fr -y --staff eve');
    expect(withoutHashes(await abo('sub import f.csv -y -q'))).toMatchInlineSnapshot(`
      "
      $ abo sub import f.csv -y -q

      stderr
      f.csv:2  ACME subscription jean@acme.fr client ticketing.email: was off, requested default, now on (luc, 2026-11-24 09:30 UTC, change set 3)
      Error: One conflict: nothing was written.
      To apply the file, add --on-conflict file. To keep the current values, add --on-conflict current.
      exit 6
      "
    `);
    await abo.answer('sub set ticketing.email=default --contact jean@acme.fr -u client -y --staff zoe');
    expect(await summaryOf(abo)).toMatchObject({ remove: 0, unchanged: 1 });
  });
});

test('a partner and the universe in which it manages the company are one value', async ({ abo }) => {
  await abo.holds({
    'companies.csv': `company,name,universes,partner,partner_universe
ONE,One,ambassador|operator,,
TWO,Two,ambassador|operator,,
CLI,Client,client,ONE,ambassador
`,
  });
  const file = await exported(abo, 'company');
  // The universe is edited here, the partner there.
  abo.write('universe.csv', edited(file, 'CLI', 'partner_universe', 'operator'));
  abo.write('partner.csv', edited(file, 'CLI', 'partner', 'TWO'));
  abo.write('away.csv', edited(file, 'CLI', 'partner', '-'));
  abo.write('asis.csv', file);
  expect(withoutHashes(await abo('company import away.csv -n -q'))).toMatchInlineSnapshot(`
    "
    $ abo company import away.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: away.csv  sha256 <hash>
    CLI  Client
      ~ company  partner           ONE → -
      ~ company  partner_universe  ambassador → -
    Plan: 0 to add, 2 to change, 0 to remove; 6 unchanged.
    Deliveries: 0 gained, 0 lost.
    "
  `);
  await abo.answer('company set partner=TWO partner_universe=ambassador -c CLI -y --staff paul');
  expect(
    withoutHashes(
      await abo.each([
        'company import universe.csv -y -q',
        'company import partner.csv -n -q',
        'company import asis.csv -n -q',
        'company import universe.csv -y -q --on-conflict file',
        'company list -c CLI --format csv',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "
    $ abo company import universe.csv -y -q

    stderr
    universe.csv:2  CLI company partner: was ONE (ambassador), requested ONE (operator), now TWO (ambassador) (paul, 2026-11-24 09:30 UTC, change set 2)
    Error: One conflict: nothing was written.
    To apply the file, add --on-conflict file. To keep the current values, add --on-conflict current.
    exit 6

    $ abo company import partner.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: partner.csv  sha256 <hash>
    No changes (7 unchanged).

    $ abo company import asis.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: asis.csv  sha256 <hash>
    No changes (6 unchanged).
    Kept: 1, changed since the export.

    $ abo company import universe.csv -y -q --on-conflict file
    Database: <folder>/data/abo/abo.db (sqlite)      Input: universe.csv  sha256 <hash>
    CLI  Client
      ~ company  partner           TWO → ONE
      ~ company  partner_universe  ambassador → operator
    Plan: 0 to add, 2 to change, 0 to remove; 6 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 3. Undo with: abo undo 3

    $ abo company list -c CLI --format csv
    code,name,universes,partner,partner_universe
    CLI,Client,client,ONE,operator
    "
  `);
});

test('a renamed contact is recognised by its earlier address; a removed one is not added again', async ({ abo }) => {
  await abo.holds(ACME);
  const contacts = await exported(abo, 'contact');
  const companies = await exported(abo, 'company');
  const mailboxes = await exported(abo, 'mailbox');
  const boxes = await exported(abo, 'subscription');
  await abo.answer('contact rename jean@acme.fr jean.petit@acme.fr -y');
  await abo.answer('contact remove support@acme.fr -y --staff luc');
  await abo.answer('company remove SOLO -y --staff eve');
  abo.write('contacts.csv', contacts);
  abo.write('renamed.csv', edited(contacts, 'ACME,jean@acme.fr', 'name', 'Jean P.'));
  abo.write('removed.csv', edited(contacts, 'ACME,support@acme.fr', 'name', 'Support 2'));
  abo.write('companies.csv', companies);
  abo.write('removed-company.csv', edited(companies, 'SOLO', 'name', 'Solo'));
  abo.write('mailboxes.csv', mailboxes);
  abo.write('removed-mailbox.csv', edited(mailboxes, 'SOLO,client', 'ticketing', 'x@solo.fr'));
  abo.write('boxes.csv', boxes);
  abo.write('renamed-box.csv', edited(boxes, 'ACME,jean@acme.fr,Jean Petit,admin,yes,client', 'eshop.email', '0'));
  abo.write('removed-box.csv', edited(boxes, 'ACME,support@acme.fr,Support,user,yes,client', 'eshop.email', '1'));
  expect(
    withoutHashes(
      await abo.each([
        'contact import contacts.csv -n -q',
        'company import companies.csv -n -q',
        'mailbox import mailboxes.csv -n -q',
        'sub import boxes.csv -n -q',
        'contact import renamed.csv -n -q',
        'sub import renamed-box.csv -n -q',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact import contacts.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: contacts.csv  sha256 <hash>
    No changes (22 unchanged).
    Kept: 4, changed since the export.

    $ abo company import companies.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: companies.csv  sha256 <hash>
    No changes (8 unchanged).
    Kept: 2, changed since the export.

    $ abo mailbox import mailboxes.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: mailboxes.csv  sha256 <hash>
    No changes (4 unchanged).

    $ abo sub import boxes.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: boxes.csv  sha256 <hash>
    No changes (98 unchanged).
    Kept: 14, changed since the export.

    $ abo contact import renamed.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: renamed.csv  sha256 <hash>
    ACME  Acme Industrie
      ~ contact  jean.petit@acme.fr  name  Jean Petit → Jean P.
    Plan: 0 to add, 1 to change, 0 to remove; 21 unchanged.
    Kept: 4, changed since the export.
    Deliveries: 0 gained, 0 lost.

    $ abo sub import renamed-box.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: renamed-box.csv  sha256 <hash>
    ACME  Acme Industrie
      + subscription  client  eshop.email  jean.petit@acme.fr  default (on) → off
    Plan: 1 to add, 0 to change, 0 to remove; 97 unchanged.
    Kept: 14, changed since the export.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 3 recipients will receive less.
      ACME  jean.petit@acme.fr
    "
  `);
  expect(
    withoutHashes(
      await abo.each([
        'contact import removed.csv -n -q',
        'company import removed-company.csv -n -q',
        'mailbox import removed-mailbox.csv -n -q',
        'sub import removed-box.csv -n -q',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact import removed.csv -n -q

    stderr
    removed.csv:5  ACME contact support@acme.fr name: requested Support 2, but ACME contact support@acme.fr was removed (luc, 2026-11-24 09:30 UTC, change set 3)
    Error: One conflict: nothing was written.
    To apply the file, add --on-conflict file. To keep the current values, add --on-conflict current.
    exit 6

    $ abo company import removed-company.csv -n -q

    stderr
    removed-company.csv:5  SOLO company name: requested Solo, but SOLO company was removed (eve, 2026-11-24 09:30 UTC, change set 4)
    Error: One conflict: nothing was written.
    To apply the file, add --on-conflict file. To keep the current values, add --on-conflict current.
    exit 6

    $ abo mailbox import removed-mailbox.csv -n -q

    stderr
    removed-mailbox.csv:7  SOLO mailbox client ticketing: requested x@solo.fr, but SOLO company was removed (eve, 2026-11-24 09:30 UTC, change set 4)
    Error: One conflict: nothing was written.
    To apply the file, add --on-conflict file. To keep the current values, add --on-conflict current.
    exit 6

    $ abo sub import removed-box.csv -n -q

    stderr
    removed-box.csv:6  ACME subscription support@acme.fr client eshop.email: requested on, but ACME contact support@acme.fr was removed (luc, 2026-11-24 09:30 UTC, change set 3)
    Error: One conflict: nothing was written.
    To apply the file, add --on-conflict file. To keep the current values, add --on-conflict current.
    exit 6
    "
  `);
  // Resolved in favour of the file, the row is requested again as a whole; a box needs its contact.
  expect(
    withoutHashes(
      await abo.each([
        'contact import removed.csv -n -q --on-conflict file',
        'company import removed-company.csv -n -q --on-conflict file',
        'mailbox import removed-mailbox.csv -n -q --on-conflict file',
        'sub import removed-box.csv -n -q --on-conflict file',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact import removed.csv -n -q --on-conflict file
    Database: <folder>/data/abo/abo.db (sqlite)      Input: removed.csv  sha256 <hash>
    ACME  Acme Industrie
      + contact  support@acme.fr  name="Support 2" role=user access=yes universes=client
    Plan: 1 to add, 0 to change, 0 to remove; 22 unchanged.
    Kept: 3, changed since the export.
    Deliveries: 0 gained, 0 lost.

    $ abo company import removed-company.csv -n -q --on-conflict file
    Database: <folder>/data/abo/abo.db (sqlite)      Input: removed-company.csv  sha256 <hash>
    SOLO  Solo
      + company  name=Solo universes=client
    Plan: 1 to add, 0 to change, 0 to remove; 8 unchanged.
    Kept: 1, changed since the export.
    Deliveries: 0 gained, 0 lost.

    $ abo mailbox import removed-mailbox.csv -n -q --on-conflict file

    stderr
    removed-mailbox.csv:7 (record 6), column A “company”: there is no company “SOLO” [unknown-company]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo sub import removed-box.csv -n -q --on-conflict file

    stderr
    removed-box.csv:6 (record 5), column B “contact”: there is no contact “support@acme.fr” in ACME [unknown-contact]
    Rejected: 1 error, nothing was written.
    exit 4
    "
  `);
});

test('a revision of another database, or a future one, is foreign; --two-way ignores it', async ({ abo }) => {
  await abo.holds(ACME);
  const file = edited(await exported(abo, 'company'), 'SOLO', 'name', 'Solo');
  abo.write('foreign.csv', file.replaceAll(/\d@\w+/gu, '1@zzzz'));
  abo.write('future.csv', file.replaceAll(/\d@(?=\w+)/gu, '7@'));
  expect(
    withoutHashes(
      await abo.each([
        'company import foreign.csv -y -q',
        'company import future.csv -y -q',
        'company import foreign.csv -y -q --two-way',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "
    $ abo company import foreign.csv -y -q

    stderr
    foreign.csv:2 (record 1), column F “abo_revision”: “1@zzzz” is not a revision of this database; to ignore the column and compare the file with the current state, add --two-way [foreign-revision]
    foreign.csv:3 (record 2), column F “abo_revision”: “1@zzzz” is not a revision of this database; to ignore the column and compare the file with the current state, add --two-way [foreign-revision]
    foreign.csv:4 (record 3), column F “abo_revision”: “1@zzzz” is not a revision of this database; to ignore the column and compare the file with the current state, add --two-way [foreign-revision]
    foreign.csv:5 (record 4), column F “abo_revision”: “1@zzzz” is not a revision of this database; to ignore the column and compare the file with the current state, add --two-way [foreign-revision]
    Rejected: 4 errors, nothing was written.
    exit 4

    $ abo company import future.csv -y -q

    stderr
    future.csv:2 (record 1), column F “abo_revision”: “7@<id>” is not a revision of this database; to ignore the column and compare the file with the current state, add --two-way [foreign-revision]
    future.csv:3 (record 2), column F “abo_revision”: “7@<id>” is not a revision of this database; to ignore the column and compare the file with the current state, add --two-way [foreign-revision]
    future.csv:4 (record 3), column F “abo_revision”: “7@<id>” is not a revision of this database; to ignore the column and compare the file with the current state, add --two-way [foreign-revision]
    future.csv:5 (record 4), column F “abo_revision”: “7@<id>” is not a revision of this database; to ignore the column and compare the file with the current state, add --two-way [foreign-revision]
    Rejected: 4 errors, nothing was written.
    exit 4

    $ abo company import foreign.csv -y -q --two-way
    Database: <folder>/data/abo/abo.db (sqlite)      Input: foreign.csv  sha256 <hash>
    SOLO  Solo
      ~ company  name  Œuvrard & fils → Solo
    Plan: 0 to add, 1 to change, 0 to remove; 11 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2
    "
  `);
});
