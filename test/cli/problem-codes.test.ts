/** Every code of docs/contract/csv.md, "Errors in a file", with a file that causes it and the error. */
import { expect } from 'vitest';
import { PROBLEM_CODES, type ProblemCode } from '../../src/domain/problems.js';
import { test } from './abo.js';
import { ACME } from './world.js';

/** The beginning of a zip archive, with the name of its first file. */
function zipOf(name: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\u0003\u0004', 'latin1');
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name)]);
}

type Case = readonly [command: string, file: string | Buffer];

const CONTACT = 'company,contact,name,universes\n';
const BOXES = 'company,contact,universe,category,channel,value\n';

const CASES: Readonly<Record<ProblemCode, Case>> = {
  'bad-encoding': ['company import --encoding utf-8', Buffer.from('company,name\nACME,Soci\xe9t\xe9\n', 'latin1')],
  'bad-quote': ['company import', 'company,name\nACME,Say "hello"\nSOLO,Solo\n'],
  'ragged-row': ['contact import', `${CONTACT}ACME,new@acme.fr,Petit, Jean,client\nACME\n`],
  'unknown-column': ['company import', 'company,nmae\nACME,Acme\n'],
  'missing-column': ['contact import', 'name,contact\nJean,jean@acme.fr\n'],
  'duplicate-column': ['company import', 'company,name,Nom\nACME,Acme,Acme\n'],
  'missing-value': ['contact import', `${CONTACT}ACME,new@acme.fr,New,\n,jean@acme.fr,Jean,\n`],
  'bad-value': ['sub import', `${BOXES}ACME,jean@acme.fr,client,eshop,email,maybe\n`],
  'bad-email': ['contact import', `${CONTACT}ACME,jean@,Jean,client\n`],
  'unknown-company': ['contact import', `${CONTACT}ACNE,new@acme.fr,New,client\n`],
  'unknown-contact': ['sub import', `${BOXES}ACME,jaen@acme.fr,client,eshop,email,on\n`],
  'unknown-universe': ['company import', 'company,universes\nACME,clients\n'],
  'unknown-category': ['sub import', `${BOXES}ACME,jean@acme.fr,client,e-shop!,email,on\n`],
  'unknown-channel': ['sub import', `${BOXES}ACME,jean@acme.fr,client,eshop,e-mial,on\n`],
  'unknown-event': ['simulate --events', 'event,company\nticketing.ticket-creatd,ACME\n'],
  'universe-not-held': ['sub import', `${BOXES}ACME,lea@acme.fr,operator,eshop,email,on\n`],
  'no-portal-access': ['sub import', `${BOXES}ACME,lea@acme.fr,client,eshop,interface,on\n`],
  'admin-without-access': ['contact import', 'company,contact,role\nACME,lea@acme.fr,admin\n'],
  'not-a-partner': ['company import', 'company,partner\nACME,SOLO\n'],
  'partner-circle': ['company import', 'company,partner\nPART,ACME\n'],
  'duplicate-contact': ['contact import', 'company,contact,new_email\nACME,lea@acme.fr,Jean@acme.fr\n'],
  'probable-duplicate': ['company import', 'company,name,universes\n75,Soixante-quinze,client\n'],
  'contradictory-rows': [
    'mailbox import',
    'company,universe,category,email\nACME,client,eshop,a@acme.fr\nPART,client,eshop,a@part.fr\nACME,*,eshop,b@acme.fr\n',
  ],
  'foreign-revision': ['company import', 'company,name,abo_revision\nACME,Acme,1@zzzz\n'],
  'not-csv': ['company import', zipOf('xl/workbook.xml')],
};

test('each code has its message, at its line and column', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  const commands = PROBLEM_CODES.map((code) => {
    const [command, file] = CASES[code];
    abo.write(`${code}.csv`, file);
    const [verb, ...flags] = command.split(' --');
    return command.startsWith('simulate')
      ? `${command} ${code}.csv -q`
      : [`${verb ?? ''} ${code}.csv -y -q`, ...flags].join(' --');
  });
  const ran = await abo.runEach(commands);
  for (const [i, code] of PROBLEM_CODES.entries()) {
    const { stdout, stderr, exitCode } = ran[i] ?? {};
    expect({ code, stdout, exitCode }).toEqual({ code, stdout: '', exitCode: 4 });
    expect(stderr).toContain(`[${code}]\n`);
  }
  const lines = ran.flatMap(({ stderr }) => stderr.split('\n').filter((line) => line.endsWith(']')));
  expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    bad-encoding.csv:2: the file is not valid utf-8 here; name its encoding with --encoding, or save it as “CSV UTF-8” [bad-encoding]
    bad-quote.csv:2, column B “name”: a quote is in the wrong place, so reading stopped; quote the whole cell, and double each quote inside it [bad-quote]
    ragged-row.csv:2 (record 1), column E: “client” is beyond the last column; put a cell that contains the delimiter in quotes [ragged-row]
    ragged-row.csv:3 (record 2), column B “contact”: the row ends after 1 of 4 cells, before a required one; is it cut off, or does it use another delimiter? [ragged-row]
    unknown-column.csv:1, column B “nmae”: “nmae” is not a column of this kind of file; did you mean “name”? [unknown-column]
    missing-column.csv:1: the column “company” is missing; --company sets one value for every row [missing-column]
    duplicate-column.csv:1, column C “Nom”: “Nom” is the same column as B “name”; keep one of them [duplicate-column]
    missing-value.csv:2 (record 1), column D “universes”: a new entry needs universes [missing-value]
    missing-value.csv:3 (record 2), column A “company”: the cell must not be empty [missing-value]
    bad-value.csv:2 (record 1), column F “value”: “maybe” is not a valid value here; valid values: 1, 0, default [bad-value]
    bad-email.csv:2 (record 1), column B “contact”: “jean@” is not an e-mail address [bad-email]
    unknown-company.csv:2 (record 1), column A “company”: there is no company “ACNE”; did you mean “ACME”? [unknown-company]
    unknown-contact.csv:2 (record 1), column B “contact”: there is no contact “jaen@acme.fr” in ACME; did you mean “jean@acme.fr”? [unknown-contact]
    unknown-universe.csv:2 (record 1), column B “universes”: “clients” is not a universe; did you mean “client”? [unknown-universe]
    unknown-category.csv:2 (record 1), column D “category”: “e-shop!” is not a category; did you mean “eshop”? [unknown-category]
    unknown-channel.csv:2 (record 1), column E “channel”: “e-mial” is not a channel; did you mean “email”? [unknown-channel]
    unknown-event.csv:2 (record 1), column A “event”: “ticketing.ticket-creatd” is not an event; did you mean “ticketing.ticket-created”? [unknown-event]
    universe-not-held.csv:2 (record 1), column C “universe”: the universe operator is not held; held: client [universe-not-held]
    no-portal-access.csv:2 (record 1), column F “value”: the contact has no access to the portal, so nothing can be shown to them there; give them access first, or leave the interface as it is [no-portal-access]
    admin-without-access.csv:2 (record 1), column C “role”: an administrator always has access; give them access, or make them a user [admin-without-access]
    not-a-partner.csv:2 (record 1), column B “partner”: SOLO holds no partner universe; a partner holds ambassador or operator [not-a-partner]
    partner-circle.csv:2 (record 1), column B “partner”: a company would manage itself: ACME → PART → ACME [partner-circle]
    duplicate-contact.csv:2 (record 1), column C “new_email”: “Jean@acme.fr” would belong to several contacts: Jean Petit, Léa Œuvrard; it must be unique in the company [duplicate-contact]
    probable-duplicate.csv:2 (record 1), column A “company”: “75” is new, and almost the same as 00075; spreadsheets drop leading zeros; if it is another company, add --allow-duplicate [probable-duplicate]
    contradictory-rows.csv:4 (record 3), column D “email”: “b@acme.fr” here, but “a@acme.fr” on line 2; keep one of them [contradictory-rows]
    foreign-revision.csv:2 (record 1), column C “abo_revision”: “1@zzzz” is not a revision of this database; to ignore the column and compare the file with the current state, add --two-way [foreign-revision]
    not-csv.csv: this is a spreadsheet, not a CSV file; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]
    "
  `);
  expect(await abo.dump()).toBe(before);
});

test('every problem of a row is reported, and none that only follows from another', async ({ abo }) => {
  await abo.holds(ACME);
  const boxes = 'company,contact,name,role,access,universes,universe,eshop.interface,eshop.email\n';
  // An unknown company in a row with a bad cell is reported, and once only, though the row has boxes as well.
  abo.write(
    'row.csv',
    `${boxes}ACNE,new@acme.fr,New,boss,yes,client,client,x,x\nACNE,other@acme.fr,Other,user,yes,client,client,x,x\n`,
  );
  // A cell that can't be read causes no further errors in other cells.
  abo.write(
    'follows.csv',
    `${boxes}ACME,new@acme.fr,New,user,yes,cleint,client,x,x\nACME,lea@acme.fr,,admin,maybe,,client,x,x\nACME,jean@acme.fr,,,,cleint,operator,x,x\n`,
  );
  abo.write(
    'company.csv',
    'company,name,universes,partner,partner_universe\nNEW,New,opertor,NOBODY,\nCLI,Cli,client,NEW,operator\nPART,,clint,,\nCLI2,Cli,client,PART,ambassador\n',
  );
  abo.write(
    'sub.csv',
    'company,contact,universe,eshop.email,mobile.email\nACME,nobody@acme.fr,cleint,maybe,x\nNOPE,jean@acme.fr,client,perhaps,x\nACME,lea@acme.fr,operator,x,perhaps\n',
  );
  abo.write(
    'mailbox.csv',
    'company,universe,eshop,mobile\nACME,operator,not an address,m@acme.fr\nNOPE,everything,x@y.fr,\n',
  );
  abo.write('events.csv', 'event,company\nticketing.created,NOPE\n');
  // An invalid address does not contradict another value.
  abo.write('twice.csv', 'company,universe,eshop\nACME,client,nonsense\nACME,client,real@acme.fr\n');
  abo.write(
    'twice-contact.csv',
    'company,contact,new_email,ref\nACME,lea@acme.fr,nonsense,-\nACME,lea@acme.fr,lea2@acme.fr,none\n',
  );
  expect(
    await abo.each([
      'contact import row.csv -y -q',
      'contact import follows.csv -y -q',
      'company import company.csv -y -q',
      'sub import sub.csv -y -q',
      'mailbox import mailbox.csv -y -q',
      'simulate --events events.csv -q',
      'mailbox import twice.csv -y -q',
      'contact import twice-contact.csv -y -q',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact import row.csv -y -q

    stderr
    row.csv:2 (record 1), column D “role”: “boss” is not a valid value here; valid values: admin, user [bad-value]
    row.csv:2 (record 1), column A “company”: there is no company “ACNE”; did you mean “ACME”? [unknown-company]
    row.csv:3 (record 2), column A “company”: there is no company “ACNE”; did you mean “ACME”? [unknown-company]
    Rejected: 3 errors, nothing was written.
    exit 4

    $ abo contact import follows.csv -y -q

    stderr
    follows.csv:2 (record 1), column F “universes”: “cleint” is not a universe; did you mean “client”? [unknown-universe]
    follows.csv:3 (record 2), column E “access”: “maybe” is not a valid value here; valid values: yes, no [bad-value]
    follows.csv:4 (record 3), column F “universes”: “cleint” is not a universe; did you mean “client”? [unknown-universe]
    Rejected: 3 errors, nothing was written.
    exit 4

    $ abo company import company.csv -y -q

    stderr
    company.csv:2 (record 1), column C “universes”: “opertor” is not a universe; did you mean “operator”? [unknown-universe]
    company.csv:2 (record 1), column D “partner”: there is no company “NOBODY” [unknown-company]
    company.csv:4 (record 3), column C “universes”: “clint” is not a universe; did you mean “client”? [unknown-universe]
    Rejected: 3 errors, nothing was written.
    exit 4

    $ abo sub import sub.csv -y -q

    stderr
    sub.csv:2 (record 1), column C “universe”: “cleint” is not a universe; did you mean “client”? [unknown-universe]
    sub.csv:2 (record 1), column D “eshop.email”: “maybe” is not a valid value here; valid values: 1, 0, default [bad-value]
    sub.csv:2 (record 1), column B “contact”: there is no contact “nobody@acme.fr” in ACME [unknown-contact]
    sub.csv:3 (record 2), column D “eshop.email”: “perhaps” is not a valid value here; valid values: 1, 0, default [bad-value]
    sub.csv:3 (record 2), column A “company”: there is no company “NOPE” [unknown-company]
    sub.csv:4 (record 3), column E “mobile.email”: “perhaps” is not a valid value here; valid values: 1, 0, default [bad-value]
    sub.csv:4 (record 3), column C “universe”: the universe operator is not held; held: client [universe-not-held]
    Rejected: 7 errors, nothing was written.
    exit 4

    $ abo mailbox import mailbox.csv -y -q

    stderr
    mailbox.csv:2 (record 1), column C “eshop”: “not an address” is not an e-mail address [bad-email]
    mailbox.csv:2 (record 1), column B “universe”: the universe operator is not held; held: client, ambassador [universe-not-held]
    mailbox.csv:3 (record 2), column B “universe”: “everything” is not a universe; valid values: client, ambassador, operator, * [unknown-universe]
    mailbox.csv:3 (record 2), column A “company”: there is no company “NOPE” [unknown-company]
    Rejected: 4 errors, nothing was written.
    exit 4

    $ abo simulate --events events.csv -q

    stderr
    events.csv:2 (record 1), column A “event”: “ticketing.created” is not an event [unknown-event]
    events.csv:2 (record 1), column B “company”: there is no company “NOPE” [unknown-company]
    Rejected: 2 errors.
    exit 4

    $ abo mailbox import twice.csv -y -q

    stderr
    twice.csv:2 (record 1), column C “eshop”: “nonsense” is not an e-mail address [bad-email]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo contact import twice-contact.csv -y -q

    stderr
    twice-contact.csv:2 (record 1), column C “new_email”: “nonsense” is not an e-mail address [bad-email]
    Rejected: 1 error, nothing was written.
    exit 4
    "
  `);
});

test('a company or contact that one file adds, even in a wrong row, is not unknown in the other files', async ({
  abo,
}) => {
  await abo.init();
  abo.write('in/companies.csv', 'company,name,universes\nNEW,New,cleint\nGOOD,Good,client\n');
  abo.write('in/contacts.csv', `${CONTACT}NEW,a@new.fr,A,operator\nGOOD,b@good.fr,B,cleint\n`);
  abo.write('in/mailboxes.csv', 'company,universe,eshop\nNEW,operator,x@new.fr\nNOPE,client,x@new.fr\n');
  abo.write(
    'in/subscriptions.csv',
    `${BOXES}NEW,a@new.fr,client,eshop,email,on\nGOOD,b@good.fr,client,eshop,email,on\n`,
  );
  expect(await abo('onboard in -y -q')).toMatchInlineSnapshot(`
    "
    $ abo onboard in -y -q

    stderr
    in/companies.csv:2 (record 1), column C “universes”: “cleint” is not a universe; did you mean “client”? [unknown-universe]
    in/contacts.csv:3 (record 2), column D “universes”: “cleint” is not a universe; did you mean “client”? [unknown-universe]
    in/mailboxes.csv:3 (record 2), column A “company”: there is no company “NOPE” [unknown-company]
    Rejected: 3 errors, nothing was written.
    exit 4
    "
  `);
});

test('a file of another kind is reported as such', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('contacts.csv', await abo.answer('contact export -q'));
  abo.write('companies.csv', await abo.answer('company export -q'));
  abo.write('mailboxes.csv', await abo.answer('mailbox export -q --excel --lang fr'));
  abo.write('boxes.csv', await abo.answer('subscription export -q'));
  abo.write('events.csv', 'event,company\nmobile,ACME\n');
  expect(
    await abo.each([
      'mailbox import contacts.csv -y -q',
      'contact import companies.csv -y -q',
      'sub import mailboxes.csv -y -q',
      'company import boxes.csv -y -q --on-error skip --lang fr',
      'simulate --events contacts.csv -q',
      'company import events.csv -y -q',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo mailbox import contacts.csv -y -q

    stderr
    contacts.csv:1: this looks like a file of contacts, not of mailboxes; use abo contact import [unknown-column]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo contact import companies.csv -y -q

    stderr
    companies.csv:1: this looks like a file of companies, not of contacts; use abo company import [unknown-column]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo sub import mailboxes.csv -y -q

    stderr
    mailboxes.csv:1: this looks like a file of mailboxes, not of subscriptions; use abo mailbox import [unknown-column]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company import boxes.csv -y -q --on-error skip --lang fr

    stderr
    boxes.csv:1 : cela ressemble à un fichier d'abonnements, et non de sociétés ; utilisez abo subscription import [unknown-column]
    Rejeté : 1 erreur, rien n'a été écrit.
    exit 4

    $ abo simulate --events contacts.csv -q

    stderr
    contacts.csv:1: this looks like a file of contacts, not of events; use abo contact import [unknown-column]
    Rejected: 1 error.
    exit 4

    $ abo company import events.csv -y -q

    stderr
    events.csv:1: this looks like a file of events, not of companies; use abo simulate --events [unknown-column]
    Rejected: 1 error, nothing was written.
    exit 4
    "
  `);
});

test('files that are not CSV, whatever their names', async ({ abo }) => {
  await abo.holds(ACME);
  const utf16 = Buffer.from('\ufeff<html><body><table><tr><td>company</td></tr></table>', 'utf16le');
  const files: Readonly<Record<string, string | Buffer>> = {
    'old.xls': Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
    'page.xls': '\n<!DOCTYPE html>\n<html><table><tr><td>company</td></tr></table></html>\n',
    'wide.xls': utf16,
    'ml.xls': '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>\n',
    'print.csv': '%PDF-1.7\n%\u00e2\u00e3\n',
    'scan.csv': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    'letter.csv': zipOf('word/document.xml'),
    'all.csv': zipOf('clients.csv'),
  };
  for (const [name, content] of Object.entries(files)) abo.write(name, content);
  const ran = await abo.runEach(Object.keys(files).map((name) => `company import ${name} -y -q`));
  expect(ran.map(({ exitCode }) => exitCode)).toEqual(ran.map(() => 4));
  expect(`\n${ran.map(({ stderr }) => stderr.split('\n')[0]).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    old.xls: this is a spreadsheet, not a CSV file; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]
    page.xls: this is a web page or XML, whatever its name, not a CSV file; open it in a spreadsheet program, and save it as CSV; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]
    wide.xls: this is a web page or XML, whatever its name, not a CSV file; open it in a spreadsheet program, and save it as CSV; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]
    ml.xls: this is a spreadsheet, not a CSV file; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]
    print.csv: this is a PDF, not a CSV file; ask for the table that it was made from; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]
    scan.csv: this is an image, not a CSV file; ask for the table itself; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]
    letter.csv: this is a text document, not a CSV file; copy its table into a spreadsheet; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]
    all.csv: this is an archive, not a CSV file; unpack it, and save the spreadsheet in it as CSV; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]
    "
  `);
});

test('wrong events are reported in the order of the file', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write(
    'events.csv',
    'event,company,universe\nmobile,NOPE,\nmobil,ACME,\nticketing,SOLO,operator\nticketing,SOLO,\nmobil,PRT,\n',
  );
  expect(
    await abo.each(['simulate --events events.csv -q', 'simulate --events events.csv --on-error skip --format csv']),
  ).toMatchInlineSnapshot(`
    "
    $ abo simulate --events events.csv -q

    stderr
    events.csv:2 (record 1), column B “company”: there is no company “NOPE” [unknown-company]
    events.csv:3 (record 2), column A “event”: “mobil” is not an event; did you mean “mobile”? [unknown-event]
    events.csv:4 (record 3), column C “universe”: the universe “operator” is not held; held: client [universe-not-held]
    events.csv:6 (record 5), column A “event”: “mobil” is not an event; did you mean “mobile”? [unknown-event]
    events.csv:6 (record 5), column B “company”: there is no company “PRT”; did you mean “PART”? [unknown-company]
    Rejected: 5 errors.
    exit 4

    $ abo simulate --events events.csv --on-error skip --format csv
    event_no,id,event,company,universe,channel,recipient,reasons
    stderr
    events.csv:2 (record 1), column B “company”: there is no company “NOPE” [unknown-company]
    events.csv:3 (record 2), column A “event”: “mobil” is not an event; did you mean “mobile”? [unknown-event]
    events.csv:4 (record 3), column C “universe”: the universe “operator” is not held; held: client [universe-not-held]
    events.csv:6 (record 5), column A “event”: “mobil” is not an event; did you mean “mobile”? [unknown-event]
    events.csv:6 (record 5), column B “company”: there is no company “PRT”; did you mean “PART”? [unknown-company]
    1 event, 0 deliveries; 1 event reaches no one; 5 lines skipped. This is what the configuration says: nothing was sent.
    exit 8
    "
  `);
});

test('a bad quote in the first row is the only problem reported', async ({ abo }) => {
  await abo.init();
  abo.write('bare.csv', 'company,name\nNEW,"New" one\n');
  abo.write('quoted.csv', '"company","name"\n"NEW"one,New\n');
  abo.write('in/contacts.csv', 'company,contact,name\nNEW,"a@b.fr"x,A\n');
  abo.write('in/mailboxes.csv', 'company,universe,eshop\nNEW,"client\n');
  expect(await abo.each(['company import bare.csv -y -q', 'company import quoted.csv -y -q', 'onboard in -y -q']))
    .toMatchInlineSnapshot(`
    "
    $ abo company import bare.csv -y -q

    stderr
    bare.csv:2, column B “name”: a quote is in the wrong place, so reading stopped; quote the whole cell, and double each quote inside it [bad-quote]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company import quoted.csv -y -q

    stderr
    quoted.csv:2, column A “company”: a quote is in the wrong place, so reading stopped; quote the whole cell, and double each quote inside it [bad-quote]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo onboard in -y -q

    stderr
    in/contacts.csv:2, column B “contact”: a quote is in the wrong place, so reading stopped; quote the whole cell, and double each quote inside it [bad-quote]
    in/mailboxes.csv:2, column B “universe”: a quote is opened here and never closed, so reading stopped; close it; in a quoted cell, double each quote [bad-quote]
    Rejected: 2 errors, nothing was written.
    exit 4
    "
  `);
});
