/** `abo verify`, `abo simulate --as-expectations`. Source: docs/contract/cli.md, "Expectations". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { ACME } from './world.js';

test('the current state exported as expectations passes with --exact, and fails after a change', async ({ abo }) => {
  await abo.holds(ACME);
  const written = await abo.answer('simulate --as-expectations --all-events -c ACME,SOLO');
  expect(written.split('\n').slice(0, 8)).toMatchInlineSnapshot(`
    [
      "event,company,universe,channel,recipient,expected",
      "eshop.quote-approval-requested,ACME,client,interface,jean@acme.fr,yes",
      "eshop.quote-approval-requested,ACME,client,email,jean@acme.fr,yes",
      "eshop.quote-approval-requested,ACME,ambassador,interface,*,no",
      "eshop.quote-approval-requested,ACME,ambassador,email,jean@acme.fr,yes",
      "deliveries.creation-order-delivered,ACME,client,interface,jean@acme.fr,yes",
      "deliveries.creation-order-delivered,ACME,client,email,jean@acme.fr,yes",
      "deliveries.creation-order-delivered,ACME,client,email,log@acme.fr,yes",
    ]
  `);
  abo.write('e.csv', written);
  expect(await abo('verify e.csv --exact')).toMatchInlineSnapshot(`
    "
    $ abo verify e.csv --exact
    77 expectations, all met.
    "
  `);
  await abo.answer('sub set ticketing=off --contact jean@acme.fr --yes');
  await abo.answer('mailbox set deliveries=new@acme.fr -c ACME -u client --yes');
  expect(await abo('verify e.csv')).toMatchInlineSnapshot(`
    "
    $ abo verify e.csv
    deliveries.creation-order-delivered  ACME
      line 8
        - expected  log@acme.fr by e-mail (client)
        + actual    not delivered: client: no contact or mailbox in the audience has this address

    deliveries.addition-order-delivered  ACME
      line 13
        - expected  log@acme.fr by e-mail (client)
        + actual    not delivered: client: no contact or mailbox in the audience has this address

    ticketing.ticket-created  ACME
      line 32
        - expected  jean@acme.fr by interface (client)
        + actual    not delivered: client: opted out
      line 33
        - expected  jean@acme.fr by e-mail (client)
        + actual    not delivered: client: opted out
      line 36
        - expected  jean@acme.fr by interface (ambassador)
        + actual    not delivered: ambassador: opted out
      line 37
        - expected  jean@acme.fr by e-mail (ambassador)
        + actual    not delivered: ambassador: opted out

    ticketing.ticket-updated  ACME
      line 38
        - expected  jean@acme.fr by interface (client)
        + actual    not delivered: client: opted out
      line 39
        - expected  jean@acme.fr by e-mail (client)
        + actual    not delivered: client: opted out
      line 42
        - expected  jean@acme.fr by interface (ambassador)
        + actual    not delivered: ambassador: opted out
      line 43
        - expected  jean@acme.fr by e-mail (ambassador)
        + actual    not delivered: ambassador: opted out

    77 expectations: 10 not met.
    exit 3
    "
  `);
  expect((await abo.run('verify e.csv --exact -q')).exitCode).toBe(3);
  expect(await abo('verify e.csv --exact --update --yes')).toMatchInlineSnapshot(`
    "
    $ abo verify e.csv --exact --update --yes
    deliveries.creation-order-delivered  ACME
      line 8
        - expected  log@acme.fr by e-mail (client)
        + actual    not delivered: client: no contact or mailbox in the audience has this address
      not listed
        - expected  not new@acme.fr by e-mail (client), which is not listed
        + actual    delivered to new@acme.fr (client): generic mailbox

    deliveries.addition-order-delivered  ACME
      line 13
        - expected  log@acme.fr by e-mail (client)
        + actual    not delivered: client: no contact or mailbox in the audience has this address
      not listed
        - expected  not new@acme.fr by e-mail (client), which is not listed
        + actual    delivered to new@acme.fr (client): generic mailbox

    ticketing.ticket-created  ACME
      line 32
        - expected  jean@acme.fr by interface (client)
        + actual    not delivered: client: opted out
      line 33
        - expected  jean@acme.fr by e-mail (client)
        + actual    not delivered: client: opted out
      line 36
        - expected  jean@acme.fr by interface (ambassador)
        + actual    not delivered: ambassador: opted out
      line 37
        - expected  jean@acme.fr by e-mail (ambassador)
        + actual    not delivered: ambassador: opted out

    ticketing.ticket-updated  ACME
      line 38
        - expected  jean@acme.fr by interface (client)
        + actual    not delivered: client: opted out
      line 39
        - expected  jean@acme.fr by e-mail (client)
        + actual    not delivered: client: opted out
      line 42
        - expected  jean@acme.fr by interface (ambassador)
        + actual    not delivered: ambassador: opted out
      line 43
        - expected  jean@acme.fr by e-mail (ambassador)
        + actual    not delivered: ambassador: opted out

    77 expectations: 10 not met; 2 deliveries not listed.
    stderr
    e.csv: rewritten, 79 expectations.
    "
  `);
  expect(await abo('verify e.csv --exact --update')).toMatchInlineSnapshot(`
    "
    $ abo verify e.csv --exact --update
    79 expectations, all met.
    stderr
    e.csv: up to date.
    "
  `);
});

test('failed expectations show what was expected, what happens and why, in every format', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write(
    'e.csv',
    `event,company,universe,channel,recipient,expected
ticketing.ticket-created,ACME,client,email,lea@acme.fr,yes
ticketing.ticket-created,ACME,,email,SUPPORT@acme.fr,yes
ticketing.ticket-created,ACME,,email,*,no
mobile.rio-consulted,SOLO,,email,x@solo.fr,yes
mobile,ACME,operator,interface,nobody@acme.fr,yes
`,
  );
  expect(await abo('verify e.csv')).toMatchInlineSnapshot(`
    "
    $ abo verify e.csv
    ticketing.ticket-created  ACME
      line 4
        - expected  no recipient by e-mail
        + actual    delivered to jean@acme.fr (client): on by default, as an administrator; delivered to lea@acme.fr (client): chose to be notified; delivered to Support@acme.fr (client): generic mailbox + chose to be notified; delivered to jean@acme.fr (ambassador): on by default, as an administrator

    mobile.rio-consulted  SOLO
      line 5
        - expected  x@solo.fr by e-mail
        + actual    not delivered: This event reaches no one: no partner manages this company, and it holds no partner universe.

    mobile  ACME
      line 6
        - expected  nobody@acme.fr by interface (operator)
        + actual    not delivered: operator: no contact or mailbox in the audience has this address

    5 expectations: 3 not met.
    exit 3
    "
  `);
  expect(await abo('verify e.csv --lang fr --format markdown -o junit=v.xml -o github=v.txt -o gitlab=v.json'))
    .toMatchInlineSnapshot(`
      "
      $ abo verify e.csv --lang fr --format markdown -o junit=v.xml -o github=v.txt -o gitlab=v.json
      ## Attentes

      - e.csv: 5 attentes : 3 non respectées.

      ### ticketing.ticket-created  ACME

      - ligne 4
        - attendu: aucun destinataire par e-mail
        - constaté: jean&#64;acme.fr est notifié \\(client\\) : abonné d'office, car administrateur; lea&#64;acme.fr est notifié \\(client\\) : a choisi de recevoir; Support&#64;acme.fr est notifié \\(client\\) : boîte générique \\+ a choisi de recevoir; jean&#64;acme.fr est notifié \\(ambassadeur\\) : abonné d'office, car administrateur

      ### mobile.rio-consulted  SOLO

      - ligne 5
        - attendu: x&#64;solo.fr par e-mail
        - constaté: non notifié : Cet événement n'atteint personne : aucun partenaire ne gère cette société, et elle n'a pas d'univers de partenaire.

      ### mobile  ACME

      - ligne 6
        - attendu: nobody&#64;acme.fr par interface \\(opérateur\\)
        - constaté: non notifié : opérateur : aucun contact et aucune boîte concernés n'ont cette adresse
      exit 3
      "
    `);
  expect(abo.read('v.xml')).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="abo.verify" tests="5" failures="3" errors="0">
    <testsuite name="abo.verify" tests="5" failures="3" errors="0" skipped="0" time="0">
    <testcase classname="ticketing.ticket-created" name="ACME: lea@acme.fr par e-mail (client)" time="0"></testcase>
    <testcase classname="ticketing.ticket-created" name="ACME: SUPPORT@acme.fr par e-mail" time="0"></testcase>
    <testcase classname="ticketing.ticket-created" name="ACME: aucun destinataire par e-mail" time="0"><failure type="error" message="aucun destinataire par e-mail">jean@acme.fr est notifié (client) : abonné d'office, car administrateur; lea@acme.fr est notifié (client) : a choisi de recevoir; Support@acme.fr est notifié (client) : boîte générique + a choisi de recevoir; jean@acme.fr est notifié (ambassadeur) : abonné d'office, car administrateur</failure></testcase>
    <testcase classname="mobile.rio-consulted" name="SOLO: x@solo.fr par e-mail" time="0"><failure type="error" message="x@solo.fr par e-mail">non notifié : Cet événement n'atteint personne : aucun partenaire ne gère cette société, et elle n'a pas d'univers de partenaire.</failure></testcase>
    <testcase classname="mobile" name="ACME: nobody@acme.fr par interface (opérateur)" time="0"><failure type="error" message="nobody@acme.fr par interface (opérateur)">non notifié : opérateur : aucun contact et aucune boîte concernés n'ont cette adresse</failure></testcase>
    </testsuite>
    </testsuites>
    "
  `);
  expect(abo.read('v.txt')).toMatchInlineSnapshot(`
    "::error file=e.csv,line=4,title=ticketing.ticket-created::ACME: aucun destinataire par e-mail%0Ajean@acme.fr est notifié (client) : abonné d'office, car administrateur; lea@acme.fr est notifié (client) : a choisi de recevoir; Support@acme.fr est notifié (client) : boîte générique + a choisi de recevoir; jean@acme.fr est notifié (ambassadeur) : abonné d'office, car administrateur
    ::error file=e.csv,line=5,title=mobile.rio-consulted::SOLO: x@solo.fr par e-mail%0Anon notifié : Cet événement n'atteint personne : aucun partenaire ne gère cette société, et elle n'a pas d'univers de partenaire.
    ::error file=e.csv,line=6,title=mobile::ACME: nobody@acme.fr par interface (opérateur)%0Anon notifié : opérateur : aucun contact et aucune boîte concernés n'ont cette adresse
    "
  `);
  expect(JSON.parse(abo.read('v.json'))).toMatchObject(
    [4, 5, 6].map((line) => ({ location: { path: 'e.csv', lines: { begin: line } } })),
  );
  expect(await abo('verify e.csv --update')).toMatchInlineSnapshot(`
    "
    $ abo verify e.csv --update
    ticketing.ticket-created  ACME
      line 4
        - expected  no recipient by e-mail
        + actual    delivered to jean@acme.fr (client): on by default, as an administrator; delivered to lea@acme.fr (client): chose to be notified; delivered to Support@acme.fr (client): generic mailbox + chose to be notified; delivered to jean@acme.fr (ambassador): on by default, as an administrator

    mobile.rio-consulted  SOLO
      line 5
        - expected  x@solo.fr by e-mail
        + actual    not delivered: This event reaches no one: no partner manages this company, and it holds no partner universe.

    mobile  ACME
      line 6
        - expected  nobody@acme.fr by interface (operator)
        + actual    not delivered: operator: no contact or mailbox in the audience has this address

    5 expectations: 3 not met.
    stderr
    Error: This needs a confirmation, but there is no terminal to ask on. Nothing was changed.
    To make the changes shown above, run it again with --yes.
    exit 2
    "
  `);
});

test('a delivery that several rows contradict fails each of them, and is counted once; one without a row names the recipient', async ({
  abo,
}) => {
  await abo.holds(ACME);
  const header = 'event,company,universe,channel,recipient,expected\n';
  abo.write(
    'e.csv',
    `${header}ticketing,ACME,client,email,*,no
ticketing,ACME,,email,*,no
ticketing,ACME,,interface,Jean@acme.fr,no
ticketing,ACME,client,email,*,no
mobile,ACME,,email,paul@part.fr,yes
`,
  );
  expect(await abo('verify e.csv --exact -o junit=v.xml -o gitlab=v.json')).toMatchInlineSnapshot(`
    "
    $ abo verify e.csv --exact -o junit=v.xml -o gitlab=v.json
    ticketing  ACME
      line 2
        - expected  no recipient by e-mail (client)
        + actual    delivered to jean@acme.fr (client): on by default, as an administrator; delivered to lea@acme.fr (client): chose to be notified; delivered to Support@acme.fr (client): generic mailbox + chose to be notified
      line 3
        - expected  no recipient by e-mail
        + actual    delivered to jean@acme.fr (client): on by default, as an administrator; delivered to lea@acme.fr (client): chose to be notified; delivered to Support@acme.fr (client): generic mailbox + chose to be notified; delivered to jean@acme.fr (ambassador): on by default, as an administrator
      line 4
        - expected  not Jean@acme.fr by interface
        + actual    delivered to jean@acme.fr (client): on by default, as an administrator; delivered to jean@acme.fr (ambassador): on by default, as an administrator
      line 5
        - expected  no recipient by e-mail (client)
        + actual    delivered to jean@acme.fr (client): on by default, as an administrator; delivered to lea@acme.fr (client): chose to be notified; delivered to Support@acme.fr (client): generic mailbox + chose to be notified

    mobile  ACME
      not listed
        - expected  not paul@part.fr by interface (operator), which is not listed
        + actual    delivered to paul@part.fr (operator): on by default, as an administrator
      not listed
        - expected  not rio@part.fr by e-mail (operator), which is not listed
        + actual    delivered to rio@part.fr (operator): generic mailbox

    5 expectations: 4 not met; 2 deliveries not listed.
    exit 3
    "
  `);
  expect(abo.read('v.xml').match(/(?<= name=")ACME[^"]*/gu)).toMatchInlineSnapshot(`
    [
      "ACME: paul@part.fr by e-mail",
      "ACME: no recipient by e-mail (client)",
      "ACME: no recipient by e-mail",
      "ACME: not Jean@acme.fr by interface",
      "ACME: no recipient by e-mail (client)",
      "ACME: not paul@part.fr by interface (operator), which is not listed",
      "ACME: not rio@part.fr by e-mail (operator), which is not listed",
    ]
  `);
  const issues = JSON.parse(abo.read('v.json')) as readonly { readonly fingerprint: string }[];
  expect(issues.map(({ fingerprint }) => fingerprint)).toMatchInlineSnapshot(`
    [
      "ticketing/ACME/client/email/*/false",
      "ticketing/ACME//email/*/false",
      "ticketing/ACME//interface/Jean@acme.fr/false",
      "ticketing/ACME/client/email/*/false/2",
      "mobile/ACME/operator/interface/paul@part.fr/false",
      "mobile/ACME/operator/email/rio@part.fr/false",
    ]
  `);
  await abo.answer('verify e.csv --exact --update --yes -q');
  expect(abo.read('e.csv')).toMatchInlineSnapshot(`
    "event,company,universe,channel,recipient,expected
    ticketing,ACME,client,email,jean@acme.fr,yes
    ticketing,ACME,client,email,lea@acme.fr,yes
    ticketing,ACME,client,email,Support@acme.fr,yes
    ticketing,ACME,ambassador,email,jean@acme.fr,yes
    ticketing,ACME,,interface,Jean@acme.fr,yes
    mobile,ACME,,email,paul@part.fr,yes
    mobile,ACME,operator,interface,paul@part.fr,yes
    mobile,ACME,operator,email,rio@part.fr,yes
    "
  `);
  expect(await abo('verify e.csv --exact')).toMatchInlineSnapshot(`
    "
    $ abo verify e.csv --exact
    8 expectations, all met.
    "
  `);
});

test('a file with problems is rejected as a whole', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write(
    'e.csv',
    'event,company,channel,recipient,expected\nticketing,ACEM,email,a@b.fr,yes\nticketing,ACME,fax,a@b.fr,yes\nticketing,ACME,email,*,yes\n',
  );
  expect(await abo('verify e.csv')).toMatchInlineSnapshot(`
    "
    $ abo verify e.csv

    stderr
    e.csv:2 (record 1), column B “company”: there is no company “ACEM”; did you mean “ACME”? [unknown-company]
    e.csv:3 (record 2), column C “channel”: “fax” is not a channel; valid values: interface, email [unknown-channel]
    e.csv:4 (record 3), column D “recipient”: “*” means no recipient, and is only valid with “no”; name the recipient [bad-value]
    Rejected: 3 errors.
    exit 4
    "
  `);
  expect(
    await abo.each([
      'verify missing.csv',
      'verify - --update',
      'simulate ticketing -c ACME --all-events',
      'simulate --as-expectations -c ACME',
      'simulate --as-expectations --all-events',
      'simulate ticketing --as-expectations -c ACME,PART -u operator',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo verify missing.csv

    stderr
    Error: There is no file “missing.csv”.
    Check the name, and which folder you are in.
    exit 2

    $ abo verify - --update

    stderr
    Error: - and --update can't be used together.
    Use only one of them.
    exit 2

    $ abo simulate ticketing -c ACME --all-events

    stderr
    Error: --all-events requires --as-expectations.
    Add --as-expectations, or leave out --all-events.
    exit 2

    $ abo simulate --as-expectations -c ACME

    stderr
    Error: abo simulate needs EVENT.
    See abo simulate --help.
    exit 2

    $ abo simulate --as-expectations --all-events

    stderr
    Error: abo simulate needs --company.
    See abo simulate --help.
    exit 2

    $ abo simulate ticketing --as-expectations -c ACME,PART -u operator
    event,company,universe,channel,recipient,expected
    ticketing,PART,operator,interface,paul@part.fr,yes
    ticketing,PART,operator,email,paul@part.fr,yes
    "
  `);
});

test('a file that contradicts itself, or has no rows, is rejected', async ({ abo }) => {
  await abo.holds({ 'companies.csv': 'company,name,universes\nACME,Acme,client\n' });
  const header = 'event,company,universe,channel,recipient,expected\n';
  abo.write(
    'both.csv',
    `${header}ticketing,ACME,client,email,x@acme.fr,no\nticketing,ACME,client,email,X@acme.fr,yes\n`,
  );
  abo.write('none.csv', header);
  abo.write('twice.csv', `${header}${'ticketing,ACME,client,email,x@acme.fr,no\n'.repeat(2)}`);
  expect(await abo.each(['verify both.csv', 'verify none.csv', 'verify twice.csv'])).toMatchInlineSnapshot(`
    "
    $ abo verify both.csv

    stderr
    both.csv:3 (record 2), column F “expected”: “yes” here, but “no” on line 2; keep one of them [contradictory-rows]
    Rejected: 1 error.
    exit 4

    $ abo verify none.csv

    stderr
    none.csv: the file has a header and no rows; is it complete? [not-csv]
    Rejected: 1 error.
    exit 4

    $ abo verify twice.csv
    2 expectations, all met.
    "
  `);
});
