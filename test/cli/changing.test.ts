/** Plan, question, one transaction, journal. Source: docs/contract/cli.md, "Every command that changes something". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { onTerminal } from './terminal.js';
import { ACME } from './world.js';

const SET = ['contact', 'set', 'access=yes', '--contact', 'ACME/lea@acme.fr'];

test('without a terminal nothing is changed unless --yes is given', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  expect(await abo(SET.join(' '))).toMatchInlineSnapshot(`
    "
    $ abo contact set access=yes --contact ACME/lea@acme.fr
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ contact  lea@acme.fr  access  no → yes
    Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    stderr
    Error: This needs a confirmation, but there is no terminal to ask on. Nothing was changed.
    Review the plan with abo contact set … --dry-run, then run it with --yes.
    exit 2
    "
  `);
  expect(await abo(`${SET.join(' ')} --lang fr --format json`)).toMatchInlineSnapshot(`
    "
    $ abo contact set access=yes --contact ACME/lea@acme.fr --lang fr --format json

    stderr
    {"schema":"abo.error/1","code":"confirmation-needed","message":"Une confirmation est nécessaire, mais il n'y a pas de terminal pour la demander. Rien n'a été modifié.","hint":"Examinez le plan avec abo contact set … --dry-run, puis lancez la commande avec --yes."}
    exit 2
    "
  `);
  expect(await abo.dump()).toBe(before);
});

test('a dry run changes nothing; with --detailed-exitcode it exits 3 when there are changes', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  expect((await abo.run([...SET, '-n'])).exitCode).toBe(0);
  expect((await abo.run([...SET, '-ny', '--detailed-exitcode'])).exitCode).toBe(3);
  expect((await abo.run(['-y', ...SET, '--dry-run', '--detailed-exitcode', '--format', 'json'])).exitCode).toBe(3);
  expect(await abo.dump()).toBe(before);
  expect((await abo.run([...SET, '--yes'])).exitCode).toBe(0);
  expect((await abo.run([...SET, '-n', '--detailed-exitcode'])).exitCode).toBe(0);
});

test('the change as JSON, with its number', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo(`--format json --yes ${SET.join(' ')}`)).toMatchInlineSnapshot(`
    "
    $ abo --format json --yes contact set access=yes --contact ACME/lea@acme.fr
    {
      "schema": "abo.change/1",
      "change_set": 2,
      "database": {"identity":"<id>","name":"<folder>/data/abo/abo.db"},
      "input": null,
      "undoes": null,
      "has_changes": true,
      "changes": [
        {"action":"change","kind":"contact","company":"ACME","contact":"lea@acme.fr","universe":null,"category":null,"channel":null,"field":"access","before":false,"after":true,"effective_before":null,"effective_after":null}
      ],
      "summary": {"add":0,"change":1,"remove":0,"unchanged":0,"kept":0,"conflicts":0,"skipped":0},
      "deliveries": {"gained":0,"lost":0},
      "losses": 0,
      "recipients": 4,
      "losing": [],
      "silenced": [],
      "inert": [],
      "without_admin": [],
      "audit_errors": [],
      "impact": null
    }
    "
  `);
  expect(await abo(`${SET.join(' ')} --yes --format json`)).toMatchInlineSnapshot(`
    "
    $ abo contact set access=yes --contact ACME/lea@acme.fr --yes --format json
    {
      "schema": "abo.change/1",
      "change_set": null,
      "database": {"identity":"<id>","name":"<folder>/data/abo/abo.db"},
      "input": null,
      "undoes": null,
      "has_changes": false,
      "changes": [],
      "summary": {"add":0,"change":0,"remove":0,"unchanged":1,"kept":0,"conflicts":0,"skipped":0},
      "deliveries": {"gained":0,"lost":0},
      "losses": 0,
      "recipients": 0,
      "losing": [],
      "silenced": [],
      "inert": [],
      "without_admin": [],
      "audit_errors": [],
      "impact": null
    }
    "
  `);
});

test('global flags go before and after the subcommand, and short ones together', async ({ abo }) => {
  await abo.holds(ACME);
  const { stdout } = await abo.run([...SET, '-n', '-q']);
  expect((await abo.run(['-q', 'contact', '-y', 'set', ...SET.slice(2), '-n'])).stdout).toBe(stdout);
  expect((await abo.run([...SET, '-nyq'])).stdout).toBe(stdout);
  expect((await abo.run(['--lang', 'fr', ...SET, '-nq', '--lang', 'en'])).stdout).toBe(stdout);
});

test('in a terminal the change is made after a yes', async ({ abo }) => {
  await abo.holds(ACME);
  const { screen, exitCode } = await onTerminal(abo, SET, { type: 'y\r', env: { NO_COLOR: '1' } });
  expect(exitCode).toBe(0);
  expect(screen).toContain('Apply this plan? (y/N)');
  expect(screen).toContain('Applied as change set 2.');
  expect(await abo.answer('contact show ACME/lea@acme.fr')).toContain('Access: Yes');
});

test('no, or Enter alone, changes nothing: exit 9; Ctrl-C: exit 130', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  for (const type of ['n\r', '\r']) {
    const { screen, exitCode } = await onTerminal(abo, SET, { type });
    expect(exitCode).toBe(9);
    expect(screen).toContain('Declined: nothing was changed.');
  }
  const { screen, exitCode } = await onTerminal(abo, [...SET, '--lang', 'fr'], { type: '\u0003' });
  expect(exitCode).toBe(130);
  expect(screen).not.toMatch(/at |Error|Erreur/u);
  expect(await abo.dump()).toBe(before);
});

test('--no-input and --format json never ask', async ({ abo }) => {
  await abo.holds(ACME);
  expect((await onTerminal(abo, [...SET, '--no-input'])).exitCode).toBe(2);
  expect((await onTerminal(abo, [...SET, '--format', 'json'])).exitCode).toBe(2);
});

test('a protected profile needs its name typed, even with --yes', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('config/abo/config.yaml', `profiles:\n  prod: { database: "${abo.database}", protected: true }\n`);
  const before = await abo.dump();
  expect((await onTerminal(abo, [...SET, '-y', '--profile', 'prod'], { type: 'y\r' })).exitCode).toBe(9);
  expect(await abo.dump()).toBe(before);
  expect((await onTerminal(abo, [...SET, '--profile', 'prod'], { type: 'prod\r' })).exitCode).toBe(0);
  expect(await abo.dump()).not.toBe(before);
});

test('a plan lists the audit errors that it introduces, with the project’s settings', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write(
    'abo.config.yaml',
    `audit:
  severity: { no-recipient: error, unknown-domain: error }
  domains: { ACME: [acme.fr] }
  accept:
    - { rule: no-recipient, company: ACME, category: mobile, reason: nobody, until: 2999-12-31 }
`,
  );
  abo.write('c.csv', 'company,contact,role,ref\nACME,jean@acme.com,user,R1\n');
  const change = 'contact import c.csv -nq';
  expect(await abo.each([change, `${change} --lang fr`])).toMatchInlineSnapshot(`
    "
    $ abo contact import c.csv -nq
    Database: <folder>/data/abo/abo.db (sqlite)      Input: c.csv  sha256 54532257a051…
    ACME  Acme Industrie
      ~ contact  jean@acme.com  email  jean@acme.fr → jean@acme.com
      ~ contact  jean@acme.com  role   admin → user
    Plan: 0 to add, 2 to change, 0 to remove; 1 unchanged.
    Deliveries: 0 gained, 25 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  jean@acme.fr
    Silenced: 11 categories will no longer notify anyone.
      ACME  client  eshop, service-settings, service-security, messaging
      ACME  ambassador  eshop, deliveries, service-settings, service-security, ticketing, messaging
      00075  ambassador  mobile
    ACME: no one is notified of E-shop · My services – settings · My services – monitoring / security · Messaging in the client universe [no-recipient].
    ACME: no one is notified of E-shop · Deliveries · My services – settings · My services – monitoring / security · Ticketing · Messaging in the ambassador universe [no-recipient].
    ACME has no admin left.
    ACME: jean@acme.com is outside the allowed domains: acme.fr [unknown-domain].

    $ abo contact import c.csv -nq --lang fr
    Base : <folder>/data/abo/abo.db (sqlite)      Entrée : c.csv  sha256 54532257a051…
    ACME  Acme Industrie
      ~ contact  jean@acme.com  email  jean@acme.fr → jean@acme.com
      ~ contact  jean@acme.com  role   admin → user
    Plan : 0 ajout, 2 changements, 0 suppression ; 1 inchangé.
    Notifications : 0 gagnée, 25 perdues.
    Pertes : 1 destinataire recevra moins, sur 4.
      ACME  jean@acme.fr
    Réduit au silence : 11 catégories où plus personne ne sera notifié.
      ACME  client  eshop, service-settings, service-security, messaging
      ACME  ambassador  eshop, deliveries, service-settings, service-security, ticketing, messaging
      00075  ambassador  mobile
    ACME : personne n'est notifié de E-Boutique · Mes services Paramétrage · Mes services Monitoring / Sécurité · Messagerie dans l'univers client [no-recipient].
    ACME : personne n'est notifié de E-Boutique · Livraisons · Mes services Paramétrage · Mes services Monitoring / Sécurité · Ticketing · Messagerie dans l'univers ambassadeur [no-recipient].
    ACME n'a plus d'administrateur.
    ACME : jean@acme.com est hors des domaines autorisés : acme.fr [unknown-domain].
    "
  `);
  const { audit_errors: errors } = await abo.json<{ audit_errors: readonly object[] }>(`${change} --format json`);
  expect(errors.map((error) => Object.values(error).join(' '))).toMatchInlineSnapshot(`
    [
      "no-recipient ACME client eshop    ",
      "no-recipient ACME client service-settings    ",
      "no-recipient ACME client service-security    ",
      "no-recipient ACME client messaging    ",
      "no-recipient ACME ambassador eshop    ",
      "no-recipient ACME ambassador deliveries    ",
      "no-recipient ACME ambassador service-settings    ",
      "no-recipient ACME ambassador service-security    ",
      "no-recipient ACME ambassador ticketing    ",
      "no-recipient ACME ambassador messaging    ",
      "no-admin ACME      ",
      "unknown-domain ACME    jean@acme.com jean@acme.com acme.fr",
    ]
  `);
  await abo.run(`${change} --plan-out p.json`);
  expect((await abo.answer('plan show p.json')).split('\n').slice(1)).toEqual((await abo.answer(change)).split('\n'));
});
