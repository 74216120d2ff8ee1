/** States to store: built by hand in a line, or at random. */
import fc from 'fast-check';
import type { ChangeSet, ChangeSetEntry } from '../../src/domain/change-set.js';
import { addressKey } from '../../src/domain/address.js';
import { ALL_CELLS, type Choices } from '../../src/domain/cells.js';
import { NEW_COMPANY, NEW_CONTACT } from '../../src/domain/fields.js';
import {
  snapshotOf,
  universeSet,
  universesFromBits,
  type Company,
  type CompanyState,
  type Contact,
} from '../../src/domain/model.js';
import { Draft } from '../../src/domain/plan/draft.js';
import type { Edit } from '../../src/domain/plan/edits.js';
import {
  CATEGORIES,
  PARTNER_UNIVERSES,
  ROLES,
  UNIVERSES,
  type Category,
  type Universe,
} from '../../src/domain/vocabulary.js';
import type { CompanySelection, NewChangeSet, Store } from '../../src/storage/store.js';

const AT = new Date('2026-03-01T08:30:00.000Z');

export const ENTRY: NewChangeSet = {
  clock: () => AT,
  actor: 'sam',
  command: 'onboard',
  message: null,
  input: null,
  undoes: null,
};

export function company(code: string, more: Partial<Company> = {}): Company {
  return {
    code,
    name: `Company ${code}`,
    universes: universeSet(['client']),
    ...NEW_COMPANY,
    ...more,
  };
}

export function contact(of: string, id: number, email: string, more: Partial<Contact> = {}): Contact {
  return {
    id,
    company: of,
    email,
    name: email,
    universes: universeSet(['client']),
    ...NEW_CONTACT,
    ...more,
  };
}

export async function all<T>(batches: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const batch of batches) found.push(batch);
  return found;
}

export async function statesIn(store: Store, selection: CompanySelection = {}): Promise<readonly CompanyState[]> {
  return store.read(async (reader) => (await all(reader.states(selection))).flat());
}

export async function editsIn(store: Store, number: number): Promise<readonly Edit[]> {
  return store.read(async (reader) => (await all(reader.editsOf(number))).flat());
}

/** What leads from the store's state to what `change` makes of it. */
export async function planned(store: Store, change: (draft: Draft) => void): Promise<readonly Edit[]> {
  const draft = new Draft(snapshotOf(await statesIn(store)));
  change(draft);
  return [...draft.edits()];
}

export async function changed(
  store: Store,
  change: (draft: Draft) => void,
  entry: Partial<ChangeSetEntry> = {},
): Promise<ChangeSet> {
  const { at = AT, ...journaled } = entry;
  return store.write(await planned(store, change), { ...ENTRY, ...journaled, clock: () => at });
}

/** An edit as it is stored: planned contacts have the identity that change set `number` gives. */
export function settled(edit: Edit, number: number): Edit {
  switch (edit.kind) {
    case 'company':
      return edit;
    case 'mailbox': {
      const { held: _, ...stored } = edit;
      return stored;
    }
    case 'contact':
      return { ...edit, id: settledId(edit.id, number), after: settledContact(edit.after, number) };
    case 'subscription':
      return { ...edit, id: settledId(edit.id, number), contactAfter: settledContact(edit.contactAfter, number) };
  }
}

export function settledState(state: CompanyState, number: number): CompanyState {
  return {
    ...state,
    contacts: state.contacts.map(({ contact: planned, choices }) => ({
      contact: { ...planned, id: settledId(planned.id, number) },
      choices: Object.fromEntries(Object.entries(choices).filter(([, { chosen }]) => chosen !== 0)),
    })),
    mailboxes: Object.fromEntries(Object.entries(state.mailboxes).filter(([, row]) => Object.keys(row).length > 0)),
  };
}

function settledContact(planned: Contact | null, number: number): Contact | null {
  return planned === null ? null : { ...planned, id: settledId(planned.id, number) };
}

function settledId(id: number, number: number): number {
  return id < 0 ? number * 2 ** 24 - id : id;
}

/** A world without identities: what each company is to be. */
export type World = readonly WorldCompany[];

interface WorldCompany {
  readonly code: string;
  readonly name: string;
  readonly bits: number;
  /** Index of a company before it in the world; no link if that one can't be a partner. */
  readonly partner: number;
  readonly contacts: readonly WorldContact[];
  readonly mailboxes: readonly { readonly universe: Universe; readonly category: Category; readonly email: string }[];
}

interface WorldContact {
  readonly email: string;
  readonly name: string;
  readonly admin: boolean;
  readonly access: boolean;
  readonly bits: number;
  readonly ref: string | null;
  readonly choices: readonly { readonly universe: Universe; readonly choices: Choices }[];
}

const CODES = ['ACME', 'acme', '00075', '75', 'é', 'Œuvres', '\u{1f642}', '\ufffd', '=SUM(A1)', 'Le Goff; SARL'];
const EMAILS = ['a@x.fr', 'B@x.fr', `o'neil+x@été.fr`, '\u{1f642}@x.fr', '\ufffd@x.fr', 'É@x.fr', 'z@x.fr'];
const NAMES = ['Anne "Nanou"', 'Œuvrard', 'O\\x', 'l1\nl2', '名前'];

const choices: fc.Arbitrary<Choices> = fc
  .record({ chosen: fc.integer({ min: 1, max: ALL_CELLS }), on: fc.integer({ min: 0, max: ALL_CELLS }) })
  .map(({ chosen, on }) => ({ chosen, on: on & chosen }));

const worldContact: fc.Arbitrary<WorldContact> = fc.record({
  email: fc.constantFrom(...EMAILS),
  name: fc.constantFrom(...NAMES),
  admin: fc.boolean(),
  access: fc.boolean(),
  bits: fc.integer({ min: 1, max: 7 }),
  ref: fc.option(fc.constantFrom('1', '2', 'ref')),
  choices: fc.uniqueArray(fc.record({ universe: fc.constantFrom(...UNIVERSES), choices }), {
    selector: ({ universe }) => universe,
  }),
});

const worldCompany: fc.Arbitrary<WorldCompany> = fc.record({
  code: fc.constantFrom(...CODES),
  name: fc.constantFrom(...NAMES),
  bits: fc.integer({ min: 1, max: 7 }),
  partner: fc.nat(9),
  contacts: fc.uniqueArray(worldContact, {
    maxLength: 5,
    comparator: (a, b) => addressKey(a.email) === addressKey(b.email) || (a.ref !== null && a.ref === b.ref),
  }),
  mailboxes: fc.uniqueArray(
    fc.record({
      universe: fc.constantFrom(...UNIVERSES),
      category: fc.constantFrom(...CATEGORIES),
      email: fc.constantFrom(...EMAILS),
    }),
    { maxLength: 4, selector: ({ universe, category }) => `${universe} ${category}` },
  ),
});

export const worlds: fc.Arbitrary<World> = fc.uniqueArray(worldCompany, { selector: ({ code }) => code, maxLength: 6 });

/**
 * The change that makes the world so, whatever it was: the n-th contact of a company becomes the n-th of the world's, so
 * that addresses and refs are swapped in every way.
 */
export function become(world: World, draft: Draft, before: readonly CompanyState[]): void {
  for (const { company: was } of before) {
    if (!world.some(({ code }) => code === was.code)) draft.removeCompany(was.code);
  }
  for (const [index, wanted] of world.entries()) {
    const universes = universesFromBits(wanted.bits);
    draft.putCompany({ code: wanted.code, name: wanted.name, universes, ...linkOf(wanted, index, world) });
    becomeContacts(
      wanted,
      draft,
      before.find((state) => state.company.code === wanted.code),
    );
    for (const universe of UNIVERSES) {
      for (const category of CATEGORIES) {
        const cell = wanted.mailboxes.find((box) => box.universe === universe && box.category === category);
        draft.putMailbox(wanted.code, universe, category, cell?.email ?? null);
      }
    }
  }
}

function linkOf(wanted: WorldCompany, index: number, world: World): Pick<Company, 'partner' | 'partnerUniverse'> {
  const partner = wanted.partner < index ? world[wanted.partner] : undefined;
  const universe = PARTNER_UNIVERSES.find(
    (candidate) => partner !== undefined && universesFromBits(partner.bits).includes(candidate),
  );
  return partner === undefined || universe === undefined
    ? { partner: null, partnerUniverse: null }
    : { partner: partner.code, partnerUniverse: universe };
}

function becomeContacts(wanted: WorldCompany, draft: Draft, before: CompanyState | undefined): void {
  const ids = before?.contacts.map((state) => state.contact.id) ?? [];
  for (const id of ids.slice(wanted.contacts.length)) draft.removeContact(wanted.code, id);
  for (const [index, { email, name, admin, access, bits, ref, choices: chosen }] of wanted.contacts.entries()) {
    const id = ids[index] ?? draft.newContactId();
    const role = admin ? ROLES[0] : ROLES[1];
    // Within the company's universes, one at least.
    const universes = universesFromBits(bits & wanted.bits || wanted.bits);
    draft.putContact({
      id,
      company: wanted.code,
      ...NEW_CONTACT,
      email,
      name,
      role,
      access: access || admin,
      universes,
      ref,
    });
    for (const universe of UNIVERSES) {
      const made = chosen.find((choice) => choice.universe === universe);
      draft.putChoices(wanted.code, id, universe, made?.choices ?? { chosen: 0, on: 0 });
    }
  }
}
