/** `abo subscription …`. Source: docs/contract/cli.md, "Values and filters"; docs/contract/rules.md, "Setting a value". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { ACME } from './world.js';

test('the dashboard of a contact, and its cells as JSON', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'subscription list -c ACME',
      'sub list -c ACME -u client --category ticketing,mobile --channel email --lang fr',
      'sub list --contact lea* --category ticketing --notified yes --format json',
      'sub list --stored off --format csv',
      'sub list --reason no-portal-access --category mobile --format ndjson',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo subscription list -c ACME
    ACME  Acme Industrie — Client universe
                                   E-shop  Deliv.   Setup  Secur.  Ticket  Messag  Mobile
      Contact                       I   E   I   E   I   E   I   E   I   E   I   E   I   E
    A Jean Petit   jean@acme.fr     A   A   A   A   A   A   A   A   A   A   A   A  (A) (A)
    ø Léa Œuvrard  lea@acme.fr      –   ·   –   ·   –   ·   –   ·   –   ✓   –   ·  (–) (·)
      Support      support@acme.fr  ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·  (·) (·)

    ACME  Acme Industrie — Ambassador universe
                               E-shop  Deliv.   Setup  Secur.  Ticket  Messag  Mobile
      Contact                   I   E   I   E   I   E   I   E   I   E   I   E   I   E
    A Jean Petit  jean@acme.fr  ✗   A   A   A   A   A   A   A   A   A   A   A   A   A

    ✓ chosen   A administrator, on by default   ✗ opted out   · off   – impossible
    ( ) can never deliver   ø no access to the portal   I interface, E e-mail

    $ abo sub list -c ACME -u client --category ticketing,mobile --channel email --lang fr
    ACME  Acme Industrie — Univers client
                                   Ticket  Mobile
      Contact                         E       E
    A Jean Petit   jean@acme.fr       A      (A)
    ø Léa Œuvrard  lea@acme.fr        ✓      (·)
      Support      support@acme.fr    ✓      (·)

    ✓ choisi   A administrateur, abonné d'office   · non abonné
    ( ) sans effet possible   ø sans accès au portail   I interface, E e-mail

    $ abo sub list --contact lea* --category ticketing --notified yes --format json
    {
      "schema": "abo.subscriptions/1",
      "items": [
        {"company":"ACME","contact":"lea@acme.fr","name":"Léa Œuvrard","role":"user","access":false,"universe":"client","category":"ticketing","channel":"email","notified":true,"stored":"on","reason":"explicit-on","inert":false}
      ]
    }

    $ abo sub list --stored off --format csv
    company,contact,name,role,access,universe,category,channel,notified,stored,reason,inert
    ACME,jean@acme.fr,Jean Petit,admin,yes,ambassador,eshop,interface,no,off,explicit-off,no

    $ abo sub list --reason no-portal-access --category mobile --format ndjson
    {"company":"ACME","contact":"lea@acme.fr","name":"Léa Œuvrard","role":"user","access":false,"universe":"client","category":"mobile","channel":"interface","notified":false,"stored":"default","reason":"no-portal-access","inert":true}
    "
  `);
});

test('cells are set; a choice that is already so is no change, unless --pin stores it', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'sub set ticketing=on mobile.email=off --contact support@acme.fr -u client -y',
      'sub set ticketing.email=on --contact jean@acme.fr -u client -y',
      'sub set ticketing.email=on --contact jean@acme.fr -u client --pin -y',
      'sub set ticketing.email=default --contact jean@acme.fr -u client -y',
      'sub set all=off ticketing.email=on --contact support@acme.fr -ny',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo sub set ticketing=on mobile.email=off --contact support@acme.fr -u client -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      + subscription  client  ticketing.interface  support@acme.fr  default (off) → on
    Plan: 1 to add, 0 to change, 0 to remove; 2 unchanged.
    Deliveries: 1 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2

    $ abo sub set ticketing.email=on --contact jean@acme.fr -u client -y
    Database: <folder>/data/abo/abo.db (sqlite)
    No changes (1 unchanged).

    $ abo sub set ticketing.email=on --contact jean@acme.fr -u client --pin -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      + subscription  client  ticketing.email  jean@acme.fr  default (on) → on
    Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 3. Undo with: abo undo 3

    $ abo sub set ticketing.email=default --contact jean@acme.fr -u client -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      - subscription  client  ticketing.email  jean@acme.fr  on → default (on)
    Plan: 0 to add, 0 to change, 1 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 4. Undo with: abo undo 4

    $ abo sub set all=off ticketing.email=on --contact support@acme.fr -ny
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ subscription  client  ticketing.interface  support@acme.fr  on → off
    Plan: 0 to add, 1 to change, 0 to remove; 13 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  support@acme.fr
    stderr
    Dry run: nothing was changed.
    "
  `);
});

test('a cell that can’t be set is skipped and counted when a filter selects it, and an error when it is named', async ({
  abo,
}) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'sub set messaging=on -c ACME --role user -y',
      'sub set eshop.interface=on --contact ACME/lea@acme.fr -y',
      'sub set eshop=on --contact ACME/lea@acme.fr -y',
      'sub set eshop=on --contact support@acme.fr -u operator -y',
      'sub set eshop=on --contact *nobody* -y',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo sub set messaging=on -c ACME --role user -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      + subscription  client  messaging.email      lea@acme.fr      default (off) → on
      + subscription  client  messaging.interface  support@acme.fr  default (off) → on
      + subscription  client  messaging.email      support@acme.fr  default (off) → on
    Plan: 3 to add, 0 to change, 0 to remove; 0 unchanged.
    Skipped: 1, because the setting can't apply there.
    Deliveries: 3 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2

    $ abo sub set eshop.interface=on --contact ACME/lea@acme.fr -y

    stderr
    ACME/lea@acme.fr: the contact has no access to the portal, so nothing can be shown to them there; give them access first, or leave the interface as it is [no-portal-access]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo sub set eshop=on --contact ACME/lea@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      + subscription  client  eshop.email  lea@acme.fr  default (off) → on
    Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    Skipped: 1, because the setting can't apply there.
    Deliveries: 1 gained, 0 lost.
    Applied as change set 3. Undo with: abo undo 3

    $ abo sub set eshop=on --contact support@acme.fr -u operator -y

    stderr
    ACME/support@acme.fr: the universe operator is not held; held: client [universe-not-held]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo sub set eshop=on --contact *nobody* -y
    Database: <folder>/data/abo/abo.db (sqlite)
    No changes.
    stderr
    Nothing matches “*nobody*”.
    "
  `);
});

test('a dormant choice that is named is reported as such, not as already set', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer('contact set access=no -c ACME --contact support@acme.fr -y');
  await abo.answer('contact set access=yes -c ACME --contact lea@acme.fr -y');
  await abo.answer('sub set eshop.interface=on --contact ACME/lea@acme.fr -y');
  await abo.answer('contact set access=no -c ACME --contact lea@acme.fr -y');
  expect(
    await abo.each([
      'sub set eshop.interface=on --contact ACME/lea@acme.fr -n',
      'sub set eshop=on -c ACME --role user -n',
      'sub set eshop.interface=off --contact support@acme.fr -n',
      'sub set eshop=off --contact support@acme.fr -u operator -n',
      'sub set eshop=off -c ACME -u operator -n',
      'sub set eshop.interface=off --contact ACME/lea@acme.fr -n',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo sub set eshop.interface=on --contact ACME/lea@acme.fr -n

    stderr
    ACME/lea@acme.fr: the contact has no access to the portal, so nothing can be shown to them there; give them access first, or leave the interface as it is [no-portal-access]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo sub set eshop=on -c ACME --role user -n
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      + subscription  client  eshop.email  lea@acme.fr      default (off) → on
      + subscription  client  eshop.email  support@acme.fr  default (off) → on
    Plan: 2 to add, 0 to change, 0 to remove; 0 unchanged.
    Skipped: 2, because the setting can't apply there.
    Deliveries: 2 gained, 0 lost.
    stderr
    Dry run: nothing was changed.

    $ abo sub set eshop.interface=off --contact support@acme.fr -n

    stderr
    ACME/support@acme.fr: the contact has no access to the portal, so nothing can be shown to them there; give them access first, or leave the interface as it is [no-portal-access]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo sub set eshop=off --contact support@acme.fr -u operator -n

    stderr
    ACME/support@acme.fr: the universe operator is not held; held: client [universe-not-held]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo sub set eshop=off -c ACME -u operator -n
    Database: <folder>/data/abo/abo.db (sqlite)
    No changes.
    Skipped: 6, because the setting can't apply there.
    stderr
    Dry run: nothing was changed.

    $ abo sub set eshop.interface=off --contact ACME/lea@acme.fr -n
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ subscription  client  eshop.interface  lea@acme.fr  on (no effect) → off
    Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    stderr
    Dry run: nothing was changed.
    "
  `);
});

test('a whole partner’s clients at once, by reason', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo('sub set mobile.email=off --partner PART --exclude-company SOLO --reason admin-default -n'))
    .toMatchInlineSnapshot(`
    "
    $ abo sub set mobile.email=off --partner PART --exclude-company SOLO --reason admin-default -n
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      + subscription  client      mobile.email  jean@acme.fr  default (on) → off  (inert)
      + subscription  ambassador  mobile.email  jean@acme.fr  default (on) → off
    Plan: 2 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  jean@acme.fr
    Inert: 1 change can never deliver, because no event of this category goes to this universe:
      client  mobile
    stderr
    Dry run: nothing was changed.
    "
  `);
});

test('one contact gets the subscriptions of another', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'subscription copy ACME/lea@acme.fr "o\'neil+x@été.fr" -y',
      `subscription copy 'anne "nanou"' support@acme.fr --mode mirror -n`,
      'subscription copy jean@acme.fr JEAN@acme.fr -y',
      'subscription copy lea@acme.fr jean@acme.fr -y',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo subscription copy ACME/lea@acme.fr "o'neil+x@été.fr" -y
    Database: <folder>/data/abo/abo.db (sqlite)
    00075  =SUM(A1)
      + subscription  client  ticketing.email  o'neil+x@été.fr  default (off) → on
    Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 1 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2

    $ abo subscription copy 'anne "nanou"' support@acme.fr --mode mirror -n
    Database: <folder>/data/abo/abo.db (sqlite)
    No changes (14 unchanged).
    stderr
    Dry run: nothing was changed.

    $ abo subscription copy jean@acme.fr JEAN@acme.fr -y

    stderr
    Error: Both contacts are the same: “JEAN@acme.fr”.
    Name two different contacts.
    exit 2

    $ abo subscription copy lea@acme.fr jean@acme.fr -y

    stderr
    Error: “lea@acme.fr” matches several contacts: ACME/lea@acme.fr, PART/lea@acme.fr.
    Name one as CODE/ADDRESS, or narrow it down with --company.
    exit 2
    "
  `);
});

test('subscriptions are imported and exported', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo('subscription export -c ACME -u client')).toMatchInlineSnapshot(`
    "
    $ abo subscription export -c ACME -u client
    company,contact,name,role,access,universe,eshop.interface,eshop.email,deliveries.interface,deliveries.email,service-settings.interface,service-settings.email,service-security.interface,service-security.email,ticketing.interface,ticketing.email,messaging.interface,messaging.email,mobile.interface,mobile.email,abo_revision
    ACME,jean@acme.fr,Jean Petit,admin,yes,client,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1@<id>
    ACME,lea@acme.fr,Léa Œuvrard,user,no,client,0,0,0,0,0,0,0,0,0,1,0,0,0,0,1@<id>
    ACME,support@acme.fr,Support,user,yes,client,0,0,0,0,0,0,0,0,0,1,0,0,0,0,1@<id>
    "
  `);
  expect(await abo('subscription export -c ACME --layout long --values stored --stored on,off')).toMatchInlineSnapshot(`
    "
    $ abo subscription export -c ACME --layout long --values stored --stored on,off
    company,contact,name,role,access,universe,category,channel,value,abo_revision
    ACME,jean@acme.fr,Jean Petit,admin,yes,ambassador,eshop,interface,off,1@<id>
    ACME,lea@acme.fr,Léa Œuvrard,user,no,client,ticketing,email,on,1@<id>
    ACME,support@acme.fr,Support,user,yes,client,ticketing,email,on,1@<id>
    "
  `);
  abo.write(
    'boxes.csv',
    ';;;Ticketing;;Mobile;\nSociété;Contact;Univers;Interface;E-mail;Interface;E-mail\nACME;support@acme.fr;client;x;;;\n',
  );
  expect(await abo('subscription import boxes.csv -n')).toMatchInlineSnapshot(`
    "
    $ abo subscription import boxes.csv -n
    Database: <folder>/data/abo/abo.db (sqlite)      Input: boxes.csv  sha256 41105601f88a…
    ACME  Acme Industrie
      + subscription  client  ticketing.interface  support@acme.fr  default (off) → on
    Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 1 gained, 0 lost.
    stderr
    boxes.csv: subscriptions (wide), utf-8, semicolon
    boxes.csv: 1 empty cell keeps its current value. The file contains only marks and blanks: if a blank means off, add --empty off.
    Dry run: nothing was changed.
    "
  `);
  expect(await abo('subscription import boxes.csv --empty off -y')).toMatchInlineSnapshot(`
    "
    $ abo subscription import boxes.csv --empty off -y
    Database: <folder>/data/abo/abo.db (sqlite)      Input: boxes.csv  sha256 41105601f88a…
    ACME  Acme Industrie
      + subscription  client  ticketing.interface  support@acme.fr  default (off) → on
      ~ subscription  client  ticketing.email      support@acme.fr  on → off
    Plan: 1 to add, 1 to change, 0 to remove; 2 unchanged.
    Deliveries: 1 gained, 0 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  support@acme.fr
    Applied as change set 2. Undo with: abo undo 2
    stderr
    boxes.csv: subscriptions (wide), utf-8, semicolon
    "
  `);
});
