/** People join and leave, each as one change set, which is undone as one. Source: docs/contract/cli.md, "Values and filters". */
import { expect } from 'vitest';
import { test, type Abo } from './abo.js';
import { ACME } from './world.js';

/** PART has a mailbox, and Paul a choice, in a universe that they no longer hold. */
const DORMANT = [
  'mailbox set ticketing=lea@acme.fr messaging=box@part.fr -c PART -u client -y',
  'sub set eshop.email=off --contact paul@part.fr -u client -y',
  'company set universes=operator -c PART -y',
];

const SHOWN = ['contact list', 'mailbox list', 'sub export --values stored', 'contact export'];

async function state(abo: Abo): Promise<string> {
  return (await abo.each(SHOWN)).replaceAll(/,\d+@<id>$/gmu, '');
}

/** Runs a command, undoes its change set, and checks that the database is as before. Returns the output of the command. */
async function runAndUndo(abo: Abo, command: string): Promise<string> {
  const before = await state(abo);
  const { number } = (await abo.json<{ items: { number: number }[] }>('history --limit 1')).items[0] ?? { number: 0 };
  const said = await abo(`${command} -y`);
  await abo.answer(`undo ${number + 1} -y`);
  expect(await state(abo)).toBe(before);
  return said;
}

test('an address is changed everywhere', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await runAndUndo(abo, 'contact rename jean@acme.fr jean.petit@acme.fr')).toMatchInlineSnapshot(`
    "
    $ abo contact rename jean@acme.fr jean.petit@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ contact  jean.petit@acme.fr  email  jean@acme.fr → jean.petit@acme.fr
    Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 25 gained, 25 lost.
    Applied as change set 2. Undo with: abo undo 2
    "
  `);
});

test('a domain is changed in every address, dormant ones included', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.runEach(DORMANT);
  expect(await runAndUndo(abo, 'address replace @part.fr @part.example')).toMatchInlineSnapshot(`
    "
    $ abo address replace @part.fr @part.example -y
    Database: <folder>/data/abo/abo.db (sqlite)
    PART  Le Partenaire
      ~ contact  paul@part.example  email  paul@part.fr → paul@part.example
      ~ mailbox  client    messaging  box@part.fr → box@part.example
      ~ mailbox  operator  mobile     rio@part.fr → rio@part.example
    Plan: 0 to add, 3 to change, 0 to remove; 0 unchanged.
    Deliveries: 18 gained, 18 lost.
    Applied as change set 5. Undo with: abo undo 5
    "
  `);
  await abo.answer('address replace @part.fr @part.example -y');
  expect(await abo.each(['contact list --address "*@part.fr"', 'mailbox list --address "*@part.fr"', 'find @part.fr']))
    .toMatchInlineSnapshot(`
    "
    $ abo contact list --address "*@part.fr"

    stderr
    Nothing matches “*@part.fr”.

    $ abo mailbox list --address "*@part.fr"

    stderr
    Nothing matches “*@part.fr”.

    $ abo find @part.fr

    stderr
    Nothing matches “@part.fr”.
    "
  `);
});

test('a change of domain lists every address that is taken', async ({ abo }) => {
  await abo.holds(ACME);
  for (const [company, universe] of [
    ['ACME', 'client'],
    ['PART', 'operator'],
  ]) {
    await abo.answer(`contact add --company ${company} --contact lea@acme.com name=Autre universes=${universe} -y`);
  }
  await abo.answer('contact add --company ACME --contact jean@acme.com name="Autre Jean" universes=client -y');
  const before = await abo.dump();
  expect(await abo('address replace @acme.fr @acme.com -y')).toMatchInlineSnapshot(`
    "
    $ abo address replace @acme.fr @acme.com -y

    stderr
    ACME/jean@acme.fr: “jean@acme.com” would belong to several contacts: Autre Jean, Jean Petit; it must be unique in the company [duplicate-contact]
    ACME/lea@acme.fr: “lea@acme.com” would belong to several contacts: Autre, Léa Œuvrard; it must be unique in the company [duplicate-contact]
    PART/lea@acme.fr: “lea@acme.com” would belong to several contacts: Autre, Léa ailleurs; it must be unique in the company [duplicate-contact]
    Rejected: 3 errors, nothing was written.
    exit 4
    "
  `);
  expect(await abo.dump()).toBe(before);
});

test('the subscriptions of a contact are copied to a colleague; what can’t be set is counted', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await runAndUndo(abo, 'sub copy jean@acme.fr ACME/lea@acme.fr')).toMatchInlineSnapshot(`
    "
    $ abo sub copy jean@acme.fr ACME/lea@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      + subscription  client  eshop.email             lea@acme.fr  default (off) → on
      + subscription  client  deliveries.email        lea@acme.fr  default (off) → on
      + subscription  client  service-settings.email  lea@acme.fr  default (off) → on
      + subscription  client  service-security.email  lea@acme.fr  default (off) → on
      + subscription  client  messaging.email         lea@acme.fr  default (off) → on
      + subscription  client  mobile.email            lea@acme.fr  default (off) → on  (inert)
    Plan: 6 to add, 0 to change, 0 to remove; 1 unchanged.
    Skipped: 20, because the setting can't apply there.
    Deliveries: 5 gained, 0 lost.
    Inert: 1 change can never deliver, because no event of this category goes to this universe:
      client  mobile
    Applied as change set 2. Undo with: abo undo 2
    "
  `);
  await abo.answer('sub set messaging=on --contact support@acme.fr -y');
  expect(await runAndUndo(abo, 'sub copy ACME/lea@acme.fr support@acme.fr --mode mirror')).toMatchInlineSnapshot(`
    "
    $ abo sub copy ACME/lea@acme.fr support@acme.fr --mode mirror -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ subscription  client  messaging.email  support@acme.fr  on → off
    Plan: 0 to add, 1 to change, 0 to remove; 6 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  support@acme.fr
    Applied as change set 5. Undo with: abo undo 5
    "
  `);
});

test('an employee who leaves is removed everywhere, with a successor', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.runEach([
    'contact add --company ACME --contact zoe@acme.fr name=Zoé universes=client -y',
    'contact add --company PART --contact zoe@acme.fr name=Zoé universes=operator -y',
    'contact add --company PART --contact max@part.fr name=Max universes=operator -y',
    'sub set mobile.email=on --contact PART/lea@acme.fr -y',
    'mailbox set mobile=lea@acme.fr -c SOLO,00075 -y',
    ...DORMANT,
  ]);
  expect(await runAndUndo(abo, 'contact remove lea@acme.fr --everywhere --successor ACME/zoe@acme.fr'))
    .toMatchInlineSnapshot(`
    "
    $ abo contact remove lea@acme.fr --everywhere --successor ACME/zoe@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)
    00075  =SUM(A1)
      ~ mailbox  client  mobile  lea@acme.fr → zoe@acme.fr  (inert)
    ACME  Acme Industrie
      - contact       lea@acme.fr  name="Léa Œuvrard" role=user access=no universes=client
      - subscription  client  ticketing.email  lea@acme.fr  on
      + subscription  client  ticketing.email  zoe@acme.fr  default (off) → on
    PART  Le Partenaire
      - contact       lea@acme.fr  name="Léa ailleurs" role=user access=yes universes=operator
      ~ mailbox       client    ticketing     lea@acme.fr → zoe@acme.fr
      - subscription  operator  mobile.email  lea@acme.fr  on
      + subscription  operator  mobile.email  zoe@acme.fr  default (off) → on
    SOLO  Œuvrard & fils
      ~ mailbox  client  mobile  lea@acme.fr → zoe@acme.fr  (inert)
    Plan: 2 to add, 3 to change, 4 to remove; 0 unchanged.
    Deliveries: 3 gained, 3 lost.
    Losses: 2 of 7 recipients will receive less.
      ACME  lea@acme.fr
      PART  lea@acme.fr
    Inert: 2 changes can never deliver, because no event of this category goes to this universe:
      client  mobile
    Applied as change set 10. Undo with: abo undo 10
    "
  `);
  expect(await abo('contact remove PART/lea@acme.fr --successor max -n')).toMatchInlineSnapshot(`
    "
    $ abo contact remove PART/lea@acme.fr --successor max -n
    Database: <folder>/data/abo/abo.db (sqlite)
    PART  Le Partenaire
      - contact       lea@acme.fr  name="Léa ailleurs" role=user access=yes universes=operator
      ~ mailbox       client    ticketing     lea@acme.fr → max@part.fr
      - subscription  operator  mobile.email  lea@acme.fr  on
      + subscription  operator  mobile.email  max@part.fr  default (off) → on
    Plan: 1 to add, 1 to change, 2 to remove; 0 unchanged.
    Deliveries: 2 gained, 2 lost.
    Losses: 1 of 3 recipients will receive less.
      PART  lea@acme.fr
    stderr
    Dry run: nothing was changed.
    "
  `);
  expect(
    await abo.each([
      'contact remove lea@acme.fr --everywhere --successor max@part.fr -y',
      'contact remove ACME/lea@acme.fr --successor PART/zoe@acme.fr -y',
      'contact remove ACME/lea@acme.fr --successor zoe@acme.fr -n -q',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact remove lea@acme.fr --everywhere --successor max@part.fr -y

    stderr
    Error: There is no contact “max@part.fr” in ACME.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2

    $ abo contact remove ACME/lea@acme.fr --successor PART/zoe@acme.fr -y

    stderr
    Error: There is no contact “PART/zoe@acme.fr” in ACME.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2

    $ abo contact remove ACME/lea@acme.fr --successor zoe@acme.fr -n -q
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      - contact       lea@acme.fr  name="Léa Œuvrard" role=user access=no universes=client
      - subscription  client  ticketing.email  lea@acme.fr  on
      + subscription  client  ticketing.email  zoe@acme.fr  default (off) → on
    Plan: 1 to add, 0 to change, 2 to remove; 0 unchanged.
    Deliveries: 1 gained, 1 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  lea@acme.fr
    "
  `);
});

test('an address that exists outside of the filter is not reported as unknown', async ({ abo }) => {
  await abo.holds({
    'companies.csv': 'company,name,universes\nACME,Acme,client\n',
    'mailboxes.csv': 'company,universe,ticketing\nACME,client,rio@acme.fr\n',
  });
  expect(await abo('address replace rio@acme.fr r2@acme.fr --only contact -n')).toMatchInlineSnapshot(`
    "
    $ abo address replace rio@acme.fr r2@acme.fr --only contact -n

    stderr
    Error: No contact has the address “rio@acme.fr”, but a generic mailbox does.
    Leave out --only, or give it the other value.
    exit 2
    "
  `);
  expect(await abo('address replace rio@acme.fr r2@acme.fr --only contact -n --lang fr')).toMatchInlineSnapshot(`
    "
    $ abo address replace rio@acme.fr r2@acme.fr --only contact -n --lang fr

    stderr
    Erreur : aucun contact n'a l'adresse « rio@acme.fr » ; c'est celle d'une boîte générique.
    Retirez --only, ou donnez-lui l'autre valeur.
    exit 2
    "
  `);
});
