/** The example data are what their READMEs say, and their bytes are as they should be. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { BIN, NODE, ROOT, test as base, type Ran } from '../cli/abo.js';

const FIXTURES = join(ROOT, 'fixtures');
const stories = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** An empty database, in a folder that holds the stories. */
const test = base.extend('stories', { auto: true }, async ({ abo }) => {
  cpSync(FIXTURES, abo.folder, { recursive: true });
  await abo.init();
});

test('each story has a line in its folder and one in the list', () => {
  const list = readFileSync(join(FIXTURES, 'README.md'), 'utf8');
  for (const { name } of stories) {
    expect(list).toContain(`[${name}](${name}/)`);
    expect(existsSync(join(FIXTURES, name, 'README.md')), name).toBe(true);
  }
});

test('git leaves their bytes alone', async () => {
  const files = stories.flatMap(({ name }) =>
    readdirSync(join(FIXTURES, name)).map((file) => `fixtures/${name}/${file}`),
  );
  const data = files.filter((file) => file.endsWith('.csv'));
  const { stdout } = await execa('git', ['check-attr', 'text', '--', ...data], { cwd: ROOT });
  expect(stdout.split('\n')).toEqual(data.map((file) => `${file}: text: unset`));
});

test('the dashboard of the guide: C by e-mail only, G and an M everything, the other M all but deliveries', async ({
  abo,
}) => {
  await abo.answer('onboard guide --yes');
  expect(await abo('subscription list --universe ambassador --category eshop,deliveries,service-settings'))
    .toMatchInlineSnapshot(`
      "
      $ abo subscription list --universe ambassador --category eshop,deliveries,service-settings
      CLAIRVAL  Clairval Télécom — Ambassador universe
                                                   E-shop  Deliv.   Setup
        Contact                                     I   E   I   E   I   E
      ø Claire Chauvin  c.chauvin@clairval.example  –   ✓   –   ✓   –   ✓
      A Gaël Guérin     g.guerin@clairval.example   A   A   A   A   A   A
      A Marion Meunier  m.meunier@clairval.example  A   A   ✗   ✗   A   A
        Mathieu Morel   m.morel@clairval.example    ✓   ✓   ✓   ✓   ✓   ✓

      ✓ chosen   A administrator, on by default   ✗ opted out   – impossible
      ø no access to the portal   I interface, E e-mail
      "
    `);
});

test('from a French Excel: Windows-1252, semicolons, CRLF, and two header rows', async ({ abo }) => {
  for (const file of ['companies', 'contacts', 'mailboxes', 'subscriptions']) {
    const bytes = readFileSync(join(FIXTURES, 'onboarding-excel', `${file}.csv`));
    const text = new TextDecoder('windows-1252').decode(bytes);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    expect(text.split('\r\n')[0]).toContain(';');
  }
  await abo.answer('onboard onboarding-excel --yes');
  expect(await abo('contact list --format csv')).toMatchInlineSnapshot(`
    "
    $ abo contact list --format csv
    company,contact,name,role,access,universes,ref
    00075,anne@legoff.example,"Anne ""Nanou"" Le Goff",admin,yes,client,
    00075,eve@legoff.example,Ève Œuvrard,user,no,client,
    00075,o'neil+x@été.fr,Séan O'Neil,user,yes,client,
    "
  `);
});

test('the files with mistakes: each mistake is reported, and nothing is written', async ({ abo }) => {
  await abo.answer('onboard onboarding-excel --yes');
  const before = await abo.dump();
  const { exitCode, stdout } = await abo.run('onboard faulty --yes --format json');
  expect(await abo.dump()).toBe(before);
  expect(exitCode).toBe(4);
  const { written, errors } = JSON.parse(stdout) as {
    written: number;
    errors: { file: string; line: number; code: string }[];
  };
  expect(written).toBe(0);
  expect(errors.map(({ file, line, code }) => `${file}:${line} ${code}`).join('\n')).toMatchInlineSnapshot(`
    "faulty/contacts.csv:3 bad-email
    faulty/contacts.csv:4 bad-value
    faulty/contacts.csv:5 unknown-company
    faulty/subscriptions.csv:3 no-portal-access
    faulty/subscriptions.csv:4 universe-not-held
    faulty/subscriptions.csv:5 bad-value"
  `);
});

test('the operator, the ambassador and its clients: who is notified of what', async ({ abo }) => {
  await abo.answer('onboard operator --yes');
  expect(await abo('simulate --events operator/events.csv')).toMatchInlineSnapshot(`
    "
    $ abo simulate --events operator/events.csv
    No.  Id          Event                                Company            Universe    I  E
      1  rio-1       mobile.rio-consulted                 00312 → NAUTILE    ambassador  1  4
      2  rio-2       mobile.rio-consulted                 00313 → NAUTILE    ambassador  1  4
      3  rio-3       mobile.rio-consulted                 NAUTILE → ARMORIC  operator    1  1
      4  rio-4       mobile.rio-consulted                 MAREE → ARMORIC    operator    1  1
      5  rio-5       mobile.rio-consulted                 KERVELLA                       0  0
      6  order-1     deliveries.creation-order-delivered  00312              client      1  2
      7  ticket-1    ticketing.ticket-created             NAUTILE            client      1  1
      7  ticket-1    ticketing.ticket-created             NAUTILE            ambassador  1  1
      8  ticket-2    ticketing.ticket-updated             NAUTILE            ambassador  1  1
      9  settings-1  service-settings.settings-changed    00313              client      1  1
    stderr
    9 events, 25 deliveries; 1 event reaches no one. This is what the configuration says: nothing was sent.
    "
  `);
});

test('onboarding a story again changes nothing', async ({ abo }) => {
  for (const { name } of stories.filter((story) => !['faulty', 'review'].includes(story.name))) {
    await abo.answer(`onboard ${name} --yes`);
    const again = await abo.run(`onboard ${name} --dry-run --detailed-exitcode`);
    expect(again.exitCode, name).toBe(0);
  }
});

test('the pipeline fails for a proposal that breaks an expectation, and passes for one that breaks none', async ({
  abo,
}) => {
  await abo.answer('onboard operator --yes');
  mkdirSync(join(abo.folder, 'bin'));
  writeFileSync(join(abo.folder, 'bin/abo'), `#!/bin/sh\nexec '${NODE}' '${BIN}' "$@"\n`, { mode: 0o755 });
  const pipeline = async (): Promise<Ran> => abo.spawnShell('PATH="$PWD/bin:$PATH" sh review/pipeline.sh');
  const job = await pipeline();
  expect(job.stdout).toContain('5 expectations, all met.');
  expect(job.stdout).toContain('In the baseline, not shown: 39.');
  expect(job.stdout).toContain('Plan: 2 to add, 1 to change, 0 to remove; 0 unchanged.');
  expect(job.stdout.slice(job.stdout.lastIndexOf('ticketing.ticket-created'))).toMatchInlineSnapshot(`
    "ticketing.ticket-created  00313
      line 6
        - expected  tableur@lemaitre.example by e-mail (client)
        + actual    not delivered: client: opted out

    5 expectations: 1 not met.
    "
  `);
  expect(job.exitCode).toBe(3);
  expect(readFileSync(join(abo.folder, 'review.md'), 'utf8')).toContain('tableur&#64;lemaitre.example');
  expect(readFileSync(join(abo.folder, 'verify.xml'), 'utf8')).toContain('<testsuites');
  expect(JSON.parse(readFileSync(join(abo.folder, 'audit.json'), 'utf8'))).toEqual([]);

  const proposed = join(abo.folder, 'review/proposed.csv');
  const rows = readFileSync(proposed, 'utf8').split('\n');
  writeFileSync(proposed, rows.filter((row) => !row.includes('ticketing,email,off')).join('\n'));
  expect((await pipeline()).exitCode).toBe(0);

  // A new finding of the audit stops it before the proposal is checked.
  await abo.answer('mailbox set ticketing=garage@lemaitre.example --company 00313 --yes');
  const stopped = await pipeline();
  expect(stopped.stdout).toContain('mailbox-is-personal');
  expect(stopped.stdout).not.toContain('Plan:');
  expect(stopped.exitCode).toBe(3);
});
