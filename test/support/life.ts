/**
 * Random events of a portal: contacts are added, changed and removed, companies get partners. An event that the current world
 * does not allow does nothing, so the result is always a valid world. Events often concern the same few cells.
 */
import fc from 'fast-check';
import { addressKey, sameAddress } from '../../src/domain/address.js';
import { ALL_CELLS } from '../../src/domain/cells.js';
import { NEW_CONTACT } from '../../src/domain/fields.js';
import { universesFromBits, type Contact, type LoadedSnapshot, type UniverseSet } from '../../src/domain/model.js';
import { Draft } from '../../src/domain/plan/draft.js';
import type { Edit } from '../../src/domain/plan/edits.js';
import { CATEGORIES, isPartnerUniverse, UNIVERSES } from '../../src/domain/vocabulary.js';
import { CODES } from './arbitraries.js';

/** The events of a contact and of a company. An event listed more often happens more often. */
const PERSONAL = [
  'remove contact',
  'rename',
  'role',
  'access',
  'contact universes',
  'ref',
  'choose',
  'choose',
] as const;
const OF_COMPANIES = [
  'add contact',
  'mailbox',
  'mailbox',
  'add company',
  'remove company',
  'company name',
  'company universes',
  'link',
  'link',
] as const;
const HAPPENINGS = [...PERSONAL, ...OF_COMPANIES];

/** An event, and the random numbers that choose its target and values. */
export interface Happening {
  readonly what: (typeof HAPPENINGS)[number];
  readonly dice: readonly [number, number, number];
}

const die = fc.nat({ max: ALL_CELLS });
export const happeningsArbitrary: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.record({ what: fc.constantFrom(...HAPPENINGS), dice: fc.tuple(die, die, die) }),
  { minLength: 1, maxLength: 6 },
);

/** The events as one change set. New contacts get identities from `firstId` on. */
export function live(world: LoadedSnapshot, happenings: readonly Happening[], firstId: number): readonly Edit[] {
  const draft = new Draft(world);
  let id = firstId;
  for (const { what, dice } of happenings) happen(draft, what, dice, () => id++);
  return [...draft.edits()];
}

const EMAILS = ['jean@acme.fr', 'lea@acme.fr', 'œuvrard@acme.fr'];
const REFS = ['1', '2', null];

function at<T>(items: readonly T[], index: number): T | undefined {
  return items[index % items.length];
}

function happen(draft: Draft, what: Happening['what'], [a, b, c]: Happening['dice'], newId: () => number): void {
  const states = CODES.flatMap((code) => draft.company(code) ?? []);
  const state = at(states, a);
  const someone = at(
    states.flatMap(({ contacts }) => contacts),
    a,
  );
  switch (what) {
    case 'add company': {
      const code = at(CODES, a) ?? '';
      if (draft.row(code) === undefined) {
        draft.putCompany({ code, name: 'New', universes: someUniverses(b), partner: null, partnerUniverse: null });
      }
      return;
    }
    case 'remove company':
      if (state !== undefined && draft.clientsOf(state.company.code).length === 0) {
        draft.removeCompany(state.company.code);
      }
      return;
    case 'company name':
      if (state !== undefined) draft.putCompany({ ...state.company, name: `Name ${b % 3}` });
      return;
    case 'company universes': {
      if (state === undefined) return;
      const universes = someUniverses(b);
      const { code } = state.company;
      const left = state.contacts.map(({ contact }) => ({
        ...contact,
        universes: among(contact.universes, universes),
      }));
      const managed = draft.clientsOf(code).flatMap(({ partnerUniverse }) => partnerUniverse ?? []);
      if (left.some((contact) => contact.universes.length === 0)) return;
      if (managed.some((universe) => !universes.includes(universe))) return;
      draft.putCompany({ ...state.company, universes });
      for (const contact of left) draft.putContact(contact);
      return;
    }
    case 'link': {
      const partner = at(states, b)?.company;
      const partnerUniverse = at(partner?.universes.filter(isPartnerUniverse) ?? [], c);
      if (state === undefined) return;
      if (partner === undefined || partnerUniverse === undefined || c % 5 === 0) {
        draft.putCompany({ ...state.company, partner: null, partnerUniverse: null });
        return;
      }
      for (let next: string | null = partner.code; next !== null; next = draft.row(next)?.partner ?? null) {
        if (next === state.company.code) return;
      }
      draft.putCompany({ ...state.company, partner: partner.code, partnerUniverse });
      return;
    }
    case 'mailbox': {
      const universe = at(UNIVERSES, b);
      const category = at(CATEGORIES.slice(0, 2), c);
      if (state === undefined || universe === undefined || category === undefined) return;
      const email = c % 3 === 0 ? null : (at(EMAILS, b) ?? null);
      if (sameAddress(draft.mailbox(state.company.code, universe, category), email)) return;
      draft.putMailbox(state.company.code, universe, category, email);
      return;
    }
    case 'add contact':
      if (state === undefined) return;
      putContact(draft, {
        id: newId(),
        company: state.company.code,
        ...NEW_CONTACT,
        email: at(EMAILS, b) ?? '',
        name: 'New contact',
        role: b % 2 === 0 ? 'user' : 'admin',
        universes: among(state.company.universes, someUniverses(c)),
        ref: at(REFS, c) ?? null,
      });
      return;
    default:
      if (someone !== undefined) happenTo(draft, someone.contact, what, b, c);
  }
}

function happenTo(draft: Draft, contact: Contact, what: (typeof PERSONAL)[number], b: number, c: number): void {
  switch (what) {
    case 'remove contact':
      draft.removeContact(contact.company, contact.id);
      return;
    case 'rename': {
      const email = at(EMAILS, b) ?? '';
      // An address in another case is no change.
      if (!sameAddress(contact.email, email)) putContact(draft, { ...contact, email });
      return;
    }
    case 'role':
      putContact(draft, { ...contact, role: b % 2 === 0 ? 'user' : 'admin' });
      return;
    case 'access':
      putContact(draft, { ...contact, access: b % 2 === 0 });
      return;
    case 'contact universes': {
      const held = draft.row(contact.company)?.universes ?? [];
      putContact(draft, { ...contact, universes: among(held, someUniverses(b)) });
      return;
    }
    case 'ref':
      putContact(draft, { ...contact, ref: at(REFS, b) ?? null });
      return;
    case 'choose': {
      const universe = at(contact.universes, b);
      // The same few cells are chosen often.
      if (universe !== undefined) draft.putChoices(contact.company, contact.id, universe, chosen(b & 7, c));
    }
  }
}

function chosen(cells: number, c: number): { chosen: number; on: number } {
  return { chosen: cells, on: cells & c };
}

function someUniverses(bits: number): UniverseSet {
  return universesFromBits((bits % 7) + 1);
}

function among(held: readonly (typeof UNIVERSES)[number][], wanted: UniverseSet): UniverseSet {
  return universesFromBits(
    UNIVERSES.reduce(
      (bits, universe, i) => (held.includes(universe) && wanted.includes(universe) ? bits | (1 << i) : bits),
      0,
    ),
  );
}

/** Returns the new world, or the old one when a rule would be broken. */
function putContact(draft: Draft, contact: Contact): void {
  const others = (draft.company(contact.company)?.contacts ?? []).filter(({ contact: { id } }) => id !== contact.id);
  const taken = others.some(
    ({ contact: other }) =>
      addressKey(other.email) === addressKey(contact.email) || (other.ref !== null && other.ref === contact.ref),
  );
  if (taken || contact.universes.length === 0 || (contact.role === 'admin' && !contact.access)) return;
  draft.putContact(contact);
}
