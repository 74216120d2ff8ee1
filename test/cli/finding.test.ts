/** `abo find`, `abo address …`, `abo history`. Source: docs/contract/cli.md, "Commands". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { ACME } from './world.js';

test('find, whatever the case and accents', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'find LEA',
      'find oeuv --lang fr',
      'find rio@ --format json',
      'find nobody',
      'find lea -c PART --format csv',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo find LEA
    What     Company  Name          Address      Universe  Category
    contact  ACME     Léa Œuvrard   lea@acme.fr
    contact  PART     Léa ailleurs  lea@acme.fr

    $ abo find oeuv --lang fr
    Quoi     Société  Nom             Adresse      Univers  Catégorie
    contact  ACME     Léa Œuvrard     lea@acme.fr
    société  SOLO     Œuvrard & fils

    $ abo find rio@ --format json
    {
      "schema": "abo.findings/1",
      "items": [
        {"kind":"mailbox","company":"PART","name":"Le Partenaire","address":"rio@part.fr","universe":"operator","category":"mobile"}
      ]
    }

    $ abo find nobody

    stderr
    Nothing matches “nobody”.

    $ abo find lea -c PART --format csv
    kind,company,name,address,universe,category
    contact,PART,Léa ailleurs,lea@acme.fr,,
    "
  `);
});

test('find with a wildcard', async ({ abo }) => {
  await abo.holds(ACME);
  const found = async (text: string): Promise<number> =>
    (await abo.json<{ items: unknown[] }>(`find ${text}`)).items.length;
  // 4 companies, 6 contacts, 4 mailboxes.
  expect(await found('*')).toBe(14);
  expect(await found('*@acme.fr')).toBe(7);
  expect(await found('acme.fr')).toBe(7);
  expect(await found('acme.fr*')).toBe(0);
  expect(await found('LÉA*')).toBe(2);
});

test('address show: the contacts and mailboxes of an address, and what it receives', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'address show SUPPORT@acme.fr',
      'address show lea@acme.fr --lang fr',
      'address show suport@acme.fr',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo address show SUPPORT@acme.fr
    support@acme.fr

    1 contact
    Company  Contact          Name     Role  Access  Universes  Reference
    ACME     support@acme.fr  Support  user  yes     client

    Generic mailboxes
    Company  Universe  Category   E-mail           Note
    ACME     client    Ticketing  Support@acme.fr

    Receives (1)
    Company  Universe         Category   Channel  Because
    ACME     Client universe  Ticketing  E-mail   generic mailbox, chose to be notified

    $ abo address show lea@acme.fr --lang fr
    lea@acme.fr

    2 contacts
    Société  Contact      Nom           Rôle     Accès  Univers    Référence
    ACME     lea@acme.fr  Léa Œuvrard   utilis.  non    client
    PART     lea@acme.fr  Léa ailleurs  utilis.  oui    opérateur

    Reçoit (1)
    Société  Univers         Catégorie  Canal   Parce que
    ACME     Univers client  Ticketing  E-mail  a choisi de recevoir

    $ abo address show suport@acme.fr

    stderr
    Error: No contact and no mailbox has the address “suport@acme.fr”.
    Did you mean “support@acme.fr”?
    exit 2
    "
  `);
});

test('address replace: one address, or a domain', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'address replace support@acme.fr aide@acme.fr -y',
      'address replace @acme.fr @acme.com --only contact -y',
      'address replace @acme.fr @acme.com -c ACME -n --lang fr',
      'address replace nobody@acme.fr a@acme.fr -y',
      'address replace @acme.fr a@acme.fr -y',
      'address replace lea@acme.com jean@acme.com -c ACME -y',
      'address replace lea@acme.com lea -c ACME -y',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo address replace support@acme.fr aide@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ contact  aide@acme.fr  email  support@acme.fr → aide@acme.fr
      ~ mailbox  client  ticketing  Support@acme.fr → aide@acme.fr
    Plan: 0 to add, 2 to change, 0 to remove; 0 unchanged.
    Deliveries: 1 gained, 1 lost.
    Applied as change set 2. Undo with: abo undo 2

    $ abo address replace @acme.fr @acme.com --only contact -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ contact  aide@acme.com  email  aide@acme.fr → aide@acme.com
      ~ contact  jean@acme.com  email  jean@acme.fr → jean@acme.com
      ~ contact  lea@acme.com   email  lea@acme.fr → lea@acme.com
    PART  Le Partenaire
      ~ contact  lea@acme.com  email  lea@acme.fr → lea@acme.com
    Plan: 0 to add, 4 to change, 0 to remove; 0 unchanged.
    Deliveries: 27 gained, 26 lost.
    Applied as change set 3. Undo with: abo undo 3

    $ abo address replace @acme.fr @acme.com -c ACME -n --lang fr
    Base : <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ boîte  client  deliveries  log@acme.fr → log@acme.com
      ~ boîte  client  ticketing   aide@acme.fr → aide@acme.com
      ~ boîte  client  mobile      m@acme.fr → m@acme.com  (inerte)
    Plan : 0 ajout, 3 changements, 0 suppression ; 0 inchangé.
    Notifications : 1 gagnée, 2 perdues.
    Inerte : 1 changement sans effet possible, car aucun événement de cette catégorie ne va dans cet univers :
      client  mobile
    stderr
    Essai à blanc : rien n'a été modifié.

    $ abo address replace nobody@acme.fr a@acme.fr -y

    stderr
    Error: No contact and no mailbox has the address “nobody@acme.fr”.
    To search for part of an address, use abo find TEXT.
    exit 2

    $ abo address replace @acme.fr a@acme.fr -y

    stderr
    Error: “@acme.fr” can't be replaced with “a@acme.fr”.
    Give two addresses (old@acme.fr new@acme.fr) or two domains (@old.fr @new.fr).
    exit 2

    $ abo address replace lea@acme.com jean@acme.com -c ACME -y

    stderr
    ACME/lea@acme.com: “jean@acme.com” would belong to several contacts: Jean Petit, Léa Œuvrard; it must be unique in the company [duplicate-contact]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo address replace lea@acme.com lea -c ACME -y

    stderr
    Error: “lea@acme.com” can't be replaced with “lea”.
    Give two addresses (old@acme.fr new@acme.fr) or two domains (@old.fr @new.fr).
    exit 2
    "
  `);
});

test('the history says who changed what, when, and why', async ({ abo }) => {
  await abo.init();
  expect(await abo.each(['history'])).toMatchInlineSnapshot(`
    "
    $ abo history

    stderr
    Nothing to show.
    "
  `);
  await abo.holds(ACME);
  await abo.answer([
    'contact',
    'set',
    'name=Jean P.',
    '--contact',
    'jean@acme.fr',
    '-y',
    '-m',
    'he asked',
    '--staff',
    'paul',
  ]);
  await abo.answer('sub set ticketing.email=off --contact ACME/lea@acme.fr -y', { env: { ABO_STAFF: 'zoe' } });
  expect(
    await abo.each([
      'history',
      'history show 2',
      'history show 3 --lang fr',
      'history --actor zoe --format json',
      'history --contact jean@acme.fr --limit 1 --format csv',
      'history --company SOLO --format ndjson',
      'history show 9',
      'history --since soon',
      'history --since 2999-01-01',
      'history --until 2001-01-01',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo history
    No.  When (UTC)        Who    Command           Changes  Note
      3  2026-11-24 09:30  zoe    subscription set        1
      2  2026-11-24 09:30  paul   contact set             1  he asked
      1  2026-11-24 09:30  marie  onboard                17  files

    $ abo history show 2
    Change set 2
    When (UTC)  2026-11-24 09:30:00
    Who         paul
    Command     contact set
    Message     he asked
    Changes     1

    ACME  Acme Industrie
      ~ contact  jean@acme.fr  name  Jean Petit → Jean P.

    $ abo history show 3 --lang fr
    Modification n° 3
    Quand (UTC)  2026-11-24 09:30:00
    Qui          zoe
    Commande     subscription set
    Changements  1

    ACME  Acme Industrie
      ~ abonnement  client  ticketing.email  lea@acme.fr  on → off

    $ abo history --actor zoe --format json
    {
      "schema": "abo.history/1",
      "items": [
        {"number":3,"at":"2026-11-24T09:30:00Z","actor":"zoe","command":"subscription set","message":null,"input":null,"undoes":null,"undone_by":null,"changes":1}
      ]
    }

    $ abo history --contact jean@acme.fr --limit 1 --format csv
    number,at,actor,command,message,input,undoes,undone_by,changes
    2,2026-11-24T09:30:00Z,paul,contact set,he asked,,,,1

    $ abo history --company SOLO --format ndjson
    {"number":1,"at":"2026-11-24T09:30:00Z","actor":"marie","command":"onboard","message":null,"input":{"name":"files","sha256":"0274f0ab4f354cd3054aa3cb63859fbb2e7f572a200d1b726a931c204ea1899b"},"undoes":null,"undone_by":null,"changes":17}

    $ abo history show 9

    stderr
    Error: There is no change set 9.
    The last one is 3. For a list, run abo history.
    exit 2

    $ abo history --since soon

    stderr
    Error: “soon” is not a valid value for --since.
    Use a day (2026-11-24) or a time (2026-11-24T09:30:00Z).
    exit 2

    $ abo history --since 2999-01-01

    stderr
    Nothing to show.

    $ abo history --until 2001-01-01

    stderr
    Nothing to show.
    "
  `);
});

test('the history follows a contact through a change of address', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer('contact rename jean@acme.fr jp@acme.fr -y');
  await abo.answer('sub set ticketing.email=off --contact jp@acme.fr -u client -y');
  const { items } = await abo.json<{ items: { number: number }[] }>('history --contact jp@acme.fr');
  expect(items.map(({ number }) => number)).toEqual([3, 2, 1]);
});
