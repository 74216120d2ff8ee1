/** `abo audit`. Source: docs/contract/cli.md, "Audit rules". Each rule is tested in test/domain/audit. */
import { expect } from 'vitest';
import { test } from './abo.js';
import { onTerminal } from './terminal.js';

const WORLD = {
  'companies.csv': `company,name,universes,partner
PART,Le Partenaire,client|operator,
ACME,"Acme ""Industrie""",client,PART
VIDE,Vide,client,
`,
  'contacts.csv': `company,contact,name,role,access,universes
PART,paul@part.fr,Paul,admin,yes,client|operator
ACME,o'neil+x@acme.fr,O'Neil,user,no,client
VIDE,vera@vide.fr,Vera,admin,yes,client
`,
  'mailboxes.csv': `company,universe,eshop,deliveries,service-settings,service-security,ticketing,messaging,mobile
ACME,client,a@acme.fr,a@acme.fr,a@acme.fr,a@acme.fr,,a@acme.fr,a@acme.fr
`,
};

test('findings by company, each with the command that fixes it; exit 3 with an error', async ({ abo }) => {
  await abo.holds(WORLD);
  expect(await abo('audit')).toMatchInlineSnapshot(`
    "
    $ abo audit
    ACME  Acme "Industrie"
      warning  no-recipient              no one is notified of Ticketing in the client universe
      error    no-admin                  has contacts, but no administrator
      info     single-recipient          only a@acme.fr is notified of E-shop · Deliveries · My services – settings · My services – monitoring / security · Messaging in the client universe
      warning  inert-mailbox             the mailbox a@acme.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe
                                         to fix it: abo mailbox clear mobile --company ACME --universe client

    PART  Le Partenaire
      info     single-recipient          only paul@part.fr is notified of E-shop · Deliveries · My services – settings · My services – monitoring / security · Ticketing · Messaging in the client universe
      info     single-recipient          only paul@part.fr is notified of E-shop · Deliveries · My services – settings · My services – monitoring / security · Ticketing · Messaging · Mobile in the operator universe

    VIDE  Vide
      info     single-recipient          only vera@vide.fr is notified of E-shop · Deliveries · My services – settings · My services – monitoring / security · Ticketing · Messaging in the client universe

    3 companies audited: 1 error, 2 warnings, 24 info.
    exit 3
    "
  `);
  expect(await abo('audit --lang fr --company ACME --skip-rule single-recipient')).toMatchInlineSnapshot(`
    "
    $ abo audit --lang fr --company ACME --skip-rule single-recipient
    ACME  Acme "Industrie"
      alerte  no-recipient              personne n'est notifié de Ticketing dans l'univers client
      erreur  no-admin                  a des contacts, mais aucun administrateur
      alerte  inert-mailbox             la boîte a@acme.fr pour Mobile dans l'univers client ne peut rien recevoir : aucun événement de cette catégorie ne va dans cet univers
                                        pour corriger : abo mailbox clear mobile --company ACME --universe client

    1 société vérifiée : 1 erreur, 2 alertes, 0 info.
    exit 3
    "
  `);
});

test('the suggested command, run as it is shown, fixes the finding', async ({ abo }) => {
  await abo.holds(WORLD);
  const oneil = ['--contact', "o'neil+x@acme.fr", '--yes'];
  await abo.answer(['contact', 'set', 'access=yes', ...oneil]);
  await abo.answer(['sub', 'set', 'eshop.interface=on', ...oneil]);
  await abo.answer(['contact', 'set', 'access=no', ...oneil]);
  await abo.answer(['sub', 'set', 'all=off', '--contact', 'paul@part.fr', '--yes']);
  await abo.answer(['contact', 'set', 'universes=operator', '--contact', 'paul@part.fr', '--yes']);
  const rules = '--rule inert-mailbox,admin-opted-out,ineffective-subscription';
  const { items } = JSON.parse(await abo.answer(`audit ${rules} --format json`)) as { items: { mend: string }[] };
  expect(items.map(({ mend }) => mend)).toMatchInlineSnapshot(`
    [
      "abo subscription set eshop.interface=default --company ACME --contact 'o'\\''neil+x@acme.fr' --universe client",
      "abo mailbox clear mobile --company ACME --universe client",
      "abo subscription set all=default --company PART --contact paul@part.fr",
    ]
  `);
  for (const { mend } of items) expect((await abo.shell(`${mend} --yes`)).exitCode).toBe(0);
  expect(await abo(`audit ${rules}`)).toMatchInlineSnapshot(`
    "
    $ abo audit --rule inert-mailbox,admin-opted-out,ineffective-subscription
    Nothing found.
    3 companies audited: 0 errors, 0 warnings, 0 info.
    "
  `);
});

test('severities, domains and acceptances of abo.config.yaml', async ({ abo }) => {
  await abo.holds(WORLD);
  abo.write(
    'abo.config.yaml',
    `audit:
  fail_on: warning
  severity: { single-recipient: off, inert-mailbox: info }
  domains: { ACME: [acme.com] }
  accept:
    - { rule: no-admin, company: ACME, reason: on its way, until: 2999-12-31 }
    - { rule: no-recipient, category: ticketing, reason: past, until: 2020-01-01 }
    - { rule: no-admin, company: PART, reason: never was, until: 2999-12-31 }
`,
  );
  expect(await abo('audit')).toMatchInlineSnapshot(`
    "
    $ abo audit
    ACME  Acme "Industrie"
      warning  no-recipient              no one is notified of Ticketing in the client universe
      info     inert-mailbox             the mailbox a@acme.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe
                                         to fix it: abo mailbox clear mobile --company ACME --universe client
      warning  unknown-domain            o'neil+x@acme.fr is outside the allowed domains: acme.com
      warning  unknown-domain            a@acme.fr is outside the allowed domains: acme.com

    3 companies audited: 0 errors, 3 warnings, 1 info.
    Accepted in abo.config.yaml, not shown: 1.
    The accepted findings of no-recipient expired on 2020-01-01 (past).
    No finding matches the accepted findings of no-admin any more (never was).
    exit 3
    "
  `);
  expect(await abo('audit --rule single-recipient --fail-on never --company ACME')).toMatchInlineSnapshot(`
    "
    $ abo audit --rule single-recipient --fail-on never --company ACME
    ACME  Acme "Industrie"
      info     single-recipient          only a@acme.fr is notified of E-shop · Deliveries · My services – settings · My services – monitoring / security · Messaging in the client universe

    1 company audited: 0 errors, 0 warnings, 5 info.
    "
  `);
  expect(await abo('audit --list-rules')).toMatchInlineSnapshot(`
    "
    $ abo audit --list-rules
    Rule                      Severity  Finds
    no-recipient              warning   a category that an event can reach, but no one is notified
    no-admin                  error     a company with contacts but no administrator
    invalid-address           error     a stored address that is not an e-mail address
    shared-across-companies   warning   an address that gets mail for companies that are not linked as partner and client
    single-recipient          off       exactly one person or address is notified
    ineffective-subscription  warning   a stored “on” that has no effect: it is dormant or inert
    inert-mailbox             info      a mailbox that can never receive anything
    mailbox-is-personal       warning   a generic mailbox that is a contact's address
    admin-opted-out           warning   an administrator who receives nothing at all
    unknown-domain            warning   an address outside the domains allowed for the company
    suspicious-domain         info      a domain one typo away from a much more frequent one
    stderr
    A rule that is off still runs, with its default severity, when --rule names it.
    "
  `);
});

test('a company in the settings that does not exist is reported', async ({ abo }) => {
  await abo.holds(WORLD);
  abo.write(
    'abo.config.yaml',
    `audit:
  domains: { ACEM: [acme.fr], ACME: [acme.fr], '*': [part.fr, '*.fr'] }
  accept:
    - { rule: no-admin, company: ACME, reason: on its way, until: 2999-12-31 }
    - { rule: no-admin, company: NOPE-NOPE, reason: past, until: 2999-12-31 }
`,
  );
  const audit = 'audit --rule no-admin';
  expect(await abo.each([audit, `${audit} --lang fr -c VIDE`, `${audit} --at 1 -c VIDE`, `${audit} --as vera@vide.fr`]))
    .toMatchInlineSnapshot(`
      "
      $ abo audit --rule no-admin
      Nothing found.
      3 companies audited: 0 errors, 0 warnings, 0 info.
      Accepted in abo.config.yaml, not shown: 1.
      No finding matches the accepted findings of no-admin any more (past).
      stderr
      abo.config.yaml, audit.domains: there is no company “ACEM”; did you mean “ACME”?
      abo.config.yaml, audit.accept[1].company: there is no company “NOPE-NOPE”

      $ abo audit --rule no-admin --lang fr -c VIDE
      Rien à signaler.
      1 société vérifiée : 0 erreur, 0 alerte, 0 info.
      stderr
      abo.config.yaml, audit.domains : il n'y a pas de société « ACEM » ; vouliez-vous dire « ACME » ?
      abo.config.yaml, audit.accept[1].company : il n'y a pas de société « NOPE-NOPE »

      $ abo audit --rule no-admin --at 1 -c VIDE
      Nothing found.
      1 company audited: 0 errors, 0 warnings, 0 info.
      stderr
      As it was after change set 1 (2026-11-24 09:30 UTC).

      $ abo audit --rule no-admin --as vera@vide.fr
      Nothing found.
      1 company audited: 0 errors, 0 warnings, 0 info.
      "
    `);
  expect((await abo.run(`${audit} -q`)).stderr).toBe('');
});

test('with a baseline, only new findings are reported, and fixed ones are named', async ({ abo }) => {
  await abo.holds(WORLD);
  expect(await abo('audit --write-baseline known.json --skip-rule single-recipient -q --format csv'))
    .toMatchInlineSnapshot(`
      "
      $ abo audit --write-baseline known.json --skip-rule single-recipient -q --format csv
      rule,severity,company,universe,category,channel,contact,address,detail,message,mend,fingerprint
      no-recipient,warning,ACME,client,ticketing,,,,,no one is notified of Ticketing in the client universe,,5a270dc0552ebaef6c0e9e070dbcfbed
      no-admin,error,ACME,,,,,,,"has contacts, but no administrator",,c2f038d49f047bbf3aac306bbce6b6df
      inert-mailbox,warning,ACME,client,mobile,,,a@acme.fr,inert,the mailbox a@acme.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe,abo mailbox clear mobile --company ACME --universe client,95b70ad7f6c8d4e499bd4bbce355a768
      "
    `);
  await abo.answer([
    'contact',
    'set',
    'role=admin',
    '--contact',
    "o'neil+x@acme.fr",
    '--company',
    'ACME',
    'access=yes',
    '--yes',
  ]);
  await abo.answer('sub set all=off --contact vera@vide.fr --yes');
  expect(await abo('audit --baseline known.json --skip-rule single-recipient')).toMatchInlineSnapshot(`
    "
    $ abo audit --baseline known.json --skip-rule single-recipient
    VIDE  Vide
      warning  no-recipient              no one is notified of E-shop · Deliveries · My services – settings · My services – monitoring / security · Ticketing · Messaging in the client universe
      warning  admin-opted-out           the administrator vera@vide.fr receives nothing at all
                                         to fix it: abo subscription set all=default --company VIDE --contact vera@vide.fr

    3 companies audited: 0 errors, 7 warnings, 0 info.
    In the baseline, not shown: 1.
    In the baseline, but no longer found: 2.
     no-recipient ACME 5a270dc0552ebaef6c0e9e070dbcfbed
     no-admin ACME c2f038d49f047bbf3aac306bbce6b6df
    "
  `);
  abo.write('other.json', '{"schema":"abo.audit/1"}');
  expect(
    await abo.each(['other.json', 'missing.json', 'missing.json --lang fr'].map((file) => `audit --baseline ${file}`)),
  ).toMatchInlineSnapshot(`
      "
      $ abo audit --baseline other.json

      stderr
      Error: other.json is not an audit baseline.
      To write a new one, use abo audit --write-baseline FILE.
      exit 4

      $ abo audit --baseline missing.json

      stderr
      Error: There is no file “missing.json”.
      Check the name, and which folder you are in.
      exit 2

      $ abo audit --baseline missing.json --lang fr

      stderr
      Erreur : il n'y a pas de fichier « missing.json ».
      Vérifiez son nom et le dossier courant.
      exit 2
      "
    `);
});

test('a baseline written with filters keeps the findings that the filters exclude, and reports none of them as fixed', async ({
  abo,
}) => {
  await abo.holds(WORLD);
  await abo.answer('audit --write-baseline all.json -q');
  const all = abo.read('all.json');
  abo.write('known.json', all);
  const both = '--baseline known.json --write-baseline known.json';
  expect(
    await abo.each([
      `audit ${both} -c VIDE`,
      `audit ${both} --partner PART`,
      `audit ${both} --exclude-company ACME --lang fr`,
      `audit ${both} --rule no-admin`,
      `audit ${both} --as vera@vide.fr`,
      'audit --write-baseline known.json --skip-rule no-admin -c ACME -q --format ndjson',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo audit --baseline known.json --write-baseline known.json -c VIDE
    Nothing found.
    1 company audited: 0 errors, 0 warnings, 0 info.
    In the baseline, not shown: 6.
    stderr
    known.json: 27 findings recorded, including 21 from the previous baseline that this audit did not check.

    $ abo audit --baseline known.json --write-baseline known.json --partner PART
    Nothing found.
    1 company audited: 0 errors, 0 warnings, 0 info.
    In the baseline, not shown: 8.
    stderr
    known.json: 27 findings recorded, including 19 from the previous baseline that this audit did not check.

    $ abo audit --baseline known.json --write-baseline known.json --exclude-company ACME --lang fr
    Rien à signaler.
    2 sociétés vérifiées : 0 erreur, 0 alerte, 0 info.
    Présents dans la référence, non affichés : 19.
    stderr
    known.json : 27 constats enregistrés, dont 8 de la référence précédente que cet audit n'a pas vérifiés.

    $ abo audit --baseline known.json --write-baseline known.json --rule no-admin
    Nothing found.
    3 companies audited: 0 errors, 0 warnings, 0 info.
    In the baseline, not shown: 1.
    stderr
    known.json: 27 findings recorded, including 26 from the previous baseline that this audit did not check.

    $ abo audit --baseline known.json --write-baseline known.json --as vera@vide.fr
    Nothing found.
    1 company audited: 0 errors, 0 warnings, 0 info.
    In the baseline, not shown: 6.
    stderr
    known.json: 27 findings recorded, including 21 from the previous baseline that this audit did not check.

    $ abo audit --write-baseline known.json --skip-rule no-admin -c ACME -q --format ndjson
    {"rule":"no-recipient","severity":"warning","company":"ACME","universe":"client","category":"ticketing","channel":null,"contact":null,"address":null,"detail":[],"message":"no one is notified of Ticketing in the client universe","mend":null,"fingerprint":"5a270dc0552ebaef6c0e9e070dbcfbed"}
    {"rule":"single-recipient","severity":"info","company":"ACME","universe":"client","category":"eshop","channel":null,"contact":null,"address":"a@acme.fr","detail":[],"message":"only a@acme.fr is notified of E-shop in the client universe","mend":null,"fingerprint":"c99f089ebee367a3d4d3c903ea0ebb67"}
    {"rule":"single-recipient","severity":"info","company":"ACME","universe":"client","category":"deliveries","channel":null,"contact":null,"address":"a@acme.fr","detail":[],"message":"only a@acme.fr is notified of Deliveries in the client universe","mend":null,"fingerprint":"aaffe06930e9244ddd5ea939732bafb1"}
    {"rule":"single-recipient","severity":"info","company":"ACME","universe":"client","category":"service-settings","channel":null,"contact":null,"address":"a@acme.fr","detail":[],"message":"only a@acme.fr is notified of My services – settings in the client universe","mend":null,"fingerprint":"47ec3ff05f3c54a84758a337593305a7"}
    {"rule":"single-recipient","severity":"info","company":"ACME","universe":"client","category":"service-security","channel":null,"contact":null,"address":"a@acme.fr","detail":[],"message":"only a@acme.fr is notified of My services – monitoring / security in the client universe","mend":null,"fingerprint":"44301fb9eba72aa8a43d45d6669373f9"}
    {"rule":"single-recipient","severity":"info","company":"ACME","universe":"client","category":"messaging","channel":null,"contact":null,"address":"a@acme.fr","detail":[],"message":"only a@acme.fr is notified of Messaging in the client universe","mend":null,"fingerprint":"3bdb770259fa94b8505a358503ad36bc"}
    {"rule":"inert-mailbox","severity":"warning","company":"ACME","universe":"client","category":"mobile","channel":null,"contact":null,"address":"a@acme.fr","detail":["inert"],"message":"the mailbox a@acme.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe","mend":"abo mailbox clear mobile --company ACME --universe client","fingerprint":"95b70ad7f6c8d4e499bd4bbce355a768"}
    "
  `);
  expect(abo.read('known.json')).toBe(all);

  // The audit is of the current state.
  await abo.answer('mailbox set ticketing=a@acme.fr -c ACME -u client --yes');
  await abo.answer('mailbox clear mobile -c ACME -u client --yes');
  await abo.answer(`audit ${both} -c ACME --skip-rule single-recipient -q`);
  const lines = (text: string): readonly string[] => text.split('\n');
  expect(lines(all).filter((line) => !lines(abo.read('known.json')).includes(line))).toMatchInlineSnapshot(`
    [
      "    {"fingerprint":"5a270dc0552ebaef6c0e9e070dbcfbed","rule":"no-recipient","company":"ACME"},",
      "    {"fingerprint":"95b70ad7f6c8d4e499bd4bbce355a768","rule":"inert-mailbox","company":"ACME"},",
    ]
  `);
  expect(lines(abo.read('known.json')).filter((line) => !lines(all).includes(line))).toEqual([]);
});

test('a file that is not a baseline is not overwritten', async ({ abo }) => {
  await abo.holds(WORLD);
  abo.write('notes.txt', 'mine');
  expect(await abo('audit --write-baseline notes.txt')).toMatchInlineSnapshot(`
    "
    $ abo audit --write-baseline notes.txt

    stderr
    Error: notes.txt is not an audit baseline.
    To write a new one, use abo audit --write-baseline FILE.
    exit 4
    "
  `);
  expect(abo.read('notes.txt')).toBe('mine');
});

test('several formats from one run; Markdown is cut between companies', async ({ abo }) => {
  await abo.holds(WORLD);
  expect(await abo('audit --format markdown --max-chars 1300')).toMatchInlineSnapshot(`
    "
    $ abo audit --format markdown --max-chars 1300
    ## Audit

    - 3 companies audited: 1 error, 2 warnings, 24 info.

    ### ACME  Acme "Industrie"

    - **warning** \`no-recipient\`: no one is notified of Ticketing in the client universe
    - **error** \`no-admin\`: has contacts, but no administrator
    - **info** \`single-recipient\`: only a&#64;acme.fr is notified of E-shop · Deliveries · My services – settings · My services – monitoring / security · Messaging in the client universe
    - **warning** \`inert-mailbox\`: the mailbox a&#64;acme.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe
      to fix it: \`abo mailbox clear mobile --company ACME --universe client\`

    ### PART  Le Partenaire

    - **info** \`single-recipient\`: only paul&#64;part.fr is notified of E-shop · Deliveries · My services – settings · My services – monitoring / security · Ticketing · Messaging in the client universe
    - **info** \`single-recipient\`: only paul&#64;part.fr is notified of E-shop · Deliveries · My services – settings · My services – monitoring / security · Ticketing · Messaging · Mobile in the operator universe

    … and 6 more findings in 1 group.
    exit 3
    "
  `);
  const flags = '-o junit=a.xml -o gitlab=a.json -o github=a.txt -o csv=a.csv --skip-rule single-recipient';
  expect(await abo(`audit --format markdown --max-chars 10 ${flags}`)).toMatchInlineSnapshot(`
    "
    $ abo audit --format markdown --max-chars 10 -o junit=a.xml -o gitlab=a.json -o github=a.txt -o csv=a.csv --skip-rule single-recipient
    ## Audit

    - 3 companies audited: 1 error, 2 warnings, 0 info.

    … and 3 more findings in 1 group.
    exit 3
    "
  `);
  expect(abo.read('a.xml')).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="abo.audit" tests="10" failures="1" errors="0">
    <testsuite name="abo.audit" tests="10" failures="1" errors="0" skipped="2" time="0">
    <testcase classname="invalid-address" name="invalid-address" time="0"></testcase>
    <testcase classname="shared-across-companies" name="shared-across-companies" time="0"></testcase>
    <testcase classname="ineffective-subscription" name="ineffective-subscription" time="0"></testcase>
    <testcase classname="mailbox-is-personal" name="mailbox-is-personal" time="0"></testcase>
    <testcase classname="admin-opted-out" name="admin-opted-out" time="0"></testcase>
    <testcase classname="unknown-domain" name="unknown-domain" time="0"></testcase>
    <testcase classname="suspicious-domain" name="suspicious-domain" time="0"></testcase>
    <testcase classname="no-recipient" name="ACME: no one is notified of Ticketing in the client universe" time="0"><skipped message="no one is notified of Ticketing in the client universe"></skipped></testcase>
    <testcase classname="no-admin" name="ACME: has contacts, but no administrator" time="0"><failure type="error" message="has contacts, but no administrator">has contacts, but no administrator</failure></testcase>
    <testcase classname="inert-mailbox" name="ACME: the mailbox a@acme.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe" time="0"><skipped message="the mailbox a@acme.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe"></skipped></testcase>
    </testsuite>
    </testsuites>
    "
  `);
  expect(abo.read('a.json')).toMatchInlineSnapshot(`
    "[
      {"description":"ACME: no one is notified of Ticketing in the client universe","check_name":"no-recipient","fingerprint":"5a270dc0552ebaef6c0e9e070dbcfbed","severity":"major","location":{"path":"ACME","lines":{"begin":1}}},
      {"description":"ACME: has contacts, but no administrator","check_name":"no-admin","fingerprint":"c2f038d49f047bbf3aac306bbce6b6df","severity":"critical","location":{"path":"ACME","lines":{"begin":1}}},
      {"description":"ACME: the mailbox a@acme.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe","check_name":"inert-mailbox","fingerprint":"95b70ad7f6c8d4e499bd4bbce355a768","severity":"major","location":{"path":"ACME","lines":{"begin":1}}}
    ]
    "
  `);
  expect(abo.read('a.txt')).toMatchInlineSnapshot(`
    "::warning title=no-recipient::ACME: no one is notified of Ticketing in the client universe
    ::error title=no-admin::ACME: has contacts, but no administrator
    ::warning title=inert-mailbox::ACME: the mailbox a@acme.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe%0Ato fix it: abo mailbox clear mobile --company ACME --universe client
    "
  `);
  expect(abo.read('a.csv').split('\n')[0]).toBe(
    'rule,severity,company,universe,category,channel,contact,address,detail,message,mend,fingerprint',
  );
  expect(
    await abo.each(['audit -o pdf=x', 'audit -o json', 'audit -o json=missing/x.json', 'company list --format junit']),
  ).toMatchInlineSnapshot(`
    "
    $ abo audit -o pdf=x

    stderr
    Error: “pdf” is not a valid value for --output.
    Valid values: table, json, ndjson, csv, markdown, junit, github, gitlab.
    exit 2

    $ abo audit -o json

    stderr
    Error: “json” is not a valid value for --output.
    Valid values: FORMAT=FILE.
    exit 2

    $ abo audit -o json=missing/x.json

    stderr
    Error: “missing/x.json” can't be written: there is no folder “missing”.
    Create the folder, or choose another one.
    exit 2

    $ abo company list --format junit

    stderr
    Error: “junit” is not a valid value for --format.
    Valid values: table, json, ndjson, csv.
    exit 2
    "
  `);
});

test('an address shared with a company outside the selection is found', async ({ abo }) => {
  await abo.holds({
    'companies.csv': 'company,name,universes\nA,A,client\nB,B,client\n',
    'contacts.csv': 'company,contact,name,role,universes\nA,jean@x.fr,J,admin,client\nB,Jean@x.fr,J,admin,client\n',
  });
  expect(await abo('audit --company A --rule shared-across-companies')).toMatchInlineSnapshot(`
    "
    $ abo audit --company A --rule shared-across-companies
    Across companies
      warning  shared-across-companies   jean@x.fr gets mail for A, B, which are not linked as partner and client

    1 company audited: 0 errors, 1 warning, 0 info.
    "
  `);
});

test('on a terminal the suggested command is wrapped, and a shell reads it as one command', async ({ abo }) => {
  await abo.holds({
    'companies.csv': 'company,name,universes\nACME-INDUSTRIE,Acme,client\n',
    'contacts.csv': 'company,contact,name,universes\nACME-INDUSTRIE,jean-baptiste@acme.fr,J,client\n',
    'subscriptions.csv':
      'company,contact,universe,category,channel,value\nACME-INDUSTRIE,jean-baptiste@acme.fr,client,mobile,email,on\n',
  });
  const audit = ['audit', '--rule', 'ineffective-subscription'];
  const { screen } = await onTerminal(abo, audit, { columns: 80 });
  expect(screen).toMatchInlineSnapshot(`
    "ACME-INDUSTRIE  Acme
      warning  ineffective-subscription
        jean-baptiste@acme.fr chose Mobile, E-mail in the client universe, which has
        no effect: no event of this category goes to this universe
        to fix it:
        abo subscription set mobile.email=default --company ACME-INDUSTRIE \\
          --contact jean-baptiste@acme.fr --universe client

    1 company audited: 0 errors, 1 warning, 0 info.
    "
  `);
  const command = /abo subscription(?:.*\\\r?\n)+.*/u.exec(screen)?.[0] ?? '';
  expect((await abo.shell(`${command.replaceAll('\r', '')} --yes`)).exitCode).toBe(0);
  expect((await onTerminal(abo, audit, { columns: 80 })).screen).toContain('Nothing found.');
});

test('a personal address as a generic mailbox is one finding, which lists the categories', async ({ abo }) => {
  await abo.holds({
    'companies.csv': 'company,name,universes\nACME,Acme,client|operator\n',
    'contacts.csv': 'company,contact,name,universes\nACME,jean@acme.fr,J,client\n',
  });
  await abo.answer('mailbox set all=jean@acme.fr -c ACME -u client --yes');
  await abo.answer('mailbox set ticketing=jean@acme.fr mobile=jean@acme.fr -c ACME -u operator --yes');
  const audit = 'audit --rule mailbox-is-personal';
  expect(await abo.each([audit, `${audit} --lang fr`, `${audit} --format ndjson`])).toMatchInlineSnapshot(`
    "
    $ abo audit --rule mailbox-is-personal
    ACME  Acme
      warning  mailbox-is-personal       the generic mailbox jean@acme.fr (all categories in the client universe; Ticketing · Mobile in the operator universe) is the address of a contact

    1 company audited: 0 errors, 1 warning, 0 info.

    $ abo audit --rule mailbox-is-personal --lang fr
    ACME  Acme
      alerte  mailbox-is-personal       la boîte générique jean@acme.fr (toutes les catégories dans l'univers client ; Ticketing · Mobile dans l'univers opérateur) est l'adresse d'un contact

    1 société vérifiée : 0 erreur, 1 alerte, 0 info.

    $ abo audit --rule mailbox-is-personal --format ndjson
    {"rule":"mailbox-is-personal","severity":"warning","company":"ACME","universe":null,"category":null,"channel":null,"contact":"jean@acme.fr","address":"jean@acme.fr","detail":["client.eshop","client.deliveries","client.service-settings","client.service-security","client.ticketing","client.messaging","client.mobile","operator.ticketing","operator.mobile"],"message":"the generic mailbox jean@acme.fr (all categories in the client universe; Ticketing · Mobile in the operator universe) is the address of a contact","mend":null,"fingerprint":"255739ff9c49678dbdca628df328a34c"}
    "
  `);
  await abo.answer('audit --rule mailbox-is-personal --write-baseline known.json -q');
  await abo.answer('mailbox clear ticketing -c ACME --yes');
  expect(await abo.answer(`${audit} --baseline known.json`)).toContain('Nothing found.');
});

test('the suggested command names the audited database; an audit of the past suggests none', async ({ abo }) => {
  await abo.holds({
    'companies.csv': 'company,name,universes\nACME,Acme,client\n',
    'mailboxes.csv': 'company,universe,mobile\nACME,client,m@acme.fr\n',
  });
  const mend = async (flags: string): Promise<unknown> => {
    const { items } = await abo.json<{ items: readonly { mend: unknown }[] }>(
      `audit --rule inert-mailbox --fail-on never --format json ${flags}`,
    );
    return items.map((item) => item.mend);
  };
  const command = 'abo mailbox clear mobile --company ACME --universe client';
  expect(await mend('')).toEqual([command]);
  expect(await mend('--at 1')).toEqual([null]);
  const { database } = abo;
  // A shell would read the `?` in a URL.
  const quoted = database.includes('?') ? `'${database}'` : database;
  expect(await mend(`--db ${database}`)).toEqual([`${command} --db ${quoted}`]);
});

test('the suggested command selects exactly the contact of the finding, whatever the address', async ({ abo }) => {
  await abo.holds({
    'companies.csv': 'company,name,universes\nACME,Acme,client|operator\n',
    'contacts.csv': `company,contact,name,role,access,universes
ACME,a*@acme.fr,Star,admin,yes,client|operator
ACME,ab@acme.fr,Other,admin,yes,client|operator
ACME,"""x,y""@acme.fr",Comma,user,no,client
`,
    'subscriptions.csv': `company,contact,universe,mobile.email\nACME,"""x,y""@acme.fr",client,on\n`,
  });
  await abo.answer('sub set all=off --company ACME --role admin --yes');
  await abo.answer('sub set eshop.email=on --contact ab@acme.fr -u client --yes');
  const audit = 'audit --rule admin-opted-out,ineffective-subscription';
  const { items } = await abo.json<{ items: readonly { mend: string }[] }>(`${audit} --format json`);
  expect(items.map(({ mend }) => mend)).toMatchInlineSnapshot(`
    [
      "printf '%s\\n' company,contact,universe,mobile.email 'ACME,"""x,y""@acme.fr",client,default' | abo subscription import - --yes",
      "printf '%s\\n' company,contact,universe,eshop.interface,eshop.email,deliveries.interface,deliveries.email,service-settings.interface,service-settings.email,service-security.interface,service-security.email,ticketing.interface,ticketing.email,messaging.interface,messaging.email,mobile.interface,mobile.email 'ACME,a*@acme.fr,client,default,default,default,default,default,default,default,default,default,default,default,default,default,default' 'ACME,a*@acme.fr,operator,default,default,default,default,default,default,default,default,default,default,default,default,default,default' | abo subscription import - --yes",
    ]
  `);
  for (const { mend } of items) expect(await abo.shell(mend)).toMatchObject({ exitCode: 0 });
  expect(await abo.answer(audit)).toContain('Nothing found.');
  // The contact whose address the wildcard matches as well keeps every choice.
  const chosen = (await abo.answer('sub list --stored on,off --format csv')).trimEnd().split('\n').slice(1);
  expect(chosen).toHaveLength(28);
  expect(chosen.filter((line) => !line.includes('ab@acme.fr'))).toEqual([]);
});

/** A file that adds a company with findings. */
const COMING = {
  'coming.csv': 'company,name,universes\nNEWCO,New & Co,client\n',
  'boxes.csv': 'company,universe,mobile\nNEWCO,client,m@newco.fr\n',
};

test('with files that are not imported yet, the report says when the suggested commands apply', async ({ abo }) => {
  await abo.holds(WORLD);
  for (const [name, content] of Object.entries(COMING)) abo.write(name, content);
  const audit = 'audit --with coming.csv --with boxes.csv --rule inert-mailbox,no-admin';
  expect(
    await abo.each([
      `${audit} -q`,
      `${audit} -q --format markdown --lang fr`,
      `${audit} -q --format json -c NEWCO -o github=a.txt`,
      'audit --with coming.csv --rule no-admin -q',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo audit --with coming.csv --with boxes.csv --rule inert-mailbox,no-admin -q
    ACME  Acme "Industrie"
      error    no-admin                  has contacts, but no administrator
      warning  inert-mailbox             the mailbox a@acme.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe
                                         to fix it: abo mailbox clear mobile --company ACME --universe client

    NEWCO  New & Co
      warning  inert-mailbox             the mailbox m@newco.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe
                                         to fix it: abo mailbox clear mobile --company NEWCO --universe client

    Run these commands after importing coming.csv, boxes.csv.
    4 companies audited: 1 error, 2 warnings, 0 info.
    exit 3

    $ abo audit --with coming.csv --with boxes.csv --rule inert-mailbox,no-admin -q --format markdown --lang fr
    ## Audit

    - Lancez ces commandes après l'import de coming.csv, boxes.csv.
    - 4 sociétés vérifiées : 1 erreur, 2 alertes, 0 info.

    ### ACME  Acme "Industrie"

    - **erreur** \`no-admin\`: a des contacts, mais aucun administrateur
    - **alerte** \`inert-mailbox\`: la boîte a&#64;acme.fr pour Mobile dans l'univers client ne peut rien recevoir : aucun événement de cette catégorie ne va dans cet univers
      pour corriger : \`abo mailbox clear mobile --company ACME --universe client\`

    ### NEWCO  New \\& Co

    - **alerte** \`inert-mailbox\`: la boîte m&#64;newco.fr pour Mobile dans l'univers client ne peut rien recevoir : aucun événement de cette catégorie ne va dans cet univers
      pour corriger : \`abo mailbox clear mobile --company NEWCO --universe client\`
    exit 3

    $ abo audit --with coming.csv --with boxes.csv --rule inert-mailbox,no-admin -q --format json -c NEWCO -o github=a.txt
    {
      "schema": "abo.audit/1",
      "with": [{"name":"coming.csv","sha256":"be177a8ab7b601913b73c50bf481b1133c8aef7b89392f66c99f4a30a0e553ad"},{"name":"boxes.csv","sha256":"2d9bbacf98f93ddf1eef3b43efa5ccbb48529dc84c5d73dff97e0fe7bf13c917"}],
      "items": [
        {"rule":"inert-mailbox","severity":"warning","company":"NEWCO","universe":"client","category":"mobile","channel":null,"contact":null,"address":"m@newco.fr","detail":["inert"],"message":"the mailbox m@newco.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe","mend":"abo mailbox clear mobile --company NEWCO --universe client","fingerprint":"c36b2adccb8e043d571070139dd730bc"}
      ],
      "summary": {"error":0,"warning":1,"info":0,"companies":1,"accepted":0,"known":0},
      "stale": [],
      "expired_acceptances": [],
      "unused_acceptances": [],
      "fail_on": "error",
      "failed": false
    }

    $ abo audit --with coming.csv --rule no-admin -q
    ACME  Acme "Industrie"
      error    no-admin                  has contacts, but no administrator

    4 companies audited: 1 error, 0 warnings, 0 info.
    exit 3
    "
  `);
  expect(abo.read('a.txt')).toMatchInlineSnapshot(`
    "::warning title=inert-mailbox::NEWCO: the mailbox m@newco.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe%0Ato fix it: abo mailbox clear mobile --company NEWCO --universe client%0ARun these commands after importing coming.csv, boxes.csv.
    "
  `);
});

test('the suggested command is one that the actor may run', async ({ abo }) => {
  await abo.holds(WORLD);
  await abo.answer('contact add -c VIDE --contact vic@vide.fr name=Vic access=yes universes=client --yes');
  await abo.answer('sub set all=off --contact vera@vide.fr --yes');
  await abo.answer('mailbox set mobile=m@vide.fr -c VIDE -u client --yes');
  const rules = '--rule inert-mailbox,admin-opted-out -q --format csv';
  expect(await abo.each([`audit ${rules} --as vera@vide.fr`, `audit ${rules} --as vic@vide.fr`]))
    .toMatchInlineSnapshot(`
      "
      $ abo audit --rule inert-mailbox,admin-opted-out -q --format csv --as vera@vide.fr
      rule,severity,company,universe,category,channel,contact,address,detail,message,mend,fingerprint
      inert-mailbox,warning,VIDE,client,mobile,,,m@vide.fr,inert,the mailbox m@vide.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe,abo mailbox clear mobile --company VIDE --universe client --as vera@vide.fr,cd115f4101d14ec312b2ac6f66a8f417
      admin-opted-out,warning,VIDE,,,,vera@vide.fr,,,the administrator vera@vide.fr receives nothing at all,abo subscription set all=default --company VIDE --contact vera@vide.fr --as vera@vide.fr,f9a51a4f9c6c2cf537ba28ee96317d81

      $ abo audit --rule inert-mailbox,admin-opted-out -q --format csv --as vic@vide.fr
      rule,severity,company,universe,category,channel,contact,address,detail,message,mend,fingerprint
      inert-mailbox,warning,VIDE,client,mobile,,,m@vide.fr,inert,the mailbox m@vide.fr for Mobile in the client universe can't receive anything: no event of this category goes to this universe,abo mailbox clear mobile --company VIDE --universe client,cd115f4101d14ec312b2ac6f66a8f417
      admin-opted-out,warning,VIDE,,,,vera@vide.fr,,,the administrator vera@vide.fr receives nothing at all,abo subscription set all=default --company VIDE --contact vera@vide.fr,f9a51a4f9c6c2cf537ba28ee96317d81
      "
    `);
});

const SHARED = {
  'companies.csv': 'company,name,universes\nA,Aa,client\nB,Bb,client\nC,Cc,client\n',
  'mailboxes.csv': 'company,universe,eshop\nB,client,shared@x.fr\nA,client,shared@x.fr\n',
};

test('an address shared with one more company is a new finding, in spite of the baseline', async ({ abo }) => {
  await abo.holds(SHARED);
  await abo.answer('audit --rule shared-across-companies --write-baseline known.json -q');
  await abo.answer('mailbox set eshop=shared@x.fr -c C -u client --yes');
  const audit = 'audit --rule shared-across-companies';
  expect(await abo.each([`${audit} --baseline known.json`, `${audit} --baseline known.json -c A`]))
    .toMatchInlineSnapshot(`
      "
      $ abo audit --rule shared-across-companies --baseline known.json
      Across companies
        warning  shared-across-companies   shared@x.fr gets mail for A, B, C, which are not linked as partner and client

      3 companies audited: 0 errors, 1 warning, 0 info.
      In the baseline, but no longer found: 1.
       shared-across-companies 25e2e3ef767f7a63bc9b4719dc7f558c

      $ abo audit --rule shared-across-companies --baseline known.json -c A
      Across companies
        warning  shared-across-companies   shared@x.fr gets mail for A, B, C, which are not linked as partner and client

      1 company audited: 0 errors, 1 warning, 0 info.
      "
    `);
});

test('an acceptance covers the companies that it names, and none that is added to the finding later', async ({
  abo,
}) => {
  await abo.holds(SHARED);
  const accept = (company: string): void => {
    const until = 'reason: one bookkeeper, until: 2999-12-31';
    abo.write('abo.config.yaml', `audit:\n  accept:\n    - { rule: shared-across-companies, ${company}${until} }\n`);
  };
  const audit = 'audit --rule shared-across-companies';
  accept('company: A, ');
  const alone = await abo(audit);
  accept('company: [A, B], ');
  const both = await abo.each([audit, `${audit} -c B`]);
  await abo.answer('mailbox set eshop=shared@x.fr -c C -u client --yes');
  const joined = await abo(audit);
  accept('address: Shared@x.fr, ');
  expect(`${alone}\n${both}\n${joined}\n${await abo(audit)}`).toMatchInlineSnapshot(`
    "
    $ abo audit --rule shared-across-companies
    Across companies
      warning  shared-across-companies   shared@x.fr gets mail for A, B, which are not linked as partner and client

    3 companies audited: 0 errors, 1 warning, 0 info.
    No finding matches the accepted findings of shared-across-companies any more (one bookkeeper).


    $ abo audit --rule shared-across-companies
    Nothing found.
    3 companies audited: 0 errors, 0 warnings, 0 info.
    Accepted in abo.config.yaml, not shown: 1.

    $ abo audit --rule shared-across-companies -c B
    Nothing found.
    1 company audited: 0 errors, 0 warnings, 0 info.
    Accepted in abo.config.yaml, not shown: 1.


    $ abo audit --rule shared-across-companies
    Across companies
      warning  shared-across-companies   shared@x.fr gets mail for A, B, C, which are not linked as partner and client

    3 companies audited: 0 errors, 1 warning, 0 info.
    No finding matches the accepted findings of shared-across-companies any more (one bookkeeper).


    $ abo audit --rule shared-across-companies
    Nothing found.
    3 companies audited: 0 errors, 0 warnings, 0 info.
    Accepted in abo.config.yaml, not shown: 1.
    "
  `);
});
