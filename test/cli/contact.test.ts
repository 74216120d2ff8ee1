/** `abo contact …`. Source: docs/contract/cli.md, "Commands". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { ACME } from './world.js';

test('contacts are listed in every format', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'contact list',
      'contact list -c ACME --role user --lang fr',
      'contact list --access no --format json',
      'contact list -c 00075 --format ndjson',
      'contact list -u ambassador --format csv',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact list
    Company  Contact          Name             Role   Access  Universes           Reference
    00075    o'neil+x@été.fr  Anne "Nanou"     user   yes     client              00012
    ACME     jean@acme.fr     Jean Petit       admin  yes     client, ambassador  R1
    ACME     lea@acme.fr      Léa Œuvrard      user   no      client
    ACME     support@acme.fr  Support          user   yes     client
    PART     lea@acme.fr      Léa ailleurs     user   yes     operator
    PART     paul@part.fr     Paul Partenaire  admin  yes     client, operator

    $ abo contact list -c ACME --role user --lang fr
    Société  Contact          Nom          Rôle     Accès  Univers  Référence
    ACME     lea@acme.fr      Léa Œuvrard  utilis.  non    client
    ACME     support@acme.fr  Support      utilis.  oui    client

    $ abo contact list --access no --format json
    {
      "schema": "abo.contacts/1",
      "items": [
        {"company":"ACME","contact":"lea@acme.fr","name":"Léa Œuvrard","role":"user","access":false,"universes":["client"],"ref":null}
      ]
    }

    $ abo contact list -c 00075 --format ndjson
    {"company":"00075","contact":"o'neil+x@été.fr","name":"Anne \\"Nanou\\"","role":"user","access":true,"universes":["client"],"ref":"00012"}

    $ abo contact list -u ambassador --format csv
    company,contact,name,role,access,universes,ref
    ACME,jean@acme.fr,Jean Petit,admin,yes,client|ambassador,R1
    "
  `);
});

test('a contact is shown with their subscriptions', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'contact show jean@acme.fr',
      'contact show "lea oeuvrard"',
      'contact show "léa œuvrard" --lang fr',
      'contact show lea@acme.fr',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact show jean@acme.fr
    Jean Petit  jean@acme.fr
    Company: ACME  Acme Industrie
    Role: Administrator
    Access: Yes
    Universes: Client universe, Ambassador universe
    Reference: R1

    ACME  Acme Industrie — Client universe
                               E-shop  Deliv.   Setup  Secur.  Ticket  Messag  Mobile
      Contact                   I   E   I   E   I   E   I   E   I   E   I   E   I   E
    A Jean Petit  jean@acme.fr  A   A   A   A   A   A   A   A   A   A   A   A  (A) (A)

    ACME  Acme Industrie — Ambassador universe
                               E-shop  Deliv.   Setup  Secur.  Ticket  Messag  Mobile
      Contact                   I   E   I   E   I   E   I   E   I   E   I   E   I   E
    A Jean Petit  jean@acme.fr  ✗   A   A   A   A   A   A   A   A   A   A   A   A   A

    A administrator, on by default   ✗ opted out   ( ) can never deliver
    I interface, E e-mail

    $ abo contact show "lea oeuvrard"
    Léa Œuvrard  lea@acme.fr
    Company: ACME  Acme Industrie
    Role: User
    Access: No
    Universes: Client universe

    ACME  Acme Industrie — Client universe
                               E-shop  Deliv.   Setup  Secur.  Ticket  Messag  Mobile
      Contact                   I   E   I   E   I   E   I   E   I   E   I   E   I   E
    ø Léa Œuvrard  lea@acme.fr  –   ·   –   ·   –   ·   –   ·   –   ✓   –   ·  (–) (·)

    ✓ chosen   · off   – impossible   ( ) can never deliver
    ø no access to the portal   I interface, E e-mail

    $ abo contact show "léa œuvrard" --lang fr
    Léa Œuvrard  lea@acme.fr
    Société : ACME  Acme Industrie
    Rôle : Utilisateur
    Accès : Non
    Univers : Univers client

    ACME  Acme Industrie — Univers client
                               E-Bout.  Livr.  Param.  Sécur.  Ticket  Messag  Mobile
      Contact                   I   E   I   E   I   E   I   E   I   E   I   E   I   E
    ø Léa Œuvrard  lea@acme.fr  –   ·   –   ·   –   ·   –   ·   –   ✓   –   ·  (–) (·)

    ✓ choisi   · non abonné   – impossible   ( ) sans effet possible
    ø sans accès au portail   I interface, E e-mail

    $ abo contact show lea@acme.fr

    stderr
    Error: “lea@acme.fr” matches several contacts: ACME/lea@acme.fr, PART/lea@acme.fr.
    Name one as CODE/ADDRESS, or narrow it down with --company.
    exit 2
    "
  `);
  expect((await abo.run('contact show PART/lea@acme.fr')).exitCode).toBe(0);
  expect((await abo.run('contact show lea@acme.fr -c PART')).exitCode).toBe(0);
  expect(await abo.each(['contact show jaen@acme.fr', 'contact show jean@acme.fr -c PART'])).toMatchInlineSnapshot(`
    "
    $ abo contact show jaen@acme.fr

    stderr
    Error: There is no contact “jaen@acme.fr”.
    Did you mean “jean@acme.fr”?
    exit 2

    $ abo contact show jean@acme.fr -c PART

    stderr
    Error: There is no contact “jean@acme.fr” in PART.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2
    "
  `);
});

test('a contact is added, changed, renamed and removed', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'contact add --company ACME --contact Zoe@ACME.fr name="Zoé" universes=client ref=00012 -y',
      'contact set role=admin --contact zoe@acme.fr -y',
      'contact set role=user access=no -c ACME -n',
      'contact rename zoe@acme.fr zoe.petit@acme.fr -y',
      'contact remove zoe.petit@acme.fr -y',
      'contact remove zoe.petit@acme.fr -y',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact add --company ACME --contact Zoe@ACME.fr name="Zoé" universes=client ref=00012 -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      + contact  Zoe@acme.fr  name=Zoé role=user access=yes universes=client ref=00012
    Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2

    $ abo contact set role=admin --contact zoe@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ contact  Zoe@acme.fr  role  user → admin
    Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 12 gained, 0 lost.
    Applied as change set 3. Undo with: abo undo 3

    $ abo contact set role=user access=no -c ACME -n
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ contact  jean@acme.fr     role    admin → user
      ~ contact  jean@acme.fr     access  yes → no
      ~ contact  support@acme.fr  access  yes → no
      ~ contact  Zoe@acme.fr      role    admin → user
      ~ contact  Zoe@acme.fr      access  yes → no
    Plan: 0 to add, 5 to change, 0 to remove; 3 unchanged.
    Deliveries: 0 gained, 37 lost.
    Losses: 2 of 5 recipients will receive less.
      ACME  jean@acme.fr
      ACME  Zoe@acme.fr
    Silenced: 11 categories will no longer notify anyone.
      ACME  client  eshop, service-settings, service-security, messaging
      ACME  ambassador  eshop, deliveries, service-settings, service-security, ticketing, messaging
      00075  ambassador  mobile
    ACME has no admin left.
    stderr
    Dry run: nothing was changed.

    $ abo contact rename zoe@acme.fr zoe.petit@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ contact  zoe.petit@acme.fr  email  Zoe@acme.fr → zoe.petit@acme.fr
    Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 12 gained, 12 lost.
    Applied as change set 4. Undo with: abo undo 4

    $ abo contact remove zoe.petit@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      - contact  zoe.petit@acme.fr  name=Zoé role=admin access=yes universes=client ref=00012
    Plan: 0 to add, 0 to change, 1 to remove; 0 unchanged.
    Deliveries: 0 gained, 12 lost.
    Losses: 1 of 5 recipients will receive less.
      ACME  zoe.petit@acme.fr
    Applied as change set 5. Undo with: abo undo 5

    $ abo contact remove zoe.petit@acme.fr -y

    stderr
    Error: There is no contact “zoe.petit@acme.fr”.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2
    "
  `);
});

test('a successor gets the subscriptions and mailboxes of a contact who is removed', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'contact remove support@acme.fr -n',
      'contact remove support@acme.fr --successor lea@acme.fr -y',
      'contact remove jean@acme.fr --successor nobody@acme.fr -y',
      'contact remove jean@acme.fr --successor jean@acme.fr -y',
      'contact remove lea@acme.fr -y',
      'contact remove lea@acme.fr --everywhere -y',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact remove support@acme.fr -n
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      - contact       support@acme.fr  name=Support role=user access=yes universes=client
      - subscription  client  ticketing.email  support@acme.fr  on
    Plan: 0 to add, 0 to change, 2 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  support@acme.fr
    stderr
    1 mailbox still has the address support@acme.fr: see abo address show support@acme.fr.
    Dry run: nothing was changed.

    $ abo contact remove support@acme.fr --successor lea@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      - contact       support@acme.fr  name=Support role=user access=yes universes=client
      ~ mailbox       client  ticketing        Support@acme.fr → lea@acme.fr
      - subscription  client  ticketing.email  support@acme.fr  on
    Plan: 0 to add, 1 to change, 2 to remove; 1 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  support@acme.fr
    Applied as change set 2. Undo with: abo undo 2

    $ abo contact remove jean@acme.fr --successor nobody@acme.fr -y

    stderr
    Error: There is no contact “nobody@acme.fr” in ACME.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2

    $ abo contact remove jean@acme.fr --successor jean@acme.fr -y

    stderr
    Error: Both contacts are the same: “jean@acme.fr”.
    Name two different contacts.
    exit 2

    $ abo contact remove lea@acme.fr -y

    stderr
    Error: “lea@acme.fr” matches several contacts: ACME/lea@acme.fr, PART/lea@acme.fr.
    Name one as CODE/ADDRESS, or narrow it down with --company.
    exit 2

    $ abo contact remove lea@acme.fr --everywhere -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      - contact       lea@acme.fr  name="Léa Œuvrard" role=user access=no universes=client
      - subscription  client  ticketing.email  lea@acme.fr  on
    PART  Le Partenaire
      - contact  lea@acme.fr  name="Léa ailleurs" role=user access=yes universes=operator
    Plan: 0 to add, 0 to change, 3 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Losses: 1 of 5 recipients will receive less.
      ACME  lea@acme.fr
    Applied as change set 3. Undo with: abo undo 3
    stderr
    1 mailbox still has the address lea@acme.fr: see abo address show lea@acme.fr.
    "
  `);
});

test('invalid changes are refused, and nothing is written', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  expect(
    await abo.each([
      'contact add --company ACME --contact nobody name=N universes=client -y',
      'contact add --company ACME --contact LEA@acme.fr name=N universes=client -y',
      'contact add --company ACME --contact n@acme.fr name=N -y',
      'contact add --company ACME --contact n@acme.fr name=N universes=operator -y',
      'contact add --company ACME --contact n@acme.fr name=N universes=client ref=R1 -y',
      'contact add --company ACME --contact n@acme.fr name=N universes=client role=boss -y',
      'contact add --contact n@acme.fr name=N -y',
      'contact add --company ACME,PART --contact n@acme.fr name=N -y',
      'contact set access=no --contact jean@acme.fr -y',
      'contact set universes=operator -c ACME -y',
      'contact set access=no -y',
      'contact rename jean@acme.fr lea@acme.fr -y',
      'contact rename jean@acme.fr jean -y',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact add --company ACME --contact nobody name=N universes=client -y

    stderr
    ACME/nobody: “nobody” is not an e-mail address [bad-email]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo contact add --company ACME --contact LEA@acme.fr name=N universes=client -y

    stderr
    Error: ACME already has a contact “lea@acme.fr”.
    To change it: abo contact set NAME=VALUE --company ACME --contact lea@acme.fr
    exit 4

    $ abo contact add --company ACME --contact n@acme.fr name=N -y

    stderr
    ACME/n@acme.fr: a new entry needs universes [missing-value]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo contact add --company ACME --contact n@acme.fr name=N universes=operator -y

    stderr
    ACME/n@acme.fr: the universe operator is not held; held: client, ambassador [universe-not-held]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo contact add --company ACME --contact n@acme.fr name=N universes=client ref=R1 -y

    stderr
    ACME: “R1” would belong to several contacts: jean@acme.fr, n@acme.fr; it must be unique in the company [duplicate-contact]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo contact add --company ACME --contact n@acme.fr name=N universes=client role=boss -y

    stderr
    Error: “boss” is not a valid value for role.
    Valid values: admin, user.
    exit 2

    $ abo contact add --contact n@acme.fr name=N -y

    stderr
    Error: abo contact add needs --company.
    See abo contact add --help.
    exit 2

    $ abo contact add --company ACME,PART --contact n@acme.fr name=N -y

    stderr
    Error: abo contact add takes only one --company.
    Run it once for each value.
    exit 2

    $ abo contact set access=no --contact jean@acme.fr -y

    stderr
    ACME/jean@acme.fr: an administrator always has access; give them access, or make them a user [admin-without-access]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo contact set universes=operator -c ACME -y

    stderr
    ACME/jean@acme.fr: the universe operator is not held; held: client, ambassador [universe-not-held]
    ACME/lea@acme.fr: the universe operator is not held; held: client, ambassador [universe-not-held]
    ACME/support@acme.fr: the universe operator is not held; held: client, ambassador [universe-not-held]
    Rejected: 3 errors, nothing was written.
    exit 4

    $ abo contact set access=no -y

    stderr
    Error: abo contact set would change everything: it needs a filter.
    Add --company, --partner or another filter. To change everything, add --all.
    exit 2

    $ abo contact rename jean@acme.fr lea@acme.fr -y

    stderr
    ACME/jean@acme.fr: “lea@acme.fr” would belong to several contacts: Jean Petit, Léa Œuvrard; it must be unique in the company [duplicate-contact]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo contact rename jean@acme.fr jean -y

    stderr
    ACME/jean@acme.fr: “jean” is not an e-mail address [bad-email]
    Rejected: 1 error, nothing was written.
    exit 4
    "
  `);
  expect(await abo.dump()).toBe(before);
});

test('the successor must be a contact of the company', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo('contact remove jean@acme.fr --successor leo@acme.fr -y')).toMatchInlineSnapshot(`
    "
    $ abo contact remove jean@acme.fr --successor leo@acme.fr -y

    stderr
    Error: There is no contact “leo@acme.fr” in ACME.
    Did you mean “lea@acme.fr”?
    exit 2
    "
  `);
});

test('contacts are imported, with their boxes, and exported', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo('contact export -c ACME')).toMatchInlineSnapshot(`
    "
    $ abo contact export -c ACME
    company,contact,name,role,access,universes,ref,abo_revision
    ACME,jean@acme.fr,Jean Petit,admin,yes,client|ambassador,R1,1@<id>
    ACME,lea@acme.fr,Léa Œuvrard,user,no,client,,1@<id>
    ACME,support@acme.fr,Support,user,yes,client,,1@<id>
    "
  `);
  abo.write(
    'contacts.csv',
    'contact;nom;univers;Ticketing E-mail;Ticketing Interface\nlea@acme.fr;Léa Œuvrard;;0;\nmarc@acme.fr;Marc;client;x;x\n',
  );
  expect(await abo('contact import contacts.csv --company ACME -n')).toMatchInlineSnapshot(`
    "
    $ abo contact import contacts.csv --company ACME -n

    stderr
    contacts.csv: contacts, utf-8, semicolon
    contacts.csv:1: the column “universe” is missing; --universe sets one value for every row [missing-column]
    Rejected: 1 error, nothing was written.
    exit 4
    "
  `);
  expect(await abo('contact import contacts.csv --company ACME -y -m "the new list" --staff marie'))
    .toMatchInlineSnapshot(`
      "
      $ abo contact import contacts.csv --company ACME -y -m "the new list" --staff marie

      stderr
      contacts.csv: contacts, utf-8, semicolon
      contacts.csv:1: the column “universe” is missing; --universe sets one value for every row [missing-column]
      Rejected: 1 error, nothing was written.
      exit 4
      "
    `);
  expect(await abo('contact import contacts.csv -n')).toMatchInlineSnapshot(`
    "
    $ abo contact import contacts.csv -n

    stderr
    contacts.csv: contacts, utf-8, semicolon
    contacts.csv:1: the column “company” is missing; --company sets one value for every row [missing-column]
    contacts.csv:1: the column “universe” is missing; --universe sets one value for every row [missing-column]
    Rejected: 2 errors, nothing was written.
    exit 4
    "
  `);
});
