/** Every filter: which companies, contacts and cells a command is about. Source: docs/contract/cli.md, "Values and filters". */
import { expect } from 'vitest';
import { test, type Abo } from './abo.js';
import { ACME } from './world.js';

/** The rows of each list, by the first two columns. */
async function reached(abo: Abo, lists: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const ran = await abo.runEach(lists.map((list) => `${list} --format csv`));
  return Object.fromEntries(
    ran.map(({ stdout }, i): [string, string] => {
      const [, ...rows] = stdout.trimEnd().split('\n');
      return [lists[i] ?? '', [...new Set(rows.map((row) => row.split(',').slice(0, 2).join('/')))].join(' ')];
    }),
  );
}

test('companies', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('codes.txt', '\ufeffACME\r\n\r\n 00075 \r\n');
  expect(
    await reached(abo, [
      'company list -c ACME,SOLO',
      'mailbox list --company ACME --company PART -u operator',
      'contact list -c @codes.txt --role user',
      'contact list --exclude-company ACME,PART',
      'contact list --partner PART --role admin',
    ]),
  ).toMatchInlineSnapshot(`
    {
      "company list -c ACME,SOLO": "ACME/Acme Industrie SOLO/Œuvrard & fils",
      "contact list --exclude-company ACME,PART": "00075/o'neil+x@été.fr",
      "contact list --partner PART --role admin": "ACME/jean@acme.fr",
      "contact list -c @codes.txt --role user": "00075/o'neil+x@été.fr ACME/lea@acme.fr ACME/support@acme.fr",
      "mailbox list --company ACME --company PART -u operator": "PART/operator",
    }
  `);
});

test('contacts, by address or name, whatever the case and accents', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await reached(abo, [
      'contact list --contact LEA@ACME.FR -c PART',
      'contact list --contact ACME/lea@acme.fr',
      'contact list --contact "jean petit,SUPPORT"',
      `contact list --contact 'anne "nanou"'`,
      'contact list --contact *oeuvrard',
      'contact list --contact LÉA*',
      'contact list --contact ACME/* --exclude-contact lea*,*petit',
      'contact list --address *@ÉTÉ.fr',
      'contact list --access no',
      'contact list -u ambassador,operator',
    ]),
  ).toMatchInlineSnapshot(`
    {
      "contact list --access no": "ACME/lea@acme.fr",
      "contact list --address *@ÉTÉ.fr": "00075/o'neil+x@été.fr",
      "contact list --contact "jean petit,SUPPORT"": "ACME/jean@acme.fr ACME/support@acme.fr",
      "contact list --contact 'anne "nanou"'": "00075/o'neil+x@été.fr",
      "contact list --contact *oeuvrard": "ACME/lea@acme.fr",
      "contact list --contact ACME/* --exclude-contact lea*,*petit": "ACME/support@acme.fr",
      "contact list --contact ACME/lea@acme.fr": "ACME/lea@acme.fr",
      "contact list --contact LEA@ACME.FR -c PART": "PART/lea@acme.fr",
      "contact list --contact LÉA*": "ACME/lea@acme.fr PART/lea@acme.fr",
      "contact list -u ambassador,operator": "ACME/jean@acme.fr PART/lea@acme.fr PART/paul@part.fr",
    }
  `);
});

test('filters of cells', async ({ abo }) => {
  await abo.holds(ACME);
  const expected = {
    '-c ACME': 4 * 14,
    '-c ACME --category eshop,mobile --channel email': 4 * 2,
    '-c ACME --notified yes': 14 + 13 + 2,
    '--stored on,off': 3,
    '--reason no-portal-access': 7,
    '--reason admin-default --role user': 0,
  };
  const filters = Object.keys(expected);
  const ran = await abo.runEach(filters.map((filter) => `sub list ${filter} --format ndjson`));
  expect(Object.fromEntries(ran.map(({ stdout }, i) => [filters[i], stdout.split('\n').length - 1]))).toEqual(expected);
});

test('a company or contact that a filter names must exist', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'contact list -c ACMEE',
      'contact list --partner NOBODY',
      'contact list --exclude-company SOL0',
      'contact list --contact lea@acme.fr',
      'contact list --contact nobody*',
      'contact list -u customer',
      'sub list --category tickets',
      'contact list -c @nowhere.txt',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact list -c ACMEE

    stderr
    Error: There is no company “ACMEE”.
    Did you mean “ACME”?
    exit 2

    $ abo contact list --partner NOBODY

    stderr
    Error: There is no company “NOBODY”.
    To search by code or name, use abo find TEXT.
    exit 2

    $ abo contact list --exclude-company SOL0

    stderr
    Error: There is no company “SOL0”.
    Did you mean “SOLO”?
    exit 2

    $ abo contact list --contact lea@acme.fr

    stderr
    Error: “lea@acme.fr” matches several contacts: ACME/lea@acme.fr, PART/lea@acme.fr.
    Name one as CODE/ADDRESS, or narrow it down with --company.
    exit 2

    $ abo contact list --contact nobody*

    stderr
    Nothing matches “nobody*”.

    $ abo contact list -u customer

    stderr
    Error: “customer” is not a valid value for --universe.
    Valid values: client, ambassador, operator.
    exit 2

    $ abo sub list --category tickets

    stderr
    Error: “tickets” is not a valid value for --category.
    Valid values: eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile.
    exit 2

    $ abo contact list -c @nowhere.txt

    stderr
    Error: --company: the list nowhere.txt can't be read: no such file or folder.
    A list is a text file with one value per line.
    exit 2
    "
  `);
});

test('a list is sorted and compared as text, on every engine', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('nul.txt', 'ACME\nAC\0ME\n');
  abo.write('latin.txt', Buffer.from('Œuvre\ncaf\xe9\n', 'latin1'));
  expect(
    await abo.each([
      'company list -c @nul.txt',
      'contact list --contact @nul.txt',
      'history -c @nul.txt',
      'audit -c @nul.txt --lang fr',
      'sub set ticketing=off -c ACME --exclude-contact @nul.txt -n',
      'company list -c @latin.txt',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company list -c @nul.txt

    stderr
    Error: --company: the list nul.txt can't be read: it is not text: it contains NUL characters.
    A list is a text file with one value per line.
    exit 2

    $ abo contact list --contact @nul.txt

    stderr
    Error: --contact: the list nul.txt can't be read: it is not text: it contains NUL characters.
    A list is a text file with one value per line.
    exit 2

    $ abo history -c @nul.txt

    stderr
    Error: --company: the list nul.txt can't be read: it is not text: it contains NUL characters.
    A list is a text file with one value per line.
    exit 2

    $ abo audit -c @nul.txt --lang fr

    stderr
    Erreur : --company : impossible de lire la liste nul.txt : ce n'est pas du texte : il contient des caractères NUL.
    Une liste est un fichier texte avec une valeur par ligne.
    exit 2

    $ abo sub set ticketing=off -c ACME --exclude-contact @nul.txt -n

    stderr
    Error: --exclude-contact: the list nul.txt can't be read: it is not text: it contains NUL characters.
    A list is a text file with one value per line.
    exit 2

    $ abo company list -c @latin.txt

    stderr
    Error: --company: the list latin.txt can't be read: it is not UTF-8 text.
    A list is a text file with one value per line.
    exit 2
    "
  `);
});

test('an excluded contact must exist too, in any company', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  expect(await abo('sub set ticketing=off -c ACME --exclude-contact leaa@acme.fr -y')).toMatchInlineSnapshot(`
    "
    $ abo sub set ticketing=off -c ACME --exclude-contact leaa@acme.fr -y

    stderr
    Error: There is no contact “leaa@acme.fr”.
    Did you mean “lea@acme.fr”?
    exit 2
    "
  `);
  expect(await abo.dump()).toBe(before);
  abo.write('vip.txt', 'paul@part.fr\nlea@acme.fr\n');
  expect(
    await reached(abo, ['contact list -c ACME --exclude-contact @vip.txt', 'contact list --exclude-contact no-one*']),
  ).toMatchInlineSnapshot(`
    {
      "contact list --exclude-contact no-one*": "00075/o'neil+x@été.fr ACME/jean@acme.fr ACME/lea@acme.fr ACME/support@acme.fr PART/lea@acme.fr PART/paul@part.fr",
      "contact list -c ACME --exclude-contact @vip.txt": "ACME/jean@acme.fr ACME/support@acme.fr",
    }
  `);
});

test('an empty filter is an error, not a filter that selects everything', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('none.txt', '\n');
  const before = await abo.dump();
  expect(await abo.each(['sub set all=off -c "" --role user -y', 'sub set all=off -c @none.txt --role user -y']))
    .toMatchInlineSnapshot(`
      "
      $ abo sub set all=off -c "" --role user -y

      stderr
      Error: --company “” contains no value.
      Give it a value, or leave it out.
      exit 2

      $ abo sub set all=off -c @none.txt --role user -y

      stderr
      Error: --company “@none.txt” contains no value.
      Give it a value, or leave it out.
      exit 2
      "
    `);
  expect(await abo.dump()).toBe(before);
});

test('a change needs a filter, or --all, and not both', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  for (const command of ['sub set all=off', 'mailbox clear all', 'contact set access=no', 'company set name=X']) {
    expect((await abo.run(`${command} --yes`)).exitCode).toBe(2);
  }
  expect(await abo('sub set all=off --all --role user -y')).toMatchInlineSnapshot(`
    "
    $ abo sub set all=off --all --role user -y

    stderr
    Error: --all and a filter can't be used together.
    Use only one of them.
    exit 2
    "
  `);
  expect(await abo.dump()).toBe(before);
  expect((await abo.run('contact set access=yes --all --yes')).exitCode).toBe(0);
  expect(await abo.dump()).not.toBe(before);
});
