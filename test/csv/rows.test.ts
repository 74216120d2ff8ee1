import { describe, expect, test } from 'vitest';
import { cellBit } from '../../src/domain/cells.js';
import { openCsv, openEvents, openExpectations, type CsvRecord } from '../../src/csv/open.js';
import { mailboxBit, type ImportRow } from '../../src/csv/rows/import-row.js';
import { input, read, readAll, requestsOf } from './reading.js';

const on = cellBit('eshop', 'interface');
const off = cellBit('eshop', 'email');
const cleared = cellBit('ticketing', 'email');

describe('companies', () => {
  test('every field, by code', async () => {
    const result = await read(
      'company,name,universes,partner,partner_universe,abo_revision\n00075,"Dupont, Frères",client|operator,P1,ambassador,12@kqzt\n',
    );
    expect(requestsOf(result)).toEqual([
      {
        kind: 'company',
        mode: 'upsert',
        company: '00075',
        name: 'Dupont, Frères',
        universes: ['client', 'operator'],
        partner: 'P1',
        partnerUniverse: 'ambassador',
      },
    ]);
    expect(result.records[0]?.row?.revision).toEqual({ number: 12, identity: 'kqzt' });
  });

  test('as a French Excel saves it: Windows-1252, semicolons, CRLF, labels', async () => {
    const text =
      'Société;Nom;Univers;Partenaire;Univers du partenaire\r\nACME;Société Œuvrard;"Univers client, univers OPÉRATEUR";;\r\nB2;Été;operator|client;aucun;\r\n';
    const bytes = Buffer.from(text.replace('Œ', '\x8c'), 'latin1');
    const result = await read(bytes);
    expect([result.file.encoding, result.file.delimiter, result.lines()]).toEqual(['windows-1252', ';', '']);
    expect(requestsOf(result)).toEqual([
      { kind: 'company', mode: 'upsert', company: 'ACME', name: 'Société Œuvrard', universes: ['client', 'operator'] },
      { kind: 'company', mode: 'upsert', company: 'B2', name: 'Été', universes: ['client', 'operator'], partner: null },
    ]);
  });

  test('an empty cell or a missing column leaves the field as it is; --update-only adds no company', async () => {
    expect(requestsOf(await read('company,name,partner\nACME,,\n', { updateOnly: true }))).toEqual([
      { kind: 'company', mode: 'set', company: 'ACME' },
    ]);
  });

  test('names are put in NFC, codes and leading zeros stay, ="…" is taken apart', async () => {
    const result = await read('company,name\n"=""00075""",e\u0301te\u0301\n="1E5",\'=SUM(A1)\n');
    expect(requestsOf(result)).toMatchObject([
      { company: '00075', name: 'été' },
      { company: '1E5', name: '=SUM(A1)' },
    ]);
  });
});

describe('contacts', () => {
  test('every field, with labels as values', async () => {
    const result = await read(
      'company;contact;name;role;access;universes;ref;new_email\nACME;+33@x.fr;Jean;administrateur;Oui;client;-;jean@x.fr\nACME;b@x.fr;;User;faux;;R1;\n',
    );
    expect(requestsOf(result)).toEqual([
      {
        kind: 'contact',
        mode: 'upsert',
        company: 'ACME',
        contact: '+33@x.fr',
        name: 'Jean',
        role: 'admin',
        access: true,
        universes: ['client'],
        ref: null,
        newEmail: 'jean@x.fr',
      },
      { kind: 'contact', mode: 'upsert', company: 'ACME', contact: 'b@x.fr', role: 'user', access: false, ref: 'R1' },
    ]);
  });

  test('with boxes, each record is a contact and its choices, where there are any', async () => {
    const result = await read(
      'company,contact,name,universes,universe,new_email,eshop.interface,eshop.email,ticketing.email\n' +
        'ACME,a@x.fr,A,client,client,,x,0,défaut\nACME,b@x.fr,B,client,,,,,\nACME,c@x.fr,C,client,*,d@x.fr,,,1\n',
    );
    expect(requestsOf(result)).toMatchObject([
      { kind: 'contact', contact: 'a@x.fr' },
      { kind: 'subscription', contact: 'a@x.fr', universe: 'client', on, off, default: cleared },
      { kind: 'contact', contact: 'b@x.fr' },
      { kind: 'contact', contact: 'c@x.fr', newEmail: 'd@x.fr' },
      { kind: 'subscription', contact: 'd@x.fr', universe: '*', on: cleared, off: 0, default: 0 },
    ]);
    expect(result.records.map(({ row }) => row?.emptyCells)).toEqual([0, 0, on | off]);
  });

  test('a filled box without a universe is a missing value', async () => {
    const { lines } = await read('company,contact,universe,eshop.email\nACME,a@x.fr,,1\n', { kind: 'contacts' });
    expect(lines()).toBe('clients.csv:2 (record 1), column C “universe”: the cell must not be empty [missing-value]');
  });
});

describe('mailboxes', () => {
  test('wide: an address, none, or left as it is', async () => {
    const result = await read('company,universe,eshop,ticketing,mobile\nACME,Tous les univers, Support@ACME.fr ,-,\n');
    expect(requestsOf(result)).toEqual([
      { kind: 'mailbox', company: 'ACME', universe: '*', values: { eshop: 'Support@ACME.fr', ticketing: null } },
    ]);
    expect(result.records[0]?.row?.emptyCells).toBe(mailboxBit('mobile'));
  });

  test('long: a row a cell', async () => {
    const text =
      'Société;Univers;Catégorie;E-mail\nACME;univers client;messagerie;a@x.fr\nACME;client;mobile;aucune\nACME;client;eshop;\n';
    const result = await read(text);
    expect(requestsOf(result)).toEqual([
      { kind: 'mailbox', company: 'ACME', universe: 'client', values: { messaging: 'a@x.fr' } },
      { kind: 'mailbox', company: 'ACME', universe: 'client', values: { mobile: null } },
      { kind: 'mailbox', company: 'ACME', universe: 'client', values: {} },
    ]);
    expect(result.records.map(({ row }) => row?.emptyCells)).toEqual([0, 0, mailboxBit('eshop')]);
  });

  test('--empty off means no address', async () => {
    const result = await read('company,universe,eshop,ticketing\nACME,client,,a@x.fr\n', { empty: 'off' });
    expect(requestsOf(result)).toMatchObject([{ values: { eshop: null, ticketing: 'a@x.fr' } }]);
    expect(result.records[0]?.row?.emptyCells).toBe(0);
  });
});

describe('subscriptions', () => {
  const wide = 'company,contact,universe,eshop.interface,eshop.email,ticketing.email\nACME,a@x.fr,client,✓,NON,\n';

  test('wide', async () => {
    const result = await read(wide);
    expect(requestsOf(result)).toEqual([
      { kind: 'subscription', company: 'ACME', contact: 'a@x.fr', universe: 'client', on, off, default: 0 },
    ]);
    expect(result.records[0]?.row).toMatchObject({ emptyCells: cleared, revision: null, readerFields: null });
    expect(result.file.tally).toEqual({ on: 1, off: 1, default: 0, empty: 1 });
  });

  test('what an empty cell means', async () => {
    expect(requestsOf(await read(wide, { empty: 'off' }))).toMatchObject([{ on, off: off | cleared, default: 0 }]);
    expect(requestsOf(await read(wide, { empty: 'default' }))).toMatchObject([{ on, off, default: cleared }]);
  });

  test('long, with the fields of the contact', async () => {
    const result = await read(
      'company,contact,name,role,access,universe,category,channel,value,abo_revision\n' +
        'ACME,a@x.fr,Jean,admin,yes,client,E-Boutique,Interface,1,0@kqzt\n' +
        'ACME,a@x.fr,,,,client,eshop,email,,\n',
    );
    expect(requestsOf(result)).toMatchObject([
      { on, off: 0, default: 0 },
      { on: 0, off: 0, default: 0 },
    ]);
    expect(result.records.map(({ row }) => row)).toMatchObject([
      {
        emptyCells: 0,
        revision: { number: 0, identity: 'kqzt' },
        readerFields: { name: 'Jean', role: 'admin', access: true },
      },
      { emptyCells: off, revision: null, readerFields: { name: null, role: null, access: null } },
    ]);
  });

  test('a file of many batches: each record once, on its line; the tally restarts when it is read again', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `ACME;"${i % 3 === 0 ? 'two\r\nlines' : 'one'}";c${i}@x.fr;*;1;0`,
    );
    const header = 'Société;Nom;Contact;Univers;E-Boutique;\r\n;;;;Interface;E-mail\r\n';
    const csv = await openCsv(input(header + rows.join('\r\n')));
    for (let time = 0; time < 2; time++) {
      const records: CsvRecord<ImportRow>[] = [];
      let batches = 0;
      for await (const batch of csv.batches()) {
        batches++;
        records.push(...batch.records);
      }
      expect(batches).toBeGreaterThan(10);
      expect(records.map(({ cells }) => cells[2])).toEqual(rows.map((_, i) => `c${i}@x.fr`));
      expect(records.map(({ origin }) => origin.record)).toEqual(rows.map((_, i) => i + 1));
      expect(records.every(({ origin: { line, record } }) => line === record + 2 + Math.ceil((record - 1) / 3))).toBe(
        true,
      );
      expect(csv.tally).toEqual({ on: 20_000, off: 20_000, default: 0, empty: 0 });
    }
    await csv.close();
  });

  test('a row may end before its last boxes', async () => {
    const result = await read('company,contact,universe,eshop.interface,eshop.email\nACME,a@x.fr,client\n');
    expect(result.problems).toEqual([]);
    expect(result.records[0]?.row?.emptyCells).toBe(on | off);
  });

  test.each(['1', 'x', 'X', '✓', 'on', 'Yes', 'y', 'OUI', 'o', 'true', 'Vrai', ' 1 '])('%j is on', async (value) => {
    const text = `company,contact,universe,eshop.interface\nACME,a@x.fr,client,${value}\n`;
    expect(requestsOf(await read(text))).toMatchObject([{ on, off: 0, default: 0 }]);
  });

  test.each(['2', 'ö', '-', 'none', 'oui!', '10'])('%j is no value', async (value) => {
    const { problems } = await read(`company,contact,universe,eshop.interface\nACME,a@x.fr,client,${value}\n`);
    expect(problems).toMatchObject([{ code: 'bad-value', column: 'eshop.interface', value }]);
  });
});

describe('events and expectations', () => {
  test('events', async () => {
    const csv = await readAll(
      await openEvents(
        input('event,company,universe,id\nticketing.ticket-created,ACME,,7\nmobile,B,operator,\nnope,C,*,\n'),
      ),
    );
    expect(csv.records.map(({ row }) => row)).toEqual([
      { event: 'ticketing.ticket-created', company: 'ACME', universe: null, id: '7' },
      { event: 'mobile', company: 'B', universe: 'operator', id: null },
      null,
    ]);
    expect(csv.lines()).toBe('clients.csv:4 (record 3), column A “event”: “nope” is not an event [unknown-event]');
  });

  test('expectations', async () => {
    const csv = await readAll(
      await openExpectations(
        input(
          'Événement;Société;Canal;Destinataire;Attendu\nmobile.rio-consulted;A;email;a@x.fr;oui\neshop;A;interface;*;no\neshop;A;email;*;yes\n',
        ),
      ),
    );
    expect(csv.records.map(({ row }) => row)).toEqual([
      {
        event: 'mobile.rio-consulted',
        company: 'A',
        universe: null,
        channel: 'email',
        recipient: 'a@x.fr',
        expected: true,
      },
      { event: 'eshop', company: 'A', universe: null, channel: 'interface', recipient: '*', expected: false },
      null,
    ]);
    expect(csv.problems).toMatchObject([{ code: 'bad-value', column: 'recipient', origin: { line: 4, record: 3 } }]);
  });
});

describe('what is wrong in a row', () => {
  test('the line of docs/contract/csv.md', async () => {
    const filler = Array.from({ length: 15 }, (_, i) => `ACME;a${i}@x.fr;client;eshop;email;1`).join('\n');
    const { lines } = await read(
      `Société;contact;Univers;catégorie;canal;Valeur\n${filler}\nACME;b@x.fr;client;eshop;e-mial;1\n`,
    );
    expect(lines()).toBe(
      'clients.csv:17 (record 16), column E “canal”: “e-mial” is not a channel; did you mean “email”? [unknown-channel]',
    );
    expect(lines('fr')).toBe(
      "clients.csv:17 (enregistrement 16), colonne E « canal » : « e-mial » n'est pas un canal ; vouliez-vous dire « email » ? [unknown-channel]",
    );
  });

  test('every problem, with the line on which the record begins', async () => {
    const { lines, records } = await read(
      'company,contact,name,role,access,universes,abo_revision\nACME,a@x.fr,"two\nlines",boss,maybe,client|clint;Univers opérateur,x\n\n,,x,,,|,\n',
    );
    expect(lines()).toMatchInlineSnapshot(`
      "clients.csv:2 (record 1), column D “role”: “boss” is not a valid value here; valid values: admin, user [bad-value]
      clients.csv:2 (record 1), column E “access”: “maybe” is not a valid value here; valid values: yes, no [bad-value]
      clients.csv:2 (record 1), column F “universes”: “clint” is not a universe; did you mean “client”? [unknown-universe]
      clients.csv:2 (record 1), column G “abo_revision”: “x” is not a revision; leave the column as it was exported, or remove it [bad-value]
      clients.csv:5 (record 2), column A “company”: the cell must not be empty [missing-value]
      clients.csv:5 (record 2), column B “contact”: the cell must not be empty [missing-value]
      clients.csv:5 (record 2), column F “universes”: “|” is not a valid value here; valid values: client, ambassador, operator [bad-value]"
    `);
    expect(records.map(({ row, problems }) => [row, problems.length])).toEqual([
      [null, 4],
      [null, 3],
    ]);
  });

  test('a ragged row has no other problem', async () => {
    const { lines } = await read(
      'company,contact,universe,eshop.email\nACME\nACME,a@x.fr,nope,1,Dupont, Jean\nACME,a@x.fr,client,1,, \nACME,a@x.fr,nope\n',
    );
    expect(lines()).toMatchInlineSnapshot(`
      "clients.csv:2 (record 1), column B “contact”: the row ends after 1 of 4 cells, before a required one; is it cut off, or does it use another delimiter? [ragged-row]
      clients.csv:3 (record 2), column E: “Dupont” is beyond the last column; put a cell that contains the delimiter in quotes [ragged-row]
      clients.csv:5 (record 4), column C “universe”: “nope” is not a universe; valid values: client, ambassador, operator, * [unknown-universe]"
    `);
  });

  test('a bad quote ends the reading, and says so', async () => {
    const { lines, records } = await read('company,name\nA,x\nB,5" screen\nC,y\n');
    expect(lines()).toMatchInlineSnapshot(
      `"clients.csv:3, column B “name”: a quote is in the wrong place, so reading stopped; quote the whole cell, and double each quote inside it [bad-quote]"`,
    );
    expect(records).toHaveLength(1);
    expect((await read('company,name\nA,"x\nB,y\n')).lines()).toMatchInlineSnapshot(
      `"clients.csv:2, column B “name”: a quote is opened here and never closed, so reading stopped; close it; in a quoted cell, double each quote [bad-quote]"`,
    );
  });
});
