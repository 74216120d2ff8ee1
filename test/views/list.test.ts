/** Lists in their four formats, on a terminal and piped. */
import { expect, test } from 'vitest';
import { mailboxRecords, subscriptionRecords } from '../../src/domain/records.js';
import { messagesIn } from '../../src/messages/index.js';
import { companies, contacts, mailboxes, subscriptions } from '../../src/views/directory-lists.js';
import { writeList } from '../../src/views/list.js';
import { MemoryOutput } from '../support/memory-output.js';
import { acme, batches, company, contact, state } from './building.js';

const { en, fr } = messagesIn;
const csvLines = async () => (cells: readonly string[]) => `${cells.join(';')}\n`;
const people = acme().contacts.map((one) => one.contact);

test('a table, piped: nothing is cut, codes have names, control characters are seen', async () => {
  const page = new MemoryOutput();
  expect(await writeList(contacts, batches(people), 'table', page, fr, csvLines)).toBe(4);
  expect(page.text).toMatchInlineSnapshot(`
    "Société  Contact              Nom           Rôle     Accès  Univers              Référence
    ACME     anne.nanou@acme.fr   Anne "Nanou"  utilis.  non    client
    ACME     jean.petit@acme.fr   Jean Petit    admin    oui    client, ambassadeur
    ACME     lea.le-goff@acme.fr  Léa Le Goff   utilis.  oui    client, ambassadeur
    ACME     zoe@acme.fr          Zoé␊␛[31m     utilis.  oui    client
    "
  `);
});

test('a table on a narrow terminal: the widest columns give way', async () => {
  const page = new MemoryOutput({ columns: 60 });
  await writeList(contacts, batches(people), 'table', page, en, csvLines);
  expect(page.text).toMatchInlineSnapshot(`
    "Company  Contact  Name     Role   Access  Universe  Referenc
                                              s         e
    ACME     anne.    Anne     user   no      client
             nanou@   "Nanou"
             acme.fr
    ACME     jean.    Jean     admin  yes     client,
             petit@   Petit                   ambassad
             acme.fr                          or
    ACME     lea.le-  Léa Le   user   yes     client,
             goff@    Goff                    ambassad
             acme.fr                          or
    ACME     zoe@     Zoé␊␛[3  user   yes     client
             acme.fr  1m
    "
  `);
});

test('companies as a JSON document, an item a line', async () => {
  const page = new MemoryOutput();
  const client = company('NORD', { name: 'Nord', partner: 'ACME', partnerUniverse: 'ambassador' });
  await writeList(companies, batches([acme().company], [client]), 'json', page, en, csvLines);
  expect(page.text).toMatchInlineSnapshot(`
    "{
      "schema": "abo.companies/1",
      "items": [
        {"code":"ACME","name":"Acme Industrie","universes":["client","ambassador"],"partner":null,"partner_universe":null},
        {"code":"NORD","name":"Nord","universes":["client"],"partner":"ACME","partner_universe":"ambassador"}
      ]
    }
    "
  `);
});

test('JSON holds what it was given, but nothing in it acts on a terminal', async () => {
  const name = 'Zoé\n\u001b[31m\u009b2J\u202etxt';
  const page = new MemoryOutput();
  await writeList(contacts, batches([contact('z@acme.fr', { name })]), 'ndjson', page, en, csvLines);
  expect(JSON.parse(page.text)).toMatchObject({ name });
  expect(page.text).toContain(String.raw`Zoé\n\u001b[31m\u009b2J\u202etxt`);
});

test('subscriptions as CSV: codes, yes and no', async () => {
  const page = new MemoryOutput();
  const records = acme().contacts.slice(0, 1).flatMap(subscriptionRecords).slice(-6);
  await writeList(subscriptions, batches(records), 'csv', page, en, csvLines);
  expect(page.text).toMatchInlineSnapshot(`
    "company;contact;name;role;access;universe;category;channel;notified;stored;reason;inert
    ACME;anne.nanou@acme.fr;Anne "Nanou";user;no;client;ticketing;interface;no;default;no-portal-access;no
    ACME;anne.nanou@acme.fr;Anne "Nanou";user;no;client;ticketing;email;yes;on;explicit-on;no
    ACME;anne.nanou@acme.fr;Anne "Nanou";user;no;client;messaging;interface;no;default;no-portal-access;no
    ACME;anne.nanou@acme.fr;Anne "Nanou";user;no;client;messaging;email;no;default;not-subscribed;no
    ACME;anne.nanou@acme.fr;Anne "Nanou";user;no;client;mobile;interface;no;default;no-portal-access;yes
    ACME;anne.nanou@acme.fr;Anne "Nanou";user;no;client;mobile;email;no;default;not-subscribed;yes
    "
  `);
});

test('mailboxes that do nothing say why', async () => {
  const page = new MemoryOutput();
  const records = mailboxRecords(
    state(company('ACME'), [], {
      client: { ticketing: 'a@acme.fr', mobile: 'b@acme.fr' },
      operator: { mobile: 'c@acme.fr' },
    }),
  );
  await writeList(mailboxes, batches(records), 'table', page, en, csvLines);
  expect(page.text).toMatchInlineSnapshot(`
    "Company  Universe  Category   E-mail     Note
    ACME     client    Ticketing  a@acme.fr
    ACME     client    Mobile     b@acme.fr  can never deliver
    ACME     operator  Mobile     c@acme.fr  universe not held
    "
  `);
});

test.each([
  ['table', ''],
  ['json', '{\n  "schema": "abo.companies/1",\n  "items": []\n}\n'],
  ['ndjson', ''],
  ['csv', 'code;name;universes;partner;partner_universe\n'],
] as const)('an empty list as %s', async (format, text) => {
  const page = new MemoryOutput();
  expect(await writeList(companies, batches(), format, page, en, csvLines)).toBe(0);
  expect(page.text).toBe(text);
});

test('of 20,000 rows each is looked at once, and they come in pieces', async () => {
  const thousand = Array.from({ length: 1_000 }, (_, i) =>
    contact(`contact.${i}@acme.fr`, { name: `Léa Œuvrard ${i}` }),
  );
  let pieces = 0;
  const page = Object.assign(new MemoryOutput({ columns: 100 }), {
    write: async () => {
      pieces++;
    },
  });
  const looks = new Map<string, number>();
  const counting = {
    ...contacts,
    fields: contacts.fields.map((field) => {
      const { key, table } = field;
      if (table === undefined) return field;
      const text: typeof table.text = (record, messages) => {
        looks.set(key, (looks.get(key) ?? 0) + 1);
        return table.text(record, messages);
      };
      return { ...field, table: { ...table, text } };
    }),
  };
  await writeList(counting, batches(...Array.from({ length: 20 }, () => thousand)), 'table', page, en, csvLines);
  expect(new Set(looks.values())).toEqual(new Set([20_000]));
  expect(pieces).toBeGreaterThan(20);
});

test('a wider cell far down makes its column wider from there on, rather than being cut', async () => {
  const page = new MemoryOutput();
  const short = Array.from({ length: 1_000 }, () => company('A', { name: 'A' }));
  await writeList(companies, batches(short, [company('A-LONGER-CODE')]), 'table', page, en, csvLines);
  const lines = page.text.split('\n');
  expect([lines[0], lines[1], lines.at(-2)]).toEqual([
    'Company  Name  Universes  Partner  Partner universe',
    'A        A     client',
    'A-LONGER-CODE  A-LONGER-CODE SA  client',
  ]);
});
