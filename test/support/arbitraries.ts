/**
 * Whole random worlds, and random inputs for them: partners in chains, partners that hold two partner universes, own
 * audiences, dormant choices and mailboxes, addresses shared in another case or normal form, names that break CSV.
 */
import fc from 'fast-check';
import { addressKey, normaliseAddress } from '../../src/domain/address.js';
import { ALL_CELLS, type CellMask, type Choices } from '../../src/domain/cells.js';
import { NEW_CONTACT } from '../../src/domain/fields.js';
import {
  byAddress,
  snapshotOf,
  universesFromBits,
  type ChoicesByUniverse,
  type Company,
  type CompanyState,
  type ContactState,
  type LoadedSnapshot,
  type Mailboxes,
} from '../../src/domain/model.js';
import type { Request } from '../../src/domain/plan/request.js';
import {
  CATEGORIES,
  isPartnerUniverse,
  UNIVERSES,
  type Category,
  type Role,
  type Universe,
} from '../../src/domain/vocabulary.js';

export const CODES = ['00075', 'ACME', 'acme', 'Œ-1', 'P1', 'P2', '\uFFFD', '😀'] as const;
const NAMES = ['=SUM(A1)', 'Le Goff; SARL', 'Anne "Nanou"', 'Œuvrard', '-', "'=x", ' a,b\nc', 'Ünal', '+33 1'] as const;
const REFS = ['00075', 'R-1', 'r-1', '=1+1'] as const;
const ADDRESSES = [
  "o'neil+x@été.fr",
  'jean@acme.fr',
  'lea@acme.fr',
  'support@acme.fr',
  'élodie@acme.fr',
  '😀@acme.fr',
  '\uFFFD@acme.fr',
  'œuvrard@acme.fr',
] as const;

const address = fc
  .tuple(fc.constantFrom(...ADDRESSES), fc.constantFrom('as-is', 'upper', 'decomposed'))
  .map(([text, spelled]) => {
    if (spelled === 'upper') return normaliseAddress(text.toUpperCase());
    return normaliseAddress(spelled === 'decomposed' ? text.normalize('NFD') : text);
  });

const name = fc.constantFrom(...NAMES).map((text) => text.trim().normalize('NFC'));
const ref = fc.option(fc.constantFrom(...REFS));
const universes = fc.integer({ min: 1, max: 7 }).map(universesFromBits);
const mask: fc.Arbitrary<CellMask> = fc.oneof(
  fc.integer({ min: 0, max: ALL_CELLS }),
  fc.constantFrom(0, ALL_CELLS, 0b01010101010101, 0b10101010101010),
);
const choices: fc.Arbitrary<ChoicesByUniverse> = fc
  .array(fc.tuple(fc.constantFrom(...UNIVERSES), mask, mask), { maxLength: 3 })
  .map((rows) => {
    const made: Partial<Record<Universe, Choices>> = {};
    for (const [universe, chosen, on] of rows) if (chosen !== 0) made[universe] = { chosen, on: chosen & on };
    return made;
  });
const mailboxes: fc.Arbitrary<Mailboxes> = fc
  .array(fc.tuple(fc.constantFrom(...UNIVERSES), fc.constantFrom(...CATEGORIES), address), { maxLength: 12 })
  .map((cells) => {
    const made: Partial<Record<Universe, Partial<Record<Category, string>>>> = {};
    for (const [universe, category, email] of cells) made[universe] = { ...made[universe], [category]: email };
    return made;
  });

const contactSeed = fc.record({
  email: address,
  name,
  role: fc.constantFrom<Role>('admin', 'user', 'user'),
  access: fc.boolean(),
  universes,
  ref,
  choices,
});
type ContactSeed = typeof contactSeed extends fc.Arbitrary<infer T> ? T : never;

const companySeed = fc.record({
  code: fc.constantFrom(...CODES),
  name,
  universes,
  partner: fc.nat({ max: 20 }),
  partnerUniverse: fc.nat({ max: 1 }),
  contacts: fc.array(contactSeed, { maxLength: 5 }),
  mailboxes,
});
type CompanySeed = typeof companySeed extends fc.Arbitrary<infer T> ? T : never;

/** A consistent world: keys unique, admins with access, contacts within their company's universes, no cycle. */
export const worldArbitrary: fc.Arbitrary<LoadedSnapshot> = fc
  .uniqueArray(companySeed, { maxLength: 6, selector: ({ code }) => code })
  .map((seeds) => {
    const companies: Company[] = [];
    return snapshotOf(seeds.map((seed) => stateFrom(seed, companies)));
  });

/** A company's partner is one of `earlier`, to which the company is added. */
function stateFrom(seed: CompanySeed, earlier: Company[]): CompanyState {
  const partners = earlier.filter(({ universes: held }) => held.some(isPartnerUniverse));
  const partner = partners[seed.partner % (partners.length + 1)];
  const held = partner?.universes.filter(isPartnerUniverse) ?? [];
  const company: Company = {
    code: seed.code,
    name: seed.name,
    universes: seed.universes,
    partner: partner?.code ?? null,
    partnerUniverse: held[seed.partnerUniverse % held.length] ?? null,
  };
  earlier.push(company);
  const seen = new Set<string>();
  const contacts = seed.contacts.flatMap((contact, i) => contactFrom(contact, i + 1, company, seen));
  return { company, contacts: byAddress(contacts), mailboxes: seed.mailboxes };
}

function contactFrom(seed: ContactSeed, id: number, company: Company, seen: Set<string>): ContactState[] {
  const key = addressKey(seed.email);
  if (seen.has(key)) return [];
  seen.add(key);
  const unique = seed.ref !== null && !seen.has(`ref ${seed.ref}`) ? seed.ref : null;
  if (unique !== null) seen.add(`ref ${unique}`);
  const held = seed.universes.filter((universe) => company.universes.includes(universe));
  return [
    {
      contact: {
        id,
        company: company.code,
        ...NEW_CONTACT,
        email: seed.email,
        name: seed.name,
        role: seed.role,
        access: seed.access || seed.role === 'admin',
        universes:
          held.length === 0
            ? company.universes
            : universesFromBits(held.reduce((bits, universe) => bits | (1 << UNIVERSES.indexOf(universe)), 0)),
        ref: unique,
      },
      choices: seed.choices,
    },
  ];
}

const code = fc.constantFrom(...CODES);
const universeOrAll = fc.constantFrom<Universe | '*'>(...UNIVERSES, '*');
const origin = fc.constant(null);
const mode = fc.constant('upsert' as const);

const companyRequest = fc.record(
  {
    kind: fc.constant('company' as const),
    origin,
    mode,
    company: code,
    name,
    universes,
    partner: fc.option(code),
    partnerUniverse: fc.constantFrom(...UNIVERSES),
  },
  { requiredKeys: ['kind', 'origin', 'mode', 'company'] },
);

const contactRequest = fc.record(
  {
    kind: fc.constant('contact' as const),
    origin,
    mode,
    company: code,
    contact: address,
    name,
    role: fc.constantFrom<Role>('admin', 'user'),
    access: fc.boolean(),
    universes,
    ref,
    newEmail: address,
  },
  { requiredKeys: ['kind', 'origin', 'mode', 'company', 'contact'] },
);

const mailboxRequest = fc.record({
  kind: fc.constant('mailbox' as const),
  origin,
  company: code,
  universe: universeOrAll,
  values: fc.dictionary(fc.constantFrom(...CATEGORIES), fc.option(address), { maxKeys: 3 }),
});

const subscriptionRequest = fc
  .record({
    kind: fc.constant('subscription' as const),
    origin,
    company: code,
    contact: address,
    universe: universeOrAll,
    on: mask,
    off: mask,
    default: mask,
    lenient: fc.constantFrom(0, ALL_CELLS),
  })
  .map((row) => {
    const off = row.off & ~row.on;
    return { ...row, off, default: row.default & ~row.on & ~off };
  });

/** Any input: much of it has some problem. */
export const requestsArbitrary: fc.Arbitrary<readonly Request[]> = fc.array(
  fc.oneof(companyRequest, contactRequest, mailboxRequest, subscriptionRequest),
  { maxLength: 6 },
);
