/**
 * Every field of the tables in src/domain/fields.ts is read and written everywhere: code that forgets a field fails here.
 * Source: CONTRIBUTING.md, "A column".
 */
import { describe, expect } from 'vitest';
import {
  COMPANY_FIELDS,
  CONTACT_FIELDS,
  fieldText,
  sameFields,
  SETTABLE_CONTACT_FIELDS,
  type Field,
  type FieldType,
  type FieldTypes,
} from '../../src/domain/fields.js';
import { universeSet } from '../../src/domain/model.js';
import { ObjectReader } from '../../src/domain/object-reader.js';
import { companyFrom, contactFrom } from '../../src/domain/plan/edit-record.js';
import { companyFields, contactFields } from '../../src/domain/plan/edits.js';
import { messagesIn } from '../../src/messages/index.js';
import { company, contact } from '../views/building.js';
import { test, type Abo } from './abo.js';

/** Two values of each type. */
const VALUES: { readonly [T in FieldType]: readonly [first: FieldTypes[T], second: FieldTypes[T]] } = {
  text: ['Jean Petit', 'Léa Grand'],
  'optional-text': ['00075', '00076'],
  address: ['jean@acme.fr', 'lea@acme.fr'],
  'yes-no': [false, true],
  role: ['user', 'admin'],
  universes: [universeSet(['client', 'operator']), universeSet(['operator'])],
  'optional-universe': ['operator', 'ambassador'],
  'optional-company': ['PARTNER', 'OTHER'],
};
type Which = 0 | 1;

function recordOf(fields: readonly Field[], which: Which): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map(({ column, type }) => [column, VALUES[type][which]]));
}

function assignments(fields: readonly Field[], which: Which): string {
  return fields.map(({ column, type }) => `"${column}=${fieldText(VALUES[type][which], '-')}"`).join(' ');
}

describe.each([
  {
    noun: 'company',
    fields: COMPANY_FIELDS,
    add: 'company add ACME',
    one: '--company ACME',
    before: { 'companies.csv': 'company,name,universes\nPARTNER,P,operator\nOTHER,O,ambassador\n' },
  },
  {
    noun: 'contact',
    fields: SETTABLE_CONTACT_FIELDS,
    add: 'contact add --company ACME --contact jean@acme.fr',
    one: '--company ACME --contact jean@acme.fr',
    before: { 'companies.csv': 'company,name,universes\nACME,Acme,client|operator\n' },
  },
] as const)('each field of a $noun', ({ noun, fields, add, one, before }) => {
  const columns = fields.map(({ column }) => column);

  async function stored(abo: Abo, when = ''): Promise<unknown> {
    const list = `${noun} list ${one} --format json ${when}`;
    const { items } = await abo.json<{ items: readonly Readonly<Record<string, unknown>>[] }>(list);
    return Object.fromEntries(columns.map((column) => [column, items[0]?.[column]]));
  }

  test('can be set, is stored, appears in lists and help, and is restored by undo', async ({ abo }) => {
    await abo.holds(before);
    await abo.answer(`${add} ${assignments(fields, 0)} -y`);
    expect(await stored(abo)).toEqual(recordOf(fields, 0));
    await abo.answer(`${noun} set ${assignments(fields, 1)} ${one} -y`);
    expect(await stored(abo)).toEqual(recordOf(fields, 1));
    expect(await stored(abo, '--at 2')).toEqual(recordOf(fields, 0));
    await abo.answer('undo 3 -y');
    expect(await stored(abo)).toEqual(recordOf(fields, 0));

    const [table, help] = await abo.runEach([`${noun} list ${one}`, `${noun} add --help`]);
    for (const column of columns) {
      expect(table?.stdout).toContain(messagesIn.en.labels.column[column]);
      expect(help?.stdout).toMatch(new RegExp(`Fields: .*\\b${column}\\b`, 'su'));
    }
  });

  test('is in a saved plan', async ({ abo }) => {
    await abo.holds(before);
    await abo.answer(`${add} ${assignments(fields, 0)} -y`);
    await abo.answer(`${noun} set ${assignments(fields, 1)} ${one} -n --plan-out plan.json`);
    await abo.answer('apply plan.json -y');
    expect(await stored(abo)).toEqual(recordOf(fields, 1));
  });

  test('is exported and imported, and merged with later changes', async ({ abo }) => {
    await abo.holds(before);
    await abo.answer(`${add} ${assignments(fields, 0)} -y`);
    const exported = await abo.answer(`${noun} export ${one}`);
    expect(exported.split('\n')[0]?.split(',')).toEqual(expect.arrayContaining(columns));
    abo.write('exported.csv', exported);
    // Without a revision, the rows are compared with what is stored.
    abo.write('plain.csv', exported.replace(/,[^,\n]*$/gmu, ''));
    await abo.answer(`${noun} set ${assignments(fields, 1)} ${one} -y`);

    const merged = await abo.json<{ summary: { kept: number }; changes: readonly unknown[] }>(
      `${noun} import exported.csv -n --format json`,
    );
    expect(merged.changes).toEqual([]);
    // A partner and its universe are one value.
    expect(merged.summary.kept).toBe(noun === 'company' ? fields.length - 1 : fields.length);

    await abo.answer(`${noun} import plain.csv -y`);
    expect(await stored(abo)).toEqual(recordOf(fields, 0));
  });
});

test('an erasure leaves no personal field, now or in the journal', async ({ abo }) => {
  await abo.holds({ 'companies.csv': 'company,name,universes\nACME,Acme,client|operator\n' });
  await abo.answer(`contact add --company ACME --contact jean@acme.fr ${assignments(SETTABLE_CONTACT_FIELDS, 0)} -y`);
  await abo.answer(`contact set ${assignments(SETTABLE_CONTACT_FIELDS, 1)} --contact ACME/jean@acme.fr -y`);
  await abo.answer('address erase jean@acme.fr -y');
  const left = await abo.dump();
  for (const { type } of SETTABLE_CONTACT_FIELDS.filter((field) => 'personal' in field)) {
    for (const value of VALUES[type]) expect(left).not.toContain(value);
  }
});

describe('the record of a company or contact', () => {
  const jean = contact('jean@acme.fr', { name: 'Jean', ref: '00075' });
  const acme = company('ACME', { partner: 'PARTNER', partnerUniverse: 'operator' });

  test('is read back unchanged', () => {
    expect(contactFrom(new ObjectReader(contactFields(jean)), jean.company, jean.id)).toEqual(jean);
    expect(companyFrom(new ObjectReader(companyFields(acme)), acme.code)).toEqual(acme);
  });

  test('holds each field, except those added after the journal', () => {
    for (const { column, ...field } of CONTACT_FIELDS) {
      const { [column]: _, ...others } = contactFields(jean);
      const read = (): unknown => contactFrom(new ObjectReader(others), jean.company, jean.id);
      if ('addedLater' in field) expect(read).not.toThrow();
      else expect(read).toThrow(`missing ${column}`);
    }
  });

  test('differs when any field does', () => {
    for (const { key, type } of CONTACT_FIELDS) {
      const [one, other] = VALUES[type].map((value) => ({ ...jean, [key]: value }));
      expect(sameFields(CONTACT_FIELDS, one ?? null, other ?? null), key).toBe(false);
    }
    for (const { key, type } of COMPANY_FIELDS) {
      const [one, other] = VALUES[type].map((value) => ({ ...acme, [key]: value }));
      expect(sameFields(COMPANY_FIELDS, one ?? null, other ?? null), key).toBe(false);
    }
  });
});
