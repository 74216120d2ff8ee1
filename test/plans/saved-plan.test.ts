/** A saved plan is read back as it was, or refused. Source: docs/contract/cli.md, "--plan-out". */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameAddress } from '../../src/domain/address.js';
import { ALL_CELLS } from '../../src/domain/cells.js';
import type { Edit } from '../../src/domain/plan/edits.js';
import { usualAudit } from '../../src/domain/plan/audit-errors.js';
import { Draft } from '../../src/domain/plan/draft.js';
import { Planner } from '../../src/domain/plan/planner.js';
import { planOf, type Plan } from '../../src/domain/plan/plan.js';
import { undo } from '../../src/domain/plan/undo.js';
import { AboError } from '../../src/errors.js';
import { readSavedPlan, type SavedPlan } from '../../src/plans/saved-plan.js';
import { writeSavedPlan } from '../../src/views/plan-json.js';
import { applyEdits } from '../support/apply.js';
import { requestsArbitrary, worldArbitrary } from '../support/arbitraries.js';
import { happeningsArbitrary, live } from '../support/life.js';
import { MemoryOutput } from '../support/memory-output.js';
import { changeLines, company, contact, isAddress, mailbox, planned, subscription } from '../support/planning.js';
import { world } from '../support/world.js';

const CONTEXT = {
  database: { identity: 'kqzt', name: 'abo.db', engine: 'sqlite', profile: 'prod' },
  input: { name: 'acme.csv', sha256: 'ab12cd34'.repeat(8) },
  undoCommand: null,
  companyName: (code: string) => `The ${code}`,
};
const ORIGIN = { at: new Date(0), actor: 'léa', command: 'onboard', message: 'asked' };

async function saved(plan: Plan, undoes: number | null = null): Promise<string> {
  const page = new MemoryOutput();
  await writeSavedPlan(plan, { ...CONTEXT, undoes }, ORIGIN, page);
  return page.text;
}

async function read(text: string | Uint8Array): Promise<SavedPlan> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
  }
  return readSavedPlan('a.plan', pieces(), isAddress);
}

test('any plan is read back unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(worldArbitrary, requestsArbitrary, async (before, requests) => {
      const planner = new Planner(before, { isAddress, allowDuplicate: true });
      for (const request of requests) planner.add(request);
      const plan = planner.plan({ impact: true });
      fc.pre(planner.problems.length === 0);
      const back = await read(await saved(plan));
      const { edits: _, ...effect } = plan;
      expect(back.plan).toMatchObject(effect);
      expect(changeLines(back.plan.edits)).toEqual(changeLines(plan.edits));
      // Written again, it is the same to the byte: nothing of an edit is lost.
      expect(await saved(back.plan)).toBe(await saved(plan));
    }),
  );
});

test('an undo is read back unchanged, whatever its change set did', async () => {
  await fc.assert(
    fc.asyncProperty(worldArbitrary, happeningsArbitrary, async (before, happenings) => {
      const edits = live(before, happenings, 1_000);
      fc.pre(!edits.some(isRespelled));
      const after = applyEdits(before, edits);
      const { draft } = undo(
        edits.map((edit) => ({ edit, cells: ALL_CELLS })),
        new Draft(after),
        after,
      );
      const counts = { unchanged: 0, kept: 0, conflicts: 0, skipped: 0 };
      const plan = planOf(draft, counts, { impact: false, audit: usualAudit(isAddress) });
      const text = await saved(plan, 1);
      expect(await saved((await read(text)).plan, 1)).toBe(text);
    }),
    { numRuns: 300 },
  );
});

/** No command changes only the case of an address. */
function isRespelled(edit: Edit): boolean {
  if (edit.kind !== 'contact' || edit.before === null || edit.after === null) return false;
  return edit.before.email !== edit.after.email && sameAddress(edit.before.email, edit.after.email);
}

test('the database, command and author of the plan', async () => {
  const { plan: _, ...head } = await read(await saved(planned(ACME, company('ACME', { name: 'Acme' })).plan, 7));
  expect(head).toEqual({
    database: CONTEXT.database,
    input: CONTEXT.input,
    undoes: 7,
    at: '1970-01-01T00:00:00.000Z',
    actor: 'léa',
    command: 'onboard',
    message: 'asked',
    companyNames: new Map([['ACME', 'The ACME']]),
  });
});

const ACME = world({
  ACME: {
    universes: ['client', 'operator'],
    mailboxes: { client: { eshop: 'a@acme.fr' } },
    contacts: {
      'boss@acme.fr': { role: 'admin' },
      'jean@acme.fr': { choices: { client: 'eshop.email=on' } },
      'nowhere@acme.fr': { access: false, universes: ['client'] },
    },
  },
});

const plan = planned(
  ACME,
  contact('ACME', 'new@acme.fr', { name: 'New', universes: ['client'], role: 'user', access: true, ref: 'R-1' }),
  contact('ACME', 'jean@acme.fr', { newEmail: 'j@acme.fr' }),
  mailbox('ACME', 'client', { eshop: 'b@acme.fr', mobile: 'm@acme.fr' }),
  subscription('ACME', 'boss@acme.fr', 'client', 'eshop=off'),
  subscription('ACME', 'new@acme.fr', 'client', 'ticketing.email=on'),
).plan;

/** The code and place of what keeps a text from being a plan. */
async function faultOf(text: string | Uint8Array): Promise<string> {
  try {
    await read(text);
    return 'none';
  } catch (error) {
    if (!(error instanceof AboError)) throw error;
    expect(error.exitCode).toBe(4);
    const { why, fault, at, line, value } = error.params as Readonly<Partial<Record<string, string | number | null>>>;
    const rule = fault === 'breaks-rule' ? value : null;
    return [why ?? fault, at ?? line, rule].filter((part) => part !== undefined && part !== null).join(' ');
  }
}

/** The plan with one text replaced; the text must be there. */
async function tampered(from: string | RegExp, to: string): Promise<string> {
  const text = await saved(plan);
  const changed = text.replace(from, to);
  expect(changed, String(from)).not.toBe(text);
  return faultOf(changed);
}

test('a plan is read whatever its layout', async () => {
  const text = await saved(plan);
  expect(await faultOf(text)).toBe('none');
  expect(await faultOf(JSON.stringify(JSON.parse(text)))).toBe('none');
  expect(await faultOf(JSON.stringify(JSON.parse(text), null, 4))).toBe('none');
});

describe('a file that is not a saved plan', () => {
  test('is reported as such', async () => {
    expect(await faultOf('company,name\n')).toBe('not-json 1');
    expect(await faultOf('')).toBe('cut-short 1');
    expect(await faultOf('{}')).toBe('other-document');
    expect(await faultOf('{"schema": "abo.change/1"}')).toBe('other-document');
    expect(await faultOf('{"schema": "abo.plan/1", "has_changes": true}')).toBe('not-saved');
    expect(await faultOf(new Uint8Array([0x7b, 0x22, 0xe9, 0x22]))).toBe('not-json');
    expect(await faultOf((await saved(plan)).slice(0, -200))).toMatch(/^cut-short \d+$/u);
  });

  test('keys that are unknown, missing or there twice', async () => {
    expect(await tampered('"has_changes"', '"has_change"')).toBe('missing has_changes');
    expect(await tampered('"has_changes": true,', '')).toBe('missing has_changes');
    expect(await tampered('"has_changes": true,', '"has_changes": true, "has_changes": true,')).toBe(
      'given-twice has_changes',
    );
    expect(await tampered('"has_changes": true,', '"force": true, "has_changes": true,')).toBe('unknown force');
    expect(await tampered('"silenced": [],', '')).toBe('missing silenced');
    expect(await tampered('"edits": [', '"edits": [], "edits": [')).toMatch(/^given-twice edits/u);
    expect(await tampered('"actor":"léa",', '')).toBe('missing saved.actor');
    expect(await tampered('"held":true', '"held":true,"force":true')).toBe('unknown edits[2].force');
    expect(await tampered('"identity":"kqzt"', '"identity":5')).toBe('bad-value database.identity');
  });
});

describe('a plan changed by hand', () => {
  test.each([
    ['totals', /"add":\d/u, '"add":2', 'does-not-follow summary.add'],
    ['whether there are changes', '"has_changes": true', '"has_changes": false', 'does-not-follow has_changes'],
    ['how many lose', '"losses": 1', '"losses": 0', 'does-not-follow losses'],
    ['what is inert', /"inert": \[.*\]/u, '"inert": []', 'does-not-follow inert'],
    ['a change', '"after":"off","effective_before"', '"after":"on","effective_before"', 'does-not-follow changes[4]'],
    ['an effect', '"effective_after":false', '"effective_after":true', 'does-not-follow changes[4]'],
  ])('%s: what it says must follow from its edits', async (_, from, to, expected) => {
    expect(await tampered(from, to)).toBe(expected);
  });

  test.each([
    [
      'before equals after',
      '"before":"a@acme.fr","after":"b@acme.fr"',
      '"before":"b@acme.fr","after":"b@acme.fr"',
      'does-not-fit edits[2]',
    ],
    ['an invalid address', '"after":"b@acme.fr"', '"after":"b at acme.fr"', 'breaks-rule edits[2] "bad-email"'],
    ['an address not as it is kept', '"after":"b@acme.fr"', '"after":"b@ACME.fr"', 'does-not-fit edits[2]'],
    ['a mailbox in a universe not held', '"held":true', '"held":false', 'does-not-fit edits[2]'],
    [
      'an admin without access',
      '"role":"user","access":true,"universes":["client"],"ref":"R-1"',
      '"role":"admin","access":false,"universes":["client"],"ref":"R-1"',
      'breaks-rule edits[1] "admin-without-access"',
    ],
    ['a NUL in a name', '"ref":"R-1"', '"ref":"R\\u0000"', 'bad-value edits[1].after.ref'],
    ['a NUL in the message', '"message":"asked"', '"message":"\\u0000"', 'bad-value saved.message'],
    ['half a surrogate pair in a name', '"ref":"R-1"', '"ref":"R\\ud83d"', 'bad-value edits[1].after.ref'],
    ['half a surrogate pair in the message', '"message":"asked"', '"message":"\\ude42"', 'bad-value saved.message'],
    ['a role that is none', '"role":"admin"', '"role":"root"', 'bad-value edits[4].contact_before.role'],
    ['a cell that is none', '"ticketing.email":"on"', '"tickets.email":"on"', 'unknown edits[5].after.tickets.email'],
    ['universes in disorder', '["client","operator"]', '["operator","client"]', 'bad-value edits[0].before.universes'],
    [
      'another contact before',
      /("contact_before":\{"email":"boss@acme.fr".*?)"role":"admin"/u,
      '$1"role":"user"',
      'does-not-fit edits[4]',
    ],
    [
      'an address that another edit gives',
      '"email":"new@acme.fr","name"',
      '"email":"j@acme.fr","name"',
      'breaks-rule edits[0] "duplicate-contact"',
    ],
    ['a new contact under an identity', /"id":-1(?=,"before":null)/u, '"id":12', 'bad-value edits[1].id'],
  ])('%s', async (_, from, to, expected) => {
    expect(await tampered(from, to)).toBe(expected);
  });

  const partner = { partner: 'PART', partnerUniverse: 'operator' } as const;
  const linked = planned(
    world({ PART: { universes: ['operator'] }, ACME: { universes: ['client', 'operator'] } }),
    company('ACME', partner),
    company('NEW', { name: 'New', universes: ['client'], ...partner }),
  ).plan;
  test.each([
    [
      'a company that is its own partner',
      '"partner":"PART"',
      '"partner":"ACME"',
      'breaks-rule edits[0] "partner-circle"',
    ],
    [
      'a universe in which none is a partner',
      '"partner_universe":"operator"',
      '"partner_universe":"client"',
      'breaks-rule edits[0] "not-a-partner"',
    ],
    [
      'a partner without a universe',
      '"partner_universe":"operator"',
      '"partner_universe":null',
      'does-not-fit edits[0]',
    ],
    ['a company without a name', '"name":"New"', '"name":""', 'breaks-rule edits[1] "missing-value"'],
    ['a code that no company can have', /NEW/gu, 'N\\tEW', 'breaks-rule edits[1] "bad-value"'],
  ])('%s', async (_, from, to, expected) => {
    const text = await saved(linked);
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(await faultOf(changed)).toBe(expected);
  });

  test('a change left out', async () => {
    const document = JSON.parse(await saved(plan)) as { readonly changes: readonly unknown[] };
    const { changes } = document;
    const left = (kept: readonly unknown[]): Promise<string> => faultOf(JSON.stringify({ ...document, changes: kept }));
    expect(await left(changes.slice(0, -1))).toBe('missing changes');
    expect(await left(changes.slice(1))).toBe('does-not-follow changes[0]');
  });

  test('edits twice, out of order, or behind the changes', async () => {
    const document = JSON.parse(await saved(plan)) as { readonly edits: readonly unknown[] };
    const { edits, ...rest } = document;
    const withEdits = (changed: readonly unknown[]): Promise<string> =>
      faultOf(JSON.stringify({ ...document, edits: changed }));
    expect(await withEdits([...edits, edits.at(-1)])).toBe('does-not-fit edits[6]');
    expect(await withEdits([...edits.slice(2, 4), ...edits.slice(0, 2)])).toBe('does-not-fit edits[0]');
    expect(await faultOf(JSON.stringify({ ...rest, edits }))).toBe('out-of-order changes[0]');
  });

  test('a choice without effect is refused, except in an undo, which restores it', async () => {
    const made = planned(ACME, subscription('ACME', 'nowhere@acme.fr', 'client', 'eshop.email=on')).plan;
    const text = (await saved(made)).replaceAll('eshop.email', 'eshop.interface');
    expect(await faultOf(text)).toBe('breaks-rule edits[0] "no-portal-access"');
    const undo = text
      .replace('"undoes": null', '"undoes": 3')
      .replace('"category":"eshop","channel":"email"', '"category":"eshop","channel":"interface"')
      .replace('"effective_after":true', '"effective_after":false');
    expect(await faultOf(undo)).toBe('none');
  });
});
