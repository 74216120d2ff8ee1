/** `--with FILE`: as it would be if that file were imported. Source: docs/contract/cli.md, "Looking back and ahead". */
import { expect } from 'vitest';
import { ORACLE_EVENTS } from '../support/oracle.js';
import { test } from './abo.js';
import { csv, randomWorld } from './random-world.js';
import { ACME } from './world.js';

const BOXES = `company,contact,universe,ticketing.email,mobile.email
ACME,new@acme.fr,client,1,
ACME,lea@acme.fr,client,0,
`;
const CONTACTS = `company,contact,name,universes,role
ACME,new@acme.fr,Nouvelle,client,
ACME,jean@acme.fr,,,user
`;

test('a simulation with files that are not imported yet: new contacts, roles, boxes', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  abo.write('boxes.csv', BOXES);
  abo.write('contacts.csv', CONTACTS);
  abo.write('events.csv', 'event,company\nticketing.ticket-created,ACME\n');
  expect(
    await abo.each([
      'simulate ticketing -c ACME -u client --with boxes.csv --with contacts.csv',
      'simulate ticketing -c ACME -u client --with boxes.csv --with contacts.csv --at 1 --lang fr',
      'simulate --events events.csv --with contacts.csv --format csv',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo simulate ticketing -c ACME -u client --with boxes.csv --with contacts.csv
    Ticketing

    ACME  Acme Industrie — Client universe
      Notified: 2 deliveries
        E-mail             new@acme.fr      chose to be notified
        E-mail             Support@acme.fr  generic mailbox
                                            support@acme.fr  chose to be notified
      Not notified:
        Interface, E-mail  jean@acme.fr     has not subscribed
        Interface          lea@acme.fr      has no access to the portal
        E-mail             lea@acme.fr      opted out
        Interface          new@acme.fr      has not subscribed
        Interface          support@acme.fr  has not subscribed

    This is what the configuration says. abo can't see whether a message was sent.
    stderr
    boxes.csv: subscriptions (wide), utf-8, comma
    contacts.csv: contacts, utf-8, comma
    As it would be after importing boxes.csv, contacts.csv. Nothing is written.

    $ abo simulate ticketing -c ACME -u client --with boxes.csv --with contacts.csv --at 1 --lang fr
    Ticketing

    ACME  Acme Industrie — Univers client
      Notifiés : 2 notifications
        E-mail             new@acme.fr      a choisi de recevoir
        E-mail             Support@acme.fr  boîte générique
                                            support@acme.fr  a choisi de recevoir
      Non notifiés :
        Interface, E-mail  jean@acme.fr     n'est pas abonné
        Interface          lea@acme.fr      n'a pas accès au portail
        E-mail             lea@acme.fr      s'est désabonné
        Interface          new@acme.fr      n'est pas abonné
        Interface          support@acme.fr  n'est pas abonné

    Selon la configuration. abo ne voit pas si un message a été envoyé.
    stderr
    boxes.csv : abonnements (wide), utf-8, virgule
    contacts.csv : contacts, utf-8, virgule
    État après la modification n° 1 (2026-11-24 09:30 UTC).
    État tel qu'il serait après l'import de boxes.csv, contacts.csv. Rien n'est écrit.

    $ abo simulate --events events.csv --with contacts.csv --format csv
    event_no,id,event,company,universe,channel,recipient,reasons
    1,,ticketing.ticket-created,ACME,client,email,lea@acme.fr,explicit-on
    1,,ticketing.ticket-created,ACME,client,email,Support@acme.fr,mailbox+explicit-on
    stderr
    contacts.csv: contacts, utf-8, comma
    As it would be after importing contacts.csv. Nothing is written.
    1 event, 2 deliveries; 0 events reach no one. This is what the configuration says: nothing was sent.
    "
  `);
  const answer = await abo.json<{ with: unknown; results: { deliveries: unknown[] }[] }>(
    'simulate ticketing -c ACME -u client --with contacts.csv -q',
  );
  expect(answer.with).toEqual([{ name: 'contacts.csv', sha256: expect.stringMatching(/^[\da-f]{64}$/u) as string }]);
  expect(await abo.dump()).toBe(before);
});

test('an audit with a file, and standard input', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo('audit --rule no-admin --with -', { stdin: CONTACTS })).toMatchInlineSnapshot(`
    "
    $ abo audit --rule no-admin --with -
    00075  =SUM(A1)
      error    no-admin                  has contacts, but no administrator

    ACME  Acme Industrie
      error    no-admin                  has contacts, but no administrator

    4 companies audited: 2 errors, 0 warnings, 0 info.
    stderr
    standard input: contacts, utf-8, comma
    As it would be after importing standard input. Nothing is written.
    exit 3
    "
  `);
});

test('expectations checked with files that are not imported yet', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('boxes.csv', 'company,contact,universe,ticketing.email\nACME,jean@acme.fr,client,0\n');
  abo.write('e.csv', await abo.answer('simulate ticketing -c ACME --as-expectations -q'));
  expect(await abo.each(['verify e.csv', 'verify e.csv --with boxes.csv', 'verify e.csv --with boxes.csv --update']))
    .toMatchInlineSnapshot(`
      "
      $ abo verify e.csv
      6 expectations, all met.

      $ abo verify e.csv --with boxes.csv
      ticketing  ACME
        line 3
          - expected  jean@acme.fr by e-mail (client)
          + actual    not delivered: client: opted out

      6 expectations: 1 not met.
      stderr
      boxes.csv: subscriptions (wide), utf-8, comma
      As it would be after importing boxes.csv. Nothing is written.
      exit 3

      $ abo verify e.csv --with boxes.csv --update

      stderr
      Error: --with and --update can't be used together.
      Use only one of them.
      exit 2
      "
    `);
});

test('wrong files are reported as by an import, without an answer', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('boxes.csv', BOXES);
  abo.write('events.csv', 'event,company\nmobile,ACME\n');
  expect(
    await abo.each([
      'simulate ticketing -c ACME --with boxes.csv',
      'subscription import boxes.csv -n',
      'simulate ticketing -c ACME --with boxes.csv --format json -q',
      'simulate ticketing -c ACME --with events.csv -q',
      'simulate ticketing -c ACME --with nowhere.csv',
      'simulate --events - --with - --lang fr',
      'contact set access=no --all --with boxes.csv -n',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo simulate ticketing -c ACME --with boxes.csv

    stderr
    boxes.csv: subscriptions (wide), utf-8, comma
    boxes.csv:2 (record 1), column B “contact”: there is no contact “new@acme.fr” in ACME [unknown-contact]
    Rejected: 1 error.
    exit 4

    $ abo subscription import boxes.csv -n

    stderr
    boxes.csv: subscriptions (wide), utf-8, comma
    boxes.csv:2 (record 1), column B “contact”: there is no contact “new@acme.fr” in ACME [unknown-contact]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo simulate ticketing -c ACME --with boxes.csv --format json -q
    {
      "schema": "abo.rejected/1",
      "written": 0,
      "errors": [
        {
          "file": "boxes.csv",
          "line": 2,
          "record": 1,
          "column": "B",
          "header": "contact",
          "value": "new@acme.fr",
          "code": "unknown-contact",
          "message": "there is no contact “new@acme.fr” in ACME",
          "hint": null
        }
      ]
    }
    exit 4

    $ abo simulate ticketing -c ACME --with events.csv -q

    stderr
    events.csv:1: this looks like a file of events; use abo simulate --events [unknown-column]
    Rejected: 1 error.
    exit 4

    $ abo simulate ticketing -c ACME --with nowhere.csv

    stderr
    Error: There is no file “nowhere.csv”.
    Check the name, and which folder you are in.
    exit 2

    $ abo simulate --events - --with - --lang fr

    stderr
    Erreur : --with - et --events - ne vont pas ensemble.
    N'utilisez que l'un des deux.
    exit 2

    $ abo contact set access=no --all --with boxes.csv -n

    stderr
    Error: abo contact set has no option --with.
    See abo contact set --help.
    exit 2
    "
  `);
});

test('an exported file conflicts as in an import', async ({ abo }) => {
  await abo.holds(ACME);
  const exported = await abo.answer('contact export -c ACME -q');
  abo.write('edited.csv', exported.replace('Jean Petit', 'Jean Premier'));
  await abo.answer('contact set name="Jean Second" --contact jean@acme.fr --yes -q');
  const { stdout, stderr, exitCode } = await abo.run('simulate ticketing -c ACME --with edited.csv -q');
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 6 });
  expect(stderr.split('\n').slice(-3).join('\n')).toMatchInlineSnapshot(`
    "Error: One conflict: an import would stop here.
    To compare the file with the current state, remove its column abo_revision.
    "
  `);
  abo.write('bare.csv', abo.read('edited.csv').replace('abo_revision', '_abo_ignored'));
  expect((await abo.run('simulate ticketing -c ACME --with bare.csv -q')).exitCode).toBe(0);
  // Before that change set, there is none.
  expect((await abo.run('simulate ticketing -c ACME --with edited.csv -q --at 1')).exitCode).toBe(0);
});

// The second world adds to the first and changes a part of it.
test.for([17, 22])('in a random world, --with answers as after the import, seed %i', async (seed, { abo }) => {
  const [now, next] = [randomWorld(3, 8, 30), randomWorld(seed, 6, 12)];
  await abo.holds(now.files);
  for (const [name, content] of Object.entries(next.files)) abo.write(`next/${name}`, content);
  const imported = Object.keys(next.files).map((name) => `--with next/${name}`);
  const codes = new Set([...now.states, ...next.states].map(({ company }) => company.code));
  const events = [...codes].flatMap((code) => ORACLE_EVENTS.map(([event]) => [event, code]));
  abo.write('events.csv', csv(['event', 'company'], events));
  const asking = [
    'simulate --events events.csv --on-error skip --format ndjson',
    'audit --format json --fail-on never',
  ].map((command) => `${command} -q`);
  const before = await abo.runEach(asking);
  const would = await abo.runEach(asking.map((command) => `${command} ${imported.join(' ')}`));
  await abo.answer('onboard next --yes -q');
  const is = await abo.runEach(asking);
  expect(is.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  // An audit names the files; apart from that the answers are those after the import.
  const withoutFiles = (stdout: string): string => stdout.replace(/^ {2}"with": .*\n/mu, '');
  expect(would.map((ran) => ({ ...ran, stdout: withoutFiles(ran.stdout) }))).toEqual(is);
  for (const i of asking.keys()) expect(withoutFiles(would[i]?.stdout ?? '')).not.toBe(before[i]?.stdout);
});

test('why suggests a further question with the same files, except standard input', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('c.csv', 'company,contact,name\nACME,jean@acme.fr,Jean P.\n');
  expect(await abo('why jean@acme.fr mobile --with c.csv')).toMatchInlineSnapshot(`
    "
    $ abo why jean@acme.fr mobile --with c.csv
    Jean P.  jean@acme.fr — ACME  Acme Industrie
    Mobile

    Not in the audience: this event goes to the contacts of PART  Le Partenaire (Operator universe), and this contact belongs to ACME.
    To see who is notified:
      abo simulate mobile --company ACME --with c.csv
    In the audience for events at its clients: 00075. For one of them:
      abo why ACME/jean@acme.fr mobile --company 00075 --with c.csv
    Mobile in Client universe can never deliver, whatever the choice: no event of this category goes there.

    This is what the configuration says. abo can't see whether a message was sent.
    stderr
    c.csv: contacts, utf-8, comma
    As it would be after importing c.csv. Nothing is written.
    "
  `);
  expect(await abo('why jean@acme.fr mobile --with -', { stdin: abo.read('c.csv') })).toMatchInlineSnapshot(`
    "
    $ abo why jean@acme.fr mobile --with -
    Jean P.  jean@acme.fr — ACME  Acme Industrie
    Mobile

    Not in the audience: this event goes to the contacts of PART  Le Partenaire (Operator universe), and this contact belongs to ACME.
    Mobile in Client universe can never deliver, whatever the choice: no event of this category goes there.

    This is what the configuration says. abo can't see whether a message was sent.
    stderr
    standard input: contacts, utf-8, comma
    As it would be after importing standard input. Nothing is written.
    "
  `);
});
