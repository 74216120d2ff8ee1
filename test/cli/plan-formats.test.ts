/** Plans as Markdown, and in several formats at once. Source: docs/contract/cli.md, "Output". */
import { expect } from 'vitest';
import { fileTest, test } from './abo.js';
import { ACME } from './world.js';

const DEMOTE = 'contact set role=user --contact PART/paul@part.fr --max-losses 5';

test('a plan as Markdown: totals, losses, changes and, with --impact, who starts and stops', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      `${DEMOTE} -n --format markdown --impact`,
      `${DEMOTE} -n --format markdown --impact --max-chars 600 --lang fr`,
      `${DEMOTE} --format markdown --max-chars 1`,
      `${DEMOTE} --format markdown --max-chars 1 --yes`,
      `${DEMOTE} --format markdown --yes`,
      'undo 2 -n --format markdown --impact --max-chars 100',
      `${DEMOTE} -n --format csv`,
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact set role=user --contact PART/paul@part.fr --max-losses 5 -n --format markdown --impact
    ## Plan

    - Database: <folder>/data/abo/abo.db \\(sqlite\\)
    - Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    - Deliveries: 0 gained, 28 lost.
    - Losses: 1 of 2 recipients will receive less.
    - Silenced: 12 categories will no longer notify anyone.
    - PART has no admin left.

    ### Who will receive less

    - PART  paul&#64;part.fr

    ### What will no longer notify anyone

    - PART  client  eshop, deliveries, service-settings, service-security, ticketing, messaging
    - PART  operator  eshop, deliveries, service-settings, service-security, ticketing, messaging

    ### Changes — PART  Le Partenaire

    \`\`\`text
      ~ contact  paul@part.fr  role  admin → user
    \`\`\`

    ### Who starts (+) and who stops (-) being notified — PART  Le Partenaire

    \`\`\`text
      client    eshop             - paul@part.fr
      client    deliveries        - paul@part.fr
      client    service-settings  - paul@part.fr
      client    service-security  - paul@part.fr
      client    ticketing         - paul@part.fr
      client    messaging         - paul@part.fr
      operator  eshop             - paul@part.fr
      operator  deliveries        - paul@part.fr
      operator  service-settings  - paul@part.fr
      operator  service-security  - paul@part.fr
      operator  ticketing         - paul@part.fr
      operator  messaging         - paul@part.fr
      operator  mobile            - paul@part.fr
                                  for events at ACME, PART
    \`\`\`

    $ abo contact set role=user --contact PART/paul@part.fr --max-losses 5 -n --format markdown --impact --max-chars 600 --lang fr
    ## Plan

    - Base : <folder>/data/abo/abo.db \\(sqlite\\)
    - Plan : 0 ajout, 1 changement, 0 suppression ; 0 inchangé.
    - Notifications : 0 gagnée, 28 perdues.
    - Pertes : 1 destinataire recevra moins, sur 2.
    - Réduit au silence : 12 catégories où plus personne ne sera notifié.
    - PART n'a plus d'administrateur.

    ### Qui recevra moins

    - PART  paul&#64;part.fr

    … et 3 autres sections, omises pour rester court.

    $ abo contact set role=user --contact PART/paul@part.fr --max-losses 5 --format markdown --max-chars 1

    stderr
    Error: This needs a confirmation, but there is no terminal to ask on. Nothing was changed.
    Review the plan with abo contact set … --dry-run, then run it with --yes.
    exit 2

    $ abo contact set role=user --contact PART/paul@part.fr --max-losses 5 --format markdown --max-chars 1 --yes
    ## Change set 2

    - Database: <folder>/data/abo/abo.db \\(sqlite\\)
    - Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    - Deliveries: 0 gained, 28 lost.
    - Losses: 1 of 2 recipients will receive less.
    - Silenced: 12 categories will no longer notify anyone.
    - PART has no admin left.
    - Applied as change set 2. Undo with: abo undo 2

    … and 3 more sections, left out to stay short.

    $ abo contact set role=user --contact PART/paul@part.fr --max-losses 5 --format markdown --yes
    ## Plan

    - Database: <folder>/data/abo/abo.db \\(sqlite\\)
    - No changes \\(1 unchanged\\).

    $ abo undo 2 -n --format markdown --impact --max-chars 100
    ## Plan

    - Database: <folder>/data/abo/abo.db \\(sqlite\\)      Undoes: change set 2
    - Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    - Deliveries: 28 gained, 0 lost.

    … and 2 more sections, left out to stay short.

    $ abo contact set role=user --contact PART/paul@part.fr --max-losses 5 -n --format csv

    stderr
    Error: “csv” is not a valid value for --format.
    Valid values: table, json, markdown.
    exit 2
    "
  `);
});

test('names from data are text, not Markdown', async ({ abo }) => {
  await abo.init();
  expect(
    abo.plain(
      await abo.answer([
        'company',
        'add',
        '_A|B_',
        'name=```<b>x</b> @all',
        'universes=client',
        '-n',
        '--format',
        'markdown',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "## Plan

    - Database: <folder>/data/abo/abo.db \\(sqlite\\)
    - Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    - Deliveries: 0 gained, 0 lost.

    ### Changes — \\_A\\|B\\_  \\\`\\\`\\\`\\<b\\>x\\</b\\> &#64;all

    \`\`\`\`text
      + company  name="\`\`\`<b>x</b> @all" universes=client
    \`\`\`\`
    "
  `);
});

test('-o writes the plan, or the result, in other formats too', async ({ abo }) => {
  await abo.holds(ACME);
  const dry = await abo(`${DEMOTE} -n -o markdown=p.md -o json=p.json`);
  expect(dry).toContain('Dry run: nothing was changed.');
  expect(abo.read('p.md')).toBe(await abo.answer(`${DEMOTE} -n --format markdown`));
  expect(abo.read('p.json')).toBe(await abo.answer(`${DEMOTE} -n --format json`));
  await abo.run(`${DEMOTE} -n --plan-out saved.plan`);
  await abo.run('plan show saved.plan -o markdown=shown.md');
  expect(abo.read('shown.md')).toBe(abo.read('p.md'));
  const done = await abo.run(
    'apply saved.plan --max-losses 5 --yes --format json -o markdown=done.md -o table=done.txt',
  );
  expect(done.exitCode).toBe(0);
  expect((JSON.parse(done.stdout) as { change_set: number }).change_set).toBe(2);
  expect(abo.read('done.md').split('\n')[0]).toBe('## Change set 2');
  expect(abo.read('done.txt').trimEnd().split('\n').at(-1)).toBe('Applied as change set 2. Undo with: abo undo 2');
});

fileTest('-o: a wrong format, a file twice, and the file that is read or the database itself', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('c.csv', 'company,contact,role\nPART,paul@part.fr,user\n');
  expect(
    await abo.each([
      `${DEMOTE} -y -o csv=p.csv`,
      `${DEMOTE} -y -o json=p.json -o markdown=p.json`,
      'contact import c.csv -y --max-losses 5 -o json=c.csv',
      `${DEMOTE} -y -o json=data/abo/abo.db`,
      'history',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact set role=user --contact PART/paul@part.fr --max-losses 5 -y -o csv=p.csv

    stderr
    Error: “csv” is not a valid value for -o.
    Valid values: table, json, markdown.
    exit 2

    $ abo contact set role=user --contact PART/paul@part.fr --max-losses 5 -y -o json=p.json -o markdown=p.json

    stderr
    Error: -o …=p.json and -o …=p.json can't be used together.
    Use only one of them.
    exit 2

    $ abo contact import c.csv -y --max-losses 5 -o json=c.csv

    stderr
    Error: -o: “c.csv” is the input file and would be overwritten.
    Choose another file.
    exit 2

    $ abo contact set role=user --contact PART/paul@part.fr --max-losses 5 -y -o json=data/abo/abo.db

    stderr
    Error: -o: “data/abo/abo.db” is the database and would be overwritten.
    Choose another file.
    exit 2

    $ abo history
    No.  When (UTC)        Who    Command  Changes  Note
      1  2026-11-24 09:30  marie  onboard       17  files
    "
  `);
});
