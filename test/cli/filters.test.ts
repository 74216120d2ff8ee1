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
  const codes = async (filter: string): Promise<string> =>
    (await reached(abo, `company list ${filter}`)).replaceAll(/\/\S*( \S+)*?(?= \S+\/|$)/gu, '');
  expect(await codes('-c ACME,SOLO')).toMatch(/^ACME.*SOLO/u);
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
  expect(await contacts('--contact "jean petit","anne \\"nanou\\""'.replaceAll('\\"', ''))).toContain(
    'ACME/jean@acme.fr',
  );
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
  expect(await abo('contact list -c ACMEE')).toMatchInlineSnapshot();
  expect(await abo('contact list --partner NOBODY')).toMatchInlineSnapshot();
  expect(await abo('contact list --exclude-company SOL0')).toMatchInlineSnapshot();
  expect(await abo('contact list --contact lea@acme.fr')).toMatchInlineSnapshot();
  expect(await abo('contact list --contact nobody*')).toMatchInlineSnapshot();
  expect(await abo('contact list -u customer')).toMatchInlineSnapshot();
  expect(await abo('sub list --category tickets')).toMatchInlineSnapshot();
  expect(await abo('contact list -c @nowhere.txt')).toMatchInlineSnapshot();
});

test('a filter that names nothing is not a filter that lets everything through', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('none.txt', '\n');
  const before = abo.dump();
  expect(
    await abo(['sub', 'set', 'all=off', '-c', '', '--role', 'user', '-y'].join(' ').replace('-c  ', '-c "" ')),
  ).toMatchInlineSnapshot();
  expect(await abo('sub set all=off -c @none.txt --role user -y')).toMatchInlineSnapshot();
  expect(abo.dump()).toBe(before);
});

test('a change needs a filter, or --all, and not both', async ({ abo }) => {
  await abo.holds(ACME);
  const before = abo.dump();
  for (const command of ['sub set all=off', 'mailbox clear all', 'contact set access=no', 'company set name=X']) {
    expect((await abo.run(`${command} --yes`)).exitCode).toBe(2);
  }
  expect(await abo('sub set all=off --all --role user -y')).toMatchInlineSnapshot();
  expect(abo.dump()).toBe(before);
  expect((await abo.run('contact set access=yes --all --yes')).exitCode).toBe(0);
  expect(abo.dump()).not.toBe(before);
});
