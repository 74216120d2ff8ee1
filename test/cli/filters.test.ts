/** Every filter: which companies, contacts and cells a command is about. Source: cli.md, "Values and filters". */
import { expect } from 'vitest';
import { test, type Abo } from './abo.js';
import { ACME } from './world.js';

/** What a list reaches, by its first columns. */
async function reached(abo: Abo, command: string): Promise<string> {
  const [, ...rows] = (await abo.answer(`${command} --format csv`)).trimEnd().split('\n');
  return [...new Set(rows.map((row) => row.split(',').slice(0, 2).join('/')))].join(' ');
}

test('companies', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('codes.txt', '\ufeffACME\r\n\r\n 00075 \r\n');
  expect(await reached(abo, 'company list -c ACME,SOLO')).toBe('ACME/Acme Industrie SOLO/Œuvrard & fils');
  expect(await reached(abo, 'mailbox list --company ACME --company PART -u operator')).toBe('PART/operator');
  expect(await reached(abo, 'contact list -c @codes.txt --role user')).toBe(
    "00075/o'neil+x@été.fr ACME/lea@acme.fr ACME/support@acme.fr",
  );
  expect(await reached(abo, 'contact list --exclude-company ACME,PART')).toBe("00075/o'neil+x@été.fr");
  expect(await reached(abo, 'contact list --partner PART --role admin')).toBe('ACME/jean@acme.fr');
});

test('contacts', async ({ abo }) => {
  await abo.holds(ACME);
  const contacts = (filter: string): Promise<string> => reached(abo, `contact list ${filter}`);
  expect(await contacts('--contact LEA@ACME.FR -c PART')).toBe('PART/lea@acme.fr');
  expect(await contacts('--contact ACME/lea@acme.fr')).toBe('ACME/lea@acme.fr');
  expect(await contacts(`--contact "jean petit,SUPPORT"`)).toBe('ACME/jean@acme.fr ACME/support@acme.fr');
  expect(await contacts(`--contact 'anne "nanou"'`)).toBe("00075/o'neil+x@été.fr");
  expect(await contacts('--contact *oeuvrard')).toBe('ACME/lea@acme.fr');
  expect(await contacts('--contact LÉA*')).toBe('ACME/lea@acme.fr PART/lea@acme.fr');
  expect(await contacts('--contact ACME/* --exclude-contact lea*,*petit')).toBe('ACME/support@acme.fr');
  expect(await contacts('--address *@ÉTÉ.fr')).toBe("00075/o'neil+x@été.fr");
  expect(await contacts('--access no')).toBe('ACME/lea@acme.fr');
  expect(await contacts('-u ambassador,operator')).toBe('ACME/jean@acme.fr PART/lea@acme.fr PART/paul@part.fr');
});

test('cells', async ({ abo }) => {
  await abo.holds(ACME);
  const cells = async (filter: string): Promise<number> =>
    (await abo.answer(`sub list ${filter} --format ndjson`)).split('\n').length - 1;
  expect(await cells('-c ACME')).toBe(4 * 14);
  expect(await cells('-c ACME --category eshop,mobile --channel email')).toBe(4 * 2);
  expect(await cells('-c ACME --notified yes')).toBe(14 + 13 + 2);
  expect(await cells('--stored on,off')).toBe(3);
  expect(await cells('--reason no-portal-access')).toBe(7);
  expect(await cells('--reason admin-default --role user')).toBe(0);
});

test('what a filter names must be there', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo('contact list -c ACMEE')).toMatchInlineSnapshot(`
    "
    $ abo contact list -c ACMEE

    stderr
    Error: There is no company “ACMEE”.
    Did you mean “ACME”?
    exit 2
    "
  `);
  expect(await abo('contact list --partner NOBODY')).toMatchInlineSnapshot(`
    "
    $ abo contact list --partner NOBODY

    stderr
    Error: There is no company “NOBODY”.
    abo find TEXT looks for one by code or name.
    exit 2
    "
  `);
  expect(await abo('contact list --exclude-company SOL0')).toMatchInlineSnapshot(`
    "
    $ abo contact list --exclude-company SOL0

    stderr
    Error: There is no company “SOL0”.
    Did you mean “SOLO”?
    exit 2
    "
  `);
  expect(await abo('contact list --contact lea@acme.fr')).toMatchInlineSnapshot(`
    "
    $ abo contact list --contact lea@acme.fr

    stderr
    Error: “lea@acme.fr” is several contacts: ACME/lea@acme.fr, PART/lea@acme.fr.
    Name one as CODE/ADDRESS, or narrow it with --company.
    exit 2
    "
  `);
  expect(await abo('contact list --contact nobody*')).toMatchInlineSnapshot(`
    "
    $ abo contact list --contact nobody*

    stderr
    Nothing matches “nobody*”.
    "
  `);
  expect(await abo('contact list -u customer')).toMatchInlineSnapshot(`
    "
    $ abo contact list -u customer

    stderr
    Error: “customer” is not a value for --universe.
    It takes client, ambassador, operator.
    exit 2
    "
  `);
  expect(await abo('sub list --category tickets')).toMatchInlineSnapshot(`
    "
    $ abo sub list --category tickets

    stderr
    Error: “tickets” is not a value for --category.
    It takes eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile.
    exit 2
    "
  `);
  expect(await abo('contact list -c @nowhere.txt')).toMatchInlineSnapshot(`
    "
    $ abo contact list -c @nowhere.txt

    stderr
    Error: --company: the list nowhere.txt can't be read: ENOENT: no such file or directory, open 'nowhere.txt'
    A list is a text file with one value a line.
    exit 2
    "
  `);
});

test('a filter that names nothing is not a filter that lets everything through', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('none.txt', '\n');
  const before = abo.dump();
  expect(await abo('sub set all=off -c "" --role user -y')).toMatchInlineSnapshot(`
    "
    $ abo sub set all=off -c "" --role user -y

    stderr
    Error: --company “” names nothing.
    Give it a value, or leave it out.
    exit 2
    "
  `);
  expect(await abo('sub set all=off -c @none.txt --role user -y')).toMatchInlineSnapshot(`
    "
    $ abo sub set all=off -c @none.txt --role user -y

    stderr
    Error: --company “@none.txt” names nothing.
    Give it a value, or leave it out.
    exit 2
    "
  `);
  expect(abo.dump()).toBe(before);
});

test('a change needs a filter, or --all, and not both', async ({ abo }) => {
  await abo.holds(ACME);
  const before = abo.dump();
  for (const command of ['sub set all=off', 'mailbox clear all', 'contact set access=no', 'company set name=X']) {
    expect((await abo.run(`${command} --yes`)).exitCode).toBe(2);
  }
  expect(await abo('sub set all=off --all --role user -y')).toMatchInlineSnapshot(`
    "
    $ abo sub set all=off --all --role user -y

    stderr
    Error: --all and a filter can't be given together.
    Keep one of the two.
    exit 2
    "
  `);
  expect(abo.dump()).toBe(before);
  expect((await abo.run('contact set access=yes --all --yes')).exitCode).toBe(0);
  expect(abo.dump()).not.toBe(before);
});
