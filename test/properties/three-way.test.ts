/** A three-way import is the table of docs/contract/csv.md, "Three-way import", cell by cell, whatever was edited here and changed there. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey } from '../../src/domain/address.js';
import { CELLS, storedIn } from '../../src/domain/cells.js';
import { effective } from '../../src/domain/effective.js';
import {
  choicesIn,
  mailboxIn,
  universeSet,
  type CompanyState,
  type ContactState,
  type LoadedSnapshot,
} from '../../src/domain/model.js';
import { Draft } from '../../src/domain/plan/draft.js';
import { ThreeWayMerge } from '../../src/domain/plan/three-way.js';
import type { Request } from '../../src/domain/plan/request.js';
import { CATEGORIES, ROLES, UNIVERSES, type Universe } from '../../src/domain/vocabulary.js';
import { worldArbitrary } from '../support/arbitraries.js';

type Value = string | boolean | null;
type Outcome = 'kept' | 'unchanged' | 'changed' | 'conflict';

/** The table, as it is written. */
function table(exported: Value, file: Value, now: Value | undefined): Outcome {
  const edited = file !== exported;
  if (!edited) return now === exported ? 'unchanged' : 'kept';
  if (now === exported) return 'changed';
  return now === file ? 'unchanged' : 'conflict';
}

/** One cell of a row: what it was, and what it may be edited to. */
interface Cell {
  readonly name: string;
  readonly exported: Value;
  readonly now: Value | undefined;
  /** What the file says; the row's own value where it was not edited. */
  readonly file: Value;
}

interface Row {
  readonly cells: readonly Cell[];
  readonly request: Request;
  /** The cells that a request left by the merge asks for. */
  readonly left: (requests: readonly Request[]) => readonly string[];
}

const key = (email: string | null): string | null => (email === null ? null : addressKey(email));

/** Takes the next of the edits, which go round. */
class Edits {
  private next = 0;
  constructor(private readonly edits: readonly number[]) {}

  /** The value itself, mostly, or one of the others. */
  edit<T>(value: T, others: readonly T[]): T {
    const edit = this.edits[this.next++ % this.edits.length] ?? 0;
    return edit < others.length ? (others[edit] ?? value) : value;
  }
}

function* rows(exported: LoadedSnapshot, now: LoadedSnapshot, edits: Edits): Generator<Row> {
  for (const state of exported.all()) {
    const { code } = state.company;
    const present = now.company(code);
    yield companyRow(state, present, edits);
    for (const contact of state.contacts) {
      const still = present?.contacts.find((each) => each.contact.id === contact.contact.id);
      yield contactRow(contact, still, edits);
      for (const universe of contact.contact.universes) yield boxRow(contact, still, universe, edits);
    }
    for (const universe of state.company.universes) yield mailboxRow(state, present, universe, edits);
  }
}

const origin = { source: 0, line: 2, record: 1 };

type Link = readonly [partner: string | null, universe: Universe | null];

function companyRow({ company }: CompanyState, present: CompanyState | undefined, edits: Edits): Row {
  const name = edits.edit(company.name, ['Edited', 'Other']);
  const universes = edits.edit(company.universes, [universeSet(['client']), universeSet(UNIVERSES)]);
  const own: Link = [company.partner, company.partnerUniverse];
  const link = edits.edit<Link>(own, [
    ['P1', 'operator'],
    ['P2', 'ambassador'],
    [null, null],
  ]);
  const linkText = ([who, where]: Link): string => `${who ?? ''} ${where ?? ''}`;
  const [partner, partnerUniverse] = link;
  const cells: Cell[] = [
    { name: 'name', exported: company.name, file: name, now: present?.company.name },
    {
      name: 'universes',
      exported: company.universes.join(),
      file: universes.join(),
      now: present?.company.universes.join(),
    },
    {
      name: 'partner',
      exported: linkText(own),
      file: linkText(link),
      now: present && linkText([present.company.partner, present.company.partnerUniverse]),
    },
  ];
  return {
    cells,
    request: {
      kind: 'company',
      origin,
      mode: 'upsert',
      company: company.code,
      name,
      universes,
      partner,
      ...(partnerUniverse === null ? {} : { partnerUniverse }),
    },
    left: fieldsLeft(cells),
  };
}

const fieldsLeft =
  (cells: readonly Cell[]) =>
  (requests: readonly Request[]): readonly string[] =>
    requests.flatMap((request) => cells.map(({ name }) => name).filter((name) => name in request));

function contactRow({ contact }: ContactState, still: ContactState | undefined, edits: Edits): Row {
  const name = edits.edit(contact.name, ['Edited', 'Other']);
  const role = edits.edit(contact.role, ROLES);
  const access = edits.edit(contact.access, [true, false]);
  const ref = edits.edit(contact.ref, ['R1', 'R2', null]);
  const universes = edits.edit(contact.universes, [universeSet(['client']), universeSet(UNIVERSES)]);
  const newEmail = edits.edit(contact.email, ['edited@x.fr', contact.email.toUpperCase()]);
  const renamed = key(newEmail) !== key(contact.email);
  const own: readonly Cell[] = [
    { name: 'name', exported: contact.name, file: name, now: still?.contact.name },
    { name: 'role', exported: contact.role, file: role, now: still?.contact.role },
    { name: 'access', exported: contact.access, file: access, now: still?.contact.access },
    { name: 'ref', exported: contact.ref, file: ref, now: still?.contact.ref },
    {
      name: 'universes',
      exported: contact.universes.join(),
      file: universes.join(),
      now: still?.contact.universes.join(),
    },
  ];
  const cells = renamed
    ? [
        ...own,
        { name: 'newEmail', exported: key(contact.email), file: key(newEmail), now: still && key(still.contact.email) },
      ]
    : own;
  return {
    cells,
    request: {
      kind: 'contact',
      origin,
      mode: 'upsert',
      company: contact.company,
      contact: contact.email,
      name,
      role,
      access,
      ref,
      universes,
      newEmail,
    },
    left: fieldsLeft(cells),
  };
}

function boxRow(state: ContactState, still: ContactState | undefined, universe: Universe, edits: Edits): Row {
  const masks = { on: 0, off: 0, default: 0 };
  const { contact } = state;
  const choices = choicesIn(state, universe);
  const present = still && choicesIn(still, universe);
  const cells = CELLS.map((cell): Cell => {
    const { notified } = effective(contact, universe, cell, choices);
    const requested = edits.edit<'on' | 'off' | 'default'>(notified ? 'on' : 'off', ['on', 'off', 'default']);
    masks[requested] |= cell.bit;
    const name = String(cell.bit);
    if (requested === 'default') {
      return {
        name,
        exported: storedIn(choices, cell.bit),
        file: requested,
        now: present && storedIn(present, cell.bit),
      };
    }
    return {
      name,
      exported: notified,
      file: requested === 'on',
      now: still && present && effective(still.contact, universe, cell, present).notified,
    };
  });
  return {
    cells,
    request: { kind: 'subscription', origin, company: contact.company, contact: contact.email, universe, ...masks },
    left: (requests) =>
      requests.flatMap((request) =>
        request.kind === 'subscription'
          ? CELLS.filter(({ bit }) => ((request.on | request.off | request.default) & bit) !== 0).map(({ bit }) =>
              String(bit),
            )
          : [],
      ),
  };
}

function mailboxRow(state: CompanyState, present: CompanyState | undefined, universe: Universe, edits: Edits): Row {
  const values: Partial<Record<(typeof CATEGORIES)[number], string | null>> = {};
  const cells = CATEGORIES.map((category): Cell => {
    const was = mailboxIn(state, universe, category);
    const file = edits.edit(was, [null, 'edited@x.fr', 'other@x.fr']);
    values[category] = file;
    return {
      name: category,
      exported: key(was),
      file: key(file),
      now: present && key(mailboxIn(present, universe, category)),
    };
  });
  return {
    cells,
    request: { kind: 'mailbox', origin, company: state.company.code, universe, values },
    left: (requests) => requests.flatMap((request) => (request.kind === 'mailbox' ? Object.keys(request.values) : [])),
  };
}

test('property: every cell of every row comes out as the table says, whichever side conflicts are settled for', () => {
  fc.assert(
    fc.property(
      worldArbitrary,
      worldArbitrary,
      fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 40 }),
      fc.constantFrom('stop', 'file', 'current'),
      (exported, now, edits, onConflict) => {
        for (const { cells, request, left } of rows(exported, now, new Edits(edits))) {
          const merged = new ThreeWayMerge([request], new Draft(exported), new Draft(now), onConflict);
          const outcomes = cells.map((cell) => ({ ...cell, outcome: table(cell.exported, cell.file, cell.now) }));
          const of = (outcome: Outcome): readonly (typeof outcomes)[number][] =>
            outcomes.filter((each) => each.outcome === outcome);
          const conflicts = of('conflict');
          const forFile = onConflict === 'file' ? conflicts : [];
          if (forFile.some((each) => each.now === undefined)) {
            // A removed contact or company is requested again, with all that the file says.
            expect(merged.requests).toEqual([request]);
          } else {
            const requested = [...of('changed'), ...forFile].map(({ name }) => name);
            expect([...left(merged.requests)].sort()).toEqual(requested.sort());
          }
          expect(merged.kept).toBe(of('kept').length + (onConflict === 'current' ? conflicts.length : 0));
          expect(merged.unchanged).toBe(of('unchanged').length);
          expect(merged.conflicts).toHaveLength(onConflict === 'current' ? 0 : conflicts.length - forFile.length);
        }
      },
    ),
    { numRuns: 300 },
  );
});
