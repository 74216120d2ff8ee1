/** `abo mailbox …`. Source: docs/contract/cli.md, "Values and filters". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { ACME } from './world.js';

test('mailboxes are listed in every format', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'mailbox list',
      'mailbox list -c PART --format json',
      'mailbox list --address SUPPORT@* --category ticketing --format csv --lang fr',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo mailbox list
    Company  Universe  Category    E-mail           Note
    ACME     client    Deliveries  log@acme.fr
    ACME     client    Ticketing   Support@acme.fr
    ACME     client    Mobile      m@acme.fr        can never deliver
    PART     operator  Mobile      rio@part.fr

    $ abo mailbox list -c PART --format json
    {
      "schema": "abo.mailboxes/1",
      "items": [
        {"company":"PART","universe":"operator","category":"mobile","email":"rio@part.fr","inert":false,"dormant":false}
      ]
    }

    $ abo mailbox list --address SUPPORT@* --category ticketing --format csv --lang fr
    company,universe,category,email,inert,dormant
    ACME,client,ticketing,Support@acme.fr,no,no
    "
  `);
});

test('mailboxes are set and cleared', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'mailbox set ticketing=help@acme.fr messaging=help@acme.fr --company ACME --universe client -y',
      'mailbox set all=all@acme.fr eshop=- --company ACME -n --lang fr',
      'mailbox set ticketing=SUPPORT@acme.fr --address support@acme.fr -y',
      'mailbox clear all --company ACME -y',
      'mailbox clear mobile --company ACME -y',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo mailbox set ticketing=help@acme.fr messaging=help@acme.fr --company ACME --universe client -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ mailbox  client  ticketing  Support@acme.fr → help@acme.fr
      + mailbox  client  messaging  help@acme.fr
    Plan: 1 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 2 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2

    $ abo mailbox set all=all@acme.fr eshop=- --company ACME -n --lang fr
    Base : <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ boîte  client      deliveries        log@acme.fr → all@acme.fr
      + boîte  client      service-settings  all@acme.fr
      + boîte  client      service-security  all@acme.fr
      ~ boîte  client      ticketing         help@acme.fr → all@acme.fr
      ~ boîte  client      messaging         help@acme.fr → all@acme.fr
      ~ boîte  client      mobile            m@acme.fr → all@acme.fr  (inerte)
      + boîte  ambassador  deliveries        all@acme.fr
      + boîte  ambassador  service-settings  all@acme.fr
      + boîte  ambassador  service-security  all@acme.fr
      + boîte  ambassador  ticketing         all@acme.fr
      + boîte  ambassador  messaging         all@acme.fr
      + boîte  ambassador  mobile            all@acme.fr
    Plan : 8 ajouts, 4 changements, 0 suppression ; 2 inchangés.
    Notifications : 11 gagnées, 3 perdues.
    Inerte : 1 changement sans effet possible, car aucun événement de cette catégorie ne va dans cet univers :
      client  mobile
    stderr
    Essai à blanc : rien n'a été modifié.

    $ abo mailbox set ticketing=SUPPORT@acme.fr --address support@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)
    No changes.
    stderr
    Nothing matches “support@acme.fr”.

    $ abo mailbox clear all --company ACME -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      - mailbox  client  deliveries  log@acme.fr
      - mailbox  client  ticketing   help@acme.fr
      - mailbox  client  messaging   help@acme.fr
      - mailbox  client  mobile      m@acme.fr  (inert)
    Plan: 0 to add, 0 to change, 4 to remove; 10 unchanged.
    Deliveries: 0 gained, 3 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  generic mailboxes  client
    Inert: 1 change can never deliver, because no event of this category goes to this universe:
      client  mobile
    Applied as change set 3. Undo with: abo undo 3

    $ abo mailbox clear mobile --company ACME -y
    Database: <folder>/data/abo/abo.db (sqlite)
    No changes (2 unchanged).
    "
  `);
});

test('invalid changes are refused, and nothing is written', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  expect(
    await abo.each([
      'mailbox set tickets=a@acme.fr -c ACME -y',
      'mailbox set ticketing -c ACME -y',
      'mailbox set ticketing=acme.fr -c ACME -y',
      'mailbox set ticketing=a@acme.fr -c ACME -u operator -y',
      'mailbox set ticketing= -c ACME -y',
      'mailbox clear all',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo mailbox set tickets=a@acme.fr -c ACME -y

    stderr
    Error: “tickets” can't be set here.
    These can be set: eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile, all.
    exit 2

    $ abo mailbox set ticketing -c ACME -y

    stderr
    Error: “ticketing” is not an assignment.
    Write NAME=VALUE, where NAME is one of eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile, all.
    exit 2

    $ abo mailbox set ticketing=acme.fr -c ACME -y

    stderr
    ACME: “acme.fr” is not an e-mail address [bad-email]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo mailbox set ticketing=a@acme.fr -c ACME -u operator -y

    stderr
    ACME: the universe operator is not held; held: client, ambassador [universe-not-held]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo mailbox set ticketing= -c ACME -y

    stderr
    Error: ticketing can't be empty.
    To keep its value, leave it out.
    exit 2

    $ abo mailbox clear all

    stderr
    Error: abo mailbox clear would change everything: it needs a filter.
    Add --company, --partner or another filter. To change everything, add --all.
    exit 2
    "
  `);
  expect(await abo.dump()).toBe(before);
});

test('mailboxes are imported and exported in both layouts', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo('mailbox export')).toMatchInlineSnapshot(`
    "
    $ abo mailbox export
    company,universe,eshop,deliveries,service-settings,service-security,ticketing,messaging,mobile,abo_revision
    00075,client,,,,,,,,1@<id>
    ACME,client,,log@acme.fr,,,Support@acme.fr,,m@acme.fr,1@<id>
    ACME,ambassador,,,,,,,,1@<id>
    PART,client,,,,,,,,1@<id>
    PART,operator,,,,,,,rio@part.fr,1@<id>
    SOLO,client,,,,,,,,1@<id>
    "
  `);
  expect(await abo('mailbox export --layout long -c ACME')).toMatchInlineSnapshot(`
    "
    $ abo mailbox export --layout long -c ACME
    company,universe,category,email,abo_revision
    ACME,client,deliveries,log@acme.fr,1@<id>
    ACME,client,ticketing,Support@acme.fr,1@<id>
    ACME,client,mobile,m@acme.fr,1@<id>
    "
  `);
  abo.write('boxes.csv', 'société;univers;ticketing;messagerie\nACME;*;;hello@acme.fr\nACME;client;-;\n');
  expect(await abo('mailbox import boxes.csv -y')).toMatchInlineSnapshot(`
    "
    $ abo mailbox import boxes.csv -y
    Database: <folder>/data/abo/abo.db (sqlite)      Input: boxes.csv  sha256 00158f30550d…
    ACME  Acme Industrie
      - mailbox  client      ticketing  Support@acme.fr
      + mailbox  client      messaging  hello@acme.fr
      + mailbox  ambassador  messaging  hello@acme.fr
    Plan: 2 to add, 0 to change, 1 to remove; 0 unchanged.
    Deliveries: 2 gained, 0 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  generic mailboxes  client
    Applied as change set 2. Undo with: abo undo 2
    stderr
    boxes.csv: mailboxes (wide), utf-8, semicolon
    boxes.csv: 2 empty cells keep their current value. If an empty cell means off, add --empty off.
    "
  `);
  abo.write('boxes.csv', 'ticketing,messaging\n,hello@acme.fr\n');
  expect(await abo('mailbox import boxes.csv -c ACME -u * --empty off -n')).toMatchInlineSnapshot(`
    "
    $ abo mailbox import boxes.csv -c ACME -u * --empty off -n
    Database: <folder>/data/abo/abo.db (sqlite)      Input: boxes.csv  sha256 e9eb3d70651c…
    No changes (4 unchanged).
    stderr
    boxes.csv: mailboxes (wide), utf-8, comma
    Dry run: nothing was changed.
    "
  `);
});
