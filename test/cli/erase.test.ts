/** `address erase`: a person's right to be forgotten. Source: docs/contract/rules.md, "Erasure". */
import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { test, type Abo } from './abo.js';
import { ACME } from './world.js';

/** Everything that the database keeps: the file of SQLite, the tables of a server. */
const kept = async (abo: Abo): Promise<string> => {
  const files = ['', '-wal', '-shm'].map((suffix) => `${abo.database}${suffix}`).filter((file) => existsSync(file));
  const texts = files.length > 0 ? files.map((file) => readFileSync(file, 'utf8')) : [await abo.dump()];
  return texts.join('\n').toLowerCase();
};

test('the plan lists what is erased, what stays, and what can’t be erased', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  expect(await abo('address erase support@acme.fr -n')).toMatchInlineSnapshot(`
    "
    $ abo address erase support@acme.fr -n
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ contact  erased-2  email  support@acme.fr → erased-2
      ~ contact  erased-2  name   Support → erased-2
      ~ mailbox  client  ticketing  Support@acme.fr → erased-2
    Plan: 0 to add, 3 to change, 0 to remove; 0 unchanged.
    Deliveries: 1 gained, 1 lost.
    ACME: the contact erased-2 does not have an e-mail address [invalid-address].
    ACME: the mailbox erased-2 (Ticketing in the client universe) is not an e-mail address [invalid-address].
    Journal: 2 entries rewritten in 1 change set. The address becomes erased-2 everywhere.
    Actors, messages and file names that contain it are rewritten too.
    The contact stays, without address or name. To remove them first: abo contact remove support@acme.fr --everywhere
    A generic mailbox stays, without an address. To give it another one first: abo address replace support@acme.fr NEW --only mailbox
    Not erased: backups, copies, exported files, saved plans and messages already sent. Check those yourself.
    This can't be undone.
    stderr
    Dry run: nothing was changed.
    "
  `);
  expect(await abo('address erase support@acme.fr -n --lang fr')).toMatchInlineSnapshot(`
    "
    $ abo address erase support@acme.fr -n --lang fr
    Base : <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ contact  erased-2  email  support@acme.fr → erased-2
      ~ contact  erased-2  name   Support → erased-2
      ~ boîte    client  ticketing  Support@acme.fr → erased-2
    Plan : 0 ajout, 3 changements, 0 suppression ; 0 inchangé.
    Notifications : 1 gagnée, 1 perdue.
    ACME : le contact erased-2 n'a pas une adresse e-mail valable [invalid-address].
    ACME : la boîte erased-2 (Ticketing dans l'univers client) n'est pas une adresse e-mail [invalid-address].
    Journal : 2 entrées réécrites, dans 1 modification. L'adresse devient partout erased-2.
    Les auteurs, messages et noms de fichiers qui la contiennent sont aussi réécrits.
    Le contact reste, sans adresse ni nom. Pour le supprimer d'abord : abo contact remove support@acme.fr --everywhere
    Une boîte générique reste, sans adresse. Pour lui en donner une autre d'abord : abo address replace support@acme.fr NOUVELLE --only mailbox
    Non effacés : sauvegardes, copies, fichiers exportés, plans enregistrés et messages déjà envoyés. À vous de les vérifier.
    Cette opération ne peut pas être annulée.
    stderr
    Essai à blanc : rien n'a été modifié.
    "
  `);
  expect((await abo.run('address erase support@acme.fr -n --detailed-exitcode')).exitCode).toBe(3);
  expect((await abo.run('address erase support@acme.fr')).exitCode).toBe(2);
  expect(await abo.dump()).toBe(before);
});

test('an erased address is nowhere in the database, and the history still works', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer('contact rename jean@acme.fr j.petit@acme.fr -y');
  await abo.answer(['contact', 'set', 'role=user', '--contact', 'j.petit@acme.fr', '-y', '-m', 'Jean Petit asked']);
  await abo.answer('contact remove j.petit@acme.fr -y');
  expect(await kept(abo)).toContain('jean petit');
  expect(
    await abo.each([
      'address erase J.Petit@acme.fr -y --staff marie',
      'address erase jean@acme.fr -y --staff marie',
      'address erase j.petit@acme.fr -y',
      'address erase erased-5 -y',
      'history',
      'history show 5',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo address erase J.Petit@acme.fr -y --staff marie
    Database: <folder>/data/abo/abo.db (sqlite)
    Plan: 0 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Journal: 4 entries rewritten in 4 change sets. The address becomes erased-5 everywhere.
    Actors, messages and file names that contain it are rewritten too.
    The journal also knows this contact as jean@acme.fr. To erase that too: abo address erase jean@acme.fr
    Not erased: backups, copies, exported files, saved plans and messages already sent. Check those yourself.
    This can't be undone.
    Applied as change set 5. The erased values are now erased-5. This can't be undone.

    $ abo address erase jean@acme.fr -y --staff marie
    Database: <folder>/data/abo/abo.db (sqlite)
    Plan: 0 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Journal: 2 entries rewritten in 2 change sets. The address becomes erased-6 everywhere.
    Actors, messages and file names that contain it are rewritten too.
    Not erased: backups, copies, exported files, saved plans and messages already sent. Check those yourself.
    This can't be undone.
    Applied as change set 6. The erased values are now erased-6. This can't be undone.

    $ abo address erase j.petit@acme.fr -y

    stderr
    Error: No contact and no mailbox has the address “j.petit@acme.fr”.
    To search for part of an address, use abo find TEXT.
    exit 2

    $ abo address erase erased-5 -y

    stderr
    Error: “erased-5” stands for an address that was already erased.
    There is nothing left to erase.
    exit 2

    $ abo history
    No.  When (UTC)        Who    Command         Changes  Note
      6  2026-11-24 09:30  marie  address erase         0  erasure (erased-6)
      5  2026-11-24 09:30  marie  address erase         0  erasure (erased-5)
      4  2026-11-24 09:30  <user>   contact remove        2
      3  2026-11-24 09:30  <user>   contact set           1  erased-5 asked
      2  2026-11-24 09:30  <user>   contact rename        1
      1  2026-11-24 09:30  marie  onboard              17  files

    $ abo history show 5
    Change set 5
    When (UTC)  2026-11-24 09:30:00
    Who         marie
    Command     address erase
    Note        erasure (erased-5)
    Changes     0
    "
  `);
  for (const value of ['petit', 'jean@']) expect(await kept(abo)).not.toContain(value);
  expect(await abo('contact list -c ACME --at 2')).toMatchInlineSnapshot(`
    "
    $ abo contact list -c ACME --at 2
    Company  Contact          Name         Role   Access  Universes           Reference
    ACME     erased-5         erased-5     admin  yes     client, ambassador
    ACME     lea@acme.fr      Léa Œuvrard  user   no      client
    ACME     support@acme.fr  Support      user   yes     client
    stderr
    As it was after change set 2 (2026-11-24 09:30 UTC).
    "
  `);
});

test('contacts and mailboxes that stay have the placeholder, which is exported and imported', async ({ abo }) => {
  await abo.holds(ACME);
  const applied = await abo.json('address erase support@acme.fr -y');
  expect(applied).toMatchObject({
    schema: 'abo.change/1',
    change_set: 2,
    erasure: {
      placeholder: 'erased-2',
      journal: { entries: 2, change_sets: 1 },
      other_addresses: [],
      renamed: [],
      cleared: true,
    },
  });
  expect(await abo('address show erased-2')).toMatchInlineSnapshot(`
    "
    $ abo address show erased-2
    erased-2

    1 contact
    Company  Contact   Name      Role  Access  Universes  Reference
    ACME     erased-2  erased-2  user  yes     client

    Generic mailboxes
    Company  Universe  Category   E-mail    Note
    ACME     client    Ticketing  erased-2

    Receives (1)
    Company  Universe         Category   Channel  Because
    ACME     Client universe  Ticketing  E-mail   generic mailbox, chose to be notified
    "
  `);
  for (const noun of ['contact', 'mailbox', 'subscription']) {
    abo.write('out.csv', await abo.answer(`${noun} export`));
    const again = await abo.json<{ has_changes: boolean }>(`${noun} import out.csv -n`);
    expect(again.has_changes, noun).toBe(false);
  }
});

test('an address is erased in one company only', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo('address erase lea@acme.fr -c PART -y')).toMatchInlineSnapshot(`
    "
    $ abo address erase lea@acme.fr -c PART -y
    Database: <folder>/data/abo/abo.db (sqlite)
    PART  Le Partenaire
      ~ contact  erased-2  email  lea@acme.fr → erased-2
      ~ contact  erased-2  name   Léa ailleurs → erased-2
    Plan: 0 to add, 2 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    PART: the contact erased-2 does not have an e-mail address [invalid-address].
    Journal: 1 entry rewritten in 1 change set. The address becomes erased-2 everywhere.
    Only in these companies. The actors, messages and file names of the journal are not changed.
    The contact stays, without address or name. To remove them first: abo contact remove lea@acme.fr --everywhere
    Not erased: backups, copies, exported files, saved plans and messages already sent. Check those yourself.
    This can't be undone.
    Applied as change set 2. The erased values are now erased-2. This can't be undone.
    "
  `);
  expect(await abo.answer('contact list -c ACME')).toContain('lea@acme.fr');
  expect(await abo('address erase lea@acme.fr -c SOLO -y')).toMatchInlineSnapshot(`
    "
    $ abo address erase lea@acme.fr -c SOLO -y

    stderr
    Error: No contact and no mailbox has the address “lea@acme.fr”.
    To search for part of an address, use abo find TEXT.
    exit 2
    "
  `);
});

test('an erasure can’t be undone; the change sets before it can', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.runEach([
    'contact add -c SOLO --contact new@solo.fr name=Nouveau universes=client -y',
    'contact set role=admin --contact new@solo.fr -y',
    'mailbox set ticketing=new@solo.fr -c SOLO -y',
    'mailbox set ticketing=info@solo.fr -c SOLO -y',
    'address erase new@solo.fr -y',
  ]);
  expect(await abo.each(['undo 6 -y', 'undo 5 -y', 'undo 4 -y', 'undo 3 -y', 'undo 2 -y', 'contact list -c SOLO']))
    .toMatchInlineSnapshot(`
      "
      $ abo undo 6 -y

      stderr
      Error: Change set 6 erased an address and can't be undone: the address is no longer stored anywhere.
      If you are allowed to keep the address and the name, enter them again.
      exit 5

      $ abo undo 5 -y
      Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 5
      SOLO  Œuvrard & fils
        ~ mailbox  client  ticketing  info@solo.fr → erased-6
      Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
      Deliveries: 0 gained, 1 lost.
      SOLO: the mailbox erased-6 (Ticketing in the client universe) is not an e-mail address [invalid-address].
      Applied as change set 7. Undo with: abo undo 7

      $ abo undo 4 -y
      Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 4
      SOLO  Œuvrard & fils
        - mailbox  client  ticketing  erased-6
      Plan: 0 to add, 0 to change, 1 to remove; 0 unchanged.
      Deliveries: 0 gained, 0 lost.
      Losses: 1 of 2 recipients will receive less.
        SOLO  generic mailboxes  client
      Applied as change set 8. Undo with: abo undo 8

      $ abo undo 3 -y
      Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 3
      SOLO  Œuvrard & fils
        ~ contact  erased-6  role  admin → user
      Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
      Deliveries: 0 gained, 12 lost.
      Losses: 1 of 1 recipient will receive less.
        SOLO  erased-6
      Silenced: 6 categories will no longer notify anyone.
        SOLO  client  eshop, deliveries, service-settings, service-security, ticketing, messaging
      SOLO has no admin left.
      Applied as change set 9. Undo with: abo undo 9

      $ abo undo 2 -y
      Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 2
      SOLO  Œuvrard & fils
        - contact  erased-6  name=erased-6 role=user access=yes universes=client
      Plan: 0 to add, 0 to change, 1 to remove; 0 unchanged.
      Deliveries: 0 gained, 0 lost.
      Applied as change set 10. Undo with: abo undo 10

      $ abo contact list -c SOLO

      stderr
      Nothing to show.
      "
    `);
});
