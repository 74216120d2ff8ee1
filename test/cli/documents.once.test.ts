/** Every document that a command writes is valid by its published schema. Source: docs/contract/cli.md, "JSON". */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { ROOT, test } from './abo.js';
import { ACME } from './world.js';

const ajv = new Ajv2020({ strict: true, allErrors: true });
for (const file of readdirSync(join(ROOT, 'schemas'))) {
  ajv.addSchema(JSON.parse(readFileSync(join(ROOT, 'schemas', file), 'utf8')) as SchemaObject, file);
}

/** Returns the name of the document's schema, by which it must be valid. */
function validSchemaOf(text: string): string {
  const document = JSON.parse(text) as { schema: string };
  const name = /^abo\.(.+)\/1$/u.exec(document.schema)?.[1] ?? '';
  const file = `${name}.schema.json`;
  ajv.validate(file, document);
  expect(ajv.errors ?? []).toEqual([]);
  return name;
}

/** The day of the first change set: the answer changed within it. */
const TODAY = new Date().toISOString().slice(0, 10);

test('every answer, change, refusal and error matches its JSON Schema', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('events.csv', 'event,company\nmobile.rio-consulted,ACME\nticketing.ticket-created,SOLO\n');
  abo.write('more.csv', 'company,name\nACME,Acme SA\n');
  abo.write('wrong.csv', 'company,name,universes\nNEW,,nowhere\n');
  const documents: Record<string, string> = {};
  const commands = [
    ['db status', 'stdout'],
    ['company list', 'stdout'],
    ['company show ACME', 'stdout'],
    ['contact list', 'stdout'],
    ['contact show jean@acme.fr', 'stdout'],
    ['mailbox list', 'stdout'],
    ['sub list', 'stdout'],
    ['find acme', 'stdout'],
    ['address show support@acme.fr', 'stdout'],
    ['simulate ticketing.ticket-created -c ACME', 'stdout'],
    ['simulate mobile -c SOLO', 'stdout'],
    [`simulate ticketing -c ACME --at ${TODAY}`, 'stdout'],
    ['simulate ticketing -c ACME --with more.csv', 'stdout'],
    ['simulate --events events.csv', 'stdout'],
    ['why support@acme.fr ticketing', 'stdout'],
    ['explain no-partner', 'stdout'],
    ['explain', 'stdout'],
    ['why ACME/lea@acme.fr mobile', 'stdout'],
    ['contact remove support@acme.fr --successor lea@acme.fr -n', 'stdout'],
    ['company remove 00075 -y', 'stdout'],
    ['sub set all=off --contact jean@acme.fr -y', 'stdout'],
    ['address replace @acme.fr @acme.com -y', 'stdout'],
    ['address erase lea@acme.com -n', 'stdout'],
    ['address erase lea@acme.com -y', 'stdout'],
    ['company import wrong.csv', 'stdout'],
    ['company add ACME universes=client', 'stderr'],
    ['history', 'stdout'],
    ['history show 1', 'stdout'],
    ['history show 3', 'stdout'],
    ['can view --as paul@part.fr -c SOLO', 'stdout'],
    ['history --as paul@part.fr', 'stdout'],
    ['undo 1 -y', 'stderr'],
    ['undo 2 -y', 'stdout'],
    ['config', 'stdout'],
    ['profile list', 'stdout'],
    ['db copy --to copy.db -n', 'stdout'],
    ['db copy --to copy.db', 'stdout'],
    ['compny', 'stderr'],
  ] as const;
  const ran = await abo.runEach(commands.map(([command]) => `${command} --format json -q`));
  for (const [i, [command, stream]] of commands.entries()) {
    const text = ran[i]?.[stream] ?? '';
    expect(text, command).not.toBe('');
    documents[command.replace(TODAY, 'TODAY')] = validSchemaOf(text);
  }
  expect(documents).toMatchInlineSnapshot(`
    {
      "address erase lea@acme.com -n": "plan",
      "address erase lea@acme.com -y": "change",
      "address replace @acme.fr @acme.com -y": "change",
      "address show support@acme.fr": "address",
      "can view --as paul@part.fr -c SOLO": "decision",
      "company add ACME universes=client": "error",
      "company import wrong.csv": "rejected",
      "company list": "companies",
      "company remove 00075 -y": "change",
      "company show ACME": "company",
      "compny": "error",
      "config": "settings",
      "contact list": "contacts",
      "contact remove support@acme.fr --successor lea@acme.fr -n": "plan",
      "contact show jean@acme.fr": "contact",
      "db copy --to copy.db": "copy",
      "db copy --to copy.db -n": "copy",
      "db status": "status",
      "explain": "explanations",
      "explain no-partner": "explanation",
      "find acme": "findings",
      "history": "history",
      "history --as paul@part.fr": "history",
      "history show 1": "change-set",
      "history show 3": "change-set",
      "mailbox list": "mailboxes",
      "profile list": "profiles",
      "simulate --events events.csv": "simulations",
      "simulate mobile -c SOLO": "simulation",
      "simulate ticketing -c ACME --at TODAY": "simulation",
      "simulate ticketing -c ACME --with more.csv": "simulation",
      "simulate ticketing.ticket-created -c ACME": "simulation",
      "sub list": "subscriptions",
      "sub set all=off --contact jean@acme.fr -y": "change",
      "undo 1 -y": "error",
      "undo 2 -y": "change",
      "why ACME/lea@acme.fr mobile": "why",
      "why support@acme.fr ticketing": "why",
    }
  `);
});

test('NDJSON has the items of the document, one per line', async ({ abo }) => {
  await abo.holds(ACME);
  const commands = ['company list', 'contact list', 'mailbox list', 'sub list', 'find acme', 'history'];
  const documents = await abo.runEach(commands.map((command) => `${command} --format json`));
  const streams = await abo.runEach(commands.map((command) => `${command} --format ndjson`));
  for (const i of commands.keys()) {
    const { items } = JSON.parse(documents[i]?.stdout ?? '') as { items: unknown[] };
    const lines = streams[i]?.stdout.trimEnd().split('\n') ?? [];
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(items);
  }
});
