import { describe, expect, test } from 'vitest';
import { AboError } from '../../src/errors.js';
import { columnsOf, read, requestsOf } from './reading.js';

async function readAs(header: string): Promise<string> {
  const { file, problems } = await read(header);
  return [
    file.header.shape.kind,
    file.header.shape.layout,
    ...columnsOf(file),
    ...problems.map(({ code }) => `!${code}`),
  ]
    .filter((x) => x !== null)
    .join(' ');
}

describe('the kind and layout follow from the header', () => {
  test.each([
    ['company', 'companies company'],
    ['Société;Nom;Univers', 'companies company name universes'],
    [
      'company,name,universes,partner,partner_universe,abo_revision',
      'companies company name universes partner partner_universe abo_revision',
    ],
    ['Société;E-mail;Nom;Rôle;Univers', 'contacts company contact name role universes'],
    ['company,contact,ref,new_email', 'contacts company contact ref new_email'],
    ['company,contact,universes,universe,eshop.email', 'contacts company contact universes universe eshop.email'],
    ['company,universe,ticketing', 'mailboxes wide company universe ticketing'],
    ['Société;Univers;Catégorie;E-mail', 'mailboxes long company universe category email'],
    [
      'company,contact,name,role,access,universe,ticketing.email',
      'subscriptions wide company contact name role access universe ticketing.email',
    ],
    [
      'Entreprise;Courriel;Univers;Catégorie;Canal;Valeur',
      'subscriptions long company contact universe category channel value',
    ],
  ])('%s', async (header, expected) => {
    expect(await readAs(header)).toBe(expected);
  });
});

describe('headers match whatever their case, accents and space', () => {
  test.each([
    [
      '  SOCIETE ;adresse  MAIL;univers;e-boutique interface;Mes services Monitoring / Securite E-mail;MY SERVICES - SETTINGS e-mail',
    ],
    ['Company,Contact,Universe,E-shop Interface,service-security.email,Mes Services Paramétrage E-mail'],
  ])('%s', async (header) => {
    expect(await readAs(header)).toBe(
      'subscriptions wide company contact universe eshop.interface service-security.email service-settings.email',
    );
  });

  test('two header rows, the category written once', async () => {
    const { file, records, problems } = await read(
      'Société;Contact;Univers;E-Boutique;;Livraisons;\n;;;Interface;E-mail;Interface;E-mail\nACME;a@x.fr;Univers client;1;0;x;\n',
    );
    expect(problems).toEqual([]);
    expect(file.header.rows).toHaveLength(2);
    expect(columnsOf(file)).toEqual([
      'company',
      'contact',
      'universe',
      'eshop.interface',
      'eshop.email',
      'deliveries.interface',
      'deliveries.email',
    ]);
    expect(file.columnOf('deliveries.email')).toEqual({ letter: 'G', header: 'Livraisons E-mail' });
    expect(records.map(({ origin }) => [origin.line, origin.record])).toEqual([[3, 1]]);
  });

  test('two header rows, the category over each column and the rest in the second', async () => {
    const { file, problems } = await read(
      ',,,Ticketing,Ticketing,Mobile\nCompany,Contact,Universe,Interface,E-mail,Interface\nACME,a@x.fr,client,1,0,1\n',
    );
    expect(problems).toEqual([]);
    expect(columnsOf(file)).toEqual([
      'company',
      'contact',
      'universe',
      'ticketing.interface',
      'ticketing.email',
      'mobile.interface',
    ]);
  });

  test('a first row of data is no second header', async () => {
    const { file } = await read('company,universe,category,email\nACME,client,Ticketing,Interface\n');
    expect(file.header.rows).toHaveLength(1);
  });
});

describe('what is wrong with a header', () => {
  test('unknown, missing and repeated columns, all of them', async () => {
    const { lines, records } = await read('company,Societe,nmae,universes,,zzz\nACME,,,client,,\n', {
      kind: 'companies',
    });
    expect(lines()).toMatchInlineSnapshot(`
      "clients.csv:1, column B “Societe”: “Societe” is the same column as A “company”; keep one of them [duplicate-column]
      clients.csv:1, column C “nmae”: “nmae” is not a column of this kind of file; did you mean “name”? [unknown-column]
      clients.csv:1, column E: the column has no header; name it, or remove it [unknown-column]
      clients.csv:1, column F “zzz”: “zzz” is not a column of this kind of file [unknown-column]"
    `);
    expect(records).toHaveLength(1);
  });

  test('without a required column no row is read', async () => {
    const { lines, records } = await read('name,contcat\nx,y\n', { kind: 'contacts' });
    expect(lines()).toMatchInlineSnapshot(`
      "clients.csv:1, column B “contcat”: “contcat” is not a column of this kind of file; did you mean “contact”? [unknown-column]
      clients.csv:1: the column “company” is missing; --company sets one value for every row [missing-column]
      clients.csv:1: the column “contact” is missing [missing-column]"
    `);
    expect(lines('fr')).toMatchInlineSnapshot(`
      "clients.csv:1, colonne B « contcat » : « contcat » n'est pas une colonne de ce type de fichier ; vouliez-vous dire « contact » ? [unknown-column]
      clients.csv:1 : il manque la colonne « company » ; --company donne la même valeur à chaque ligne [missing-column]
      clients.csv:1 : il manque la colonne « contact » [missing-column]"
    `);
    expect(records).toEqual([]);
  });

  test('a wide file without a box says nothing', async () => {
    expect((await read('company,universe\n', { kind: 'mailboxes' })).lines()).toMatchInlineSnapshot(
      `"clients.csv:1: no column contains values; add at least one of eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile [missing-column]"`,
    );
  });

  test('boxes in a contacts file need their universe', async () => {
    const { problems } = await read('company,contact,name,universes,eshop.email\n');
    expect(problems.map(({ code, column }) => [code, column])).toEqual([['missing-column', 'universe']]);
  });

  test('the columns of a file of rejects are ignored', async () => {
    expect(await readAs('company,name,_abo_line,_abo_Code')).toBe('companies company name');
  });
});

describe('lines above the header, delimiters, constants', () => {
  test('a sep= line sets the delimiter, and is not one of the lines to skip', async () => {
    const { file, records } = await read('sep=|\nExport du 3 mars\n\ncompany|name\nACME|a,b;c\n', { skipRows: 1 });
    expect([file.delimiter, records[0]?.cells, records[0]?.origin.line]).toEqual(['|', ['ACME', 'a,b;c'], 5]);
  });

  test('--delimiter overrides', async () => {
    const { records } = await read('sep=;\ncompany!name\nACME!x\n', { delimiter: '!' });
    expect(records[0]?.cells).toEqual(['ACME', 'x']);
    expect((await read('company\tname\nACME\tx\n', { delimiter: 'tab' })).records[0]?.cells).toEqual(['ACME', 'x']);
  });

  test('the delimiter is recognised in the header, outside quotes', async () => {
    const { file } = await read('"company";name;"universes"\n"a,b,c,d";x;client\n');
    expect(file.delimiter).toBe(';');
  });

  test('--fill-down fills from above, by code or header', async () => {
    const text = 'Société;Univers;Ticketing\nACME;client;a@x.fr\n;operator;b@x.fr\n\nB;client;\n;;c@x.fr\n';
    const { records, problems } = await read(text, { fillDown: ['company', 'univers'] });
    expect(problems).toEqual([]);
    expect(records.map(({ cells }) => cells)).toEqual([
      ['ACME', 'client', 'a@x.fr'],
      ['ACME', 'operator', 'b@x.fr'],
      ['B', 'client', ''],
      ['B', 'client', 'c@x.fr'],
    ]);
    await expect(read(text, { fillDown: ['Sociétés'] })).rejects.toSatisfy(
      (error) => error instanceof AboError && error.code === 'unknown-fill-down',
    );
  });

  test('--fill-down of a required column, whose empty cells a spreadsheet dropped', async () => {
    const { records, problems } = await read('contact,name,company\na@x.fr,A,ACME\nb@x.fr\n', {
      fillDown: ['company'],
    });
    expect(problems).toEqual([]);
    expect(records[1]?.cells).toEqual(['b@x.fr', '', 'ACME']);
  });

  test('a constant is the value of a column that the file lacks', async () => {
    const result = await read('contact,category,channel,value\na@x.fr,ticketing,email,on\n', {
      constantCompany: 'ACME',
      constantUniverse: '*',
    });
    expect(result.file.unusedConstants).toEqual([]);
    expect(requestsOf(result)).toMatchObject([{ kind: 'subscription', company: 'ACME', universe: '*' }]);
  });

  test('a constant without effect is reported', async () => {
    const { file } = await read('company,name\nACME,x\n', { constantCompany: 'B', constantUniverse: 'client' });
    expect(file.unusedConstants).toEqual(['company', 'universe']);
  });
});
