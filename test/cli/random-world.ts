/**
 * A random world that nothing in the program was written for: as CSV files, and as the state to which they lead by the
 * contract. The same seed gives the same world. Names, codes and addresses are those that break CSV files and spreadsheets.
 */
import { NEW_CONTACT } from '../../src/domain/fields.js';
import type { CompanyState, Contact, ContactState } from '../../src/domain/model.js';
import type { Category, Universe } from '../../src/domain/vocabulary.js';
import { oracleKey } from '../support/oracle.js';
import type { Files } from './abo.js';

const UNIVERSES: readonly Universe[] = ['client', 'ambassador', 'operator'];
const CATEGORIES: readonly Category[] = [
  'eshop',
  'deliveries',
  'service-settings',
  'service-security',
  'ticketing',
  'messaging',
  'mobile',
];
const CHANNELS = ['interface', 'email'] as const;
const NAMES = [
  '=SUM(A1)',
  'Le Goff; SARL',
  'Anne "Nanou"',
  'Œuvrard',
  "'=1",
  '-',
  '+33 1 02',
  'a,b',
  '|x|',
  'deux\nlignes',
];
const LOCAL_PARTS = ["o'neil+x", 'jean', 'Léa', 'SUPPORT', 'zoé.œuvrard', 'x_y-z'];
const DOMAINS = ['été.fr', 'acme.fr', 'sub.example.co.uk'];

export interface RandomWorld {
  readonly files: Files;
  readonly states: readonly CompanyState[];
}

/** Numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomWorld(seed: number, companyCount = 40, contactCount = 200): RandomWorld {
  const random = randomFrom(seed);
  const chance = (part: number): boolean => random() < part;
  const below = (n: number): number => Math.floor(random() * n);
  const oneOf = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)];
    if (found === undefined) throw new Error('an empty list');
    return found;
  };
  const some = <T>(list: readonly T[]): readonly T[] => {
    const chosen = list.filter(() => chance(0.5));
    return chosen.length > 0 ? chosen : [oneOf(list)];
  };
  const address = (): string => `${oneOf(LOCAL_PARTS)}${chance(0.7) ? below(60) : ''}@${oneOf(DOMAINS)}`;

  const companies = Array.from({ length: companyCount }, (_, i) => ({
    code: oneOf([`000${100 + i}`, `C-${i}`, `Œ ${i}`, `x${i}/y`, `=${i}`]),
    name: `${oneOf(NAMES)} ${i}`.trim(),
    universes: some(UNIVERSES),
  }));
  const linked = companies.map((company, i) => {
    // A partner is one of the earlier companies, so that there is no cycle.
    const partners = companies.slice(0, i).filter(({ universes }) => universes.some((held) => held !== 'client'));
    if (partners.length === 0 || chance(0.3)) return { ...company, partner: null, partnerUniverse: null };
    const partner = oneOf(partners);
    return {
      ...company,
      partner: partner.code,
      partnerUniverse: oneOf(partner.universes.filter((held) => held !== 'client')),
    };
  });

  const contactRows: string[][] = [];
  const subscriptionRows: string[][] = [];
  const contactsOf = new Map<string, ContactState[]>(linked.map(({ code }) => [code, []]));
  for (let i = 0; i < contactCount; i++) {
    const company = oneOf(linked);
    const email = address();
    const known = contactsOf.get(company.code) ?? [];
    if (known.some(({ contact }) => oracleKey(contact.email) === oracleKey(email))) continue;
    const role = chance(0.3) ? 'admin' : 'user';
    const contact: Contact = {
      id: i + 1,
      company: company.code,
      ...NEW_CONTACT,
      email,
      name: `${oneOf(NAMES)}${i}`,
      role,
      access: role === 'admin' || chance(0.7),
      universes: UNIVERSES.filter((universe) => some(company.universes).includes(universe)),
      ref: chance(0.5) ? `00${i}` : null,
    };
    const universes = contact.universes.length > 0 ? contact.universes : company.universes;
    const held = { ...contact, universes };
    contactRows.push([
      company.code,
      email,
      held.name,
      role,
      held.access ? 'yes' : 'no',
      universes.join('|'),
      held.ref ?? '',
    ]);
    const choices: Partial<Record<Universe, { chosen: number; on: number }>> = {};
    for (const universe of universes) {
      let chosen = 0;
      let on = 0;
      for (const [c, category] of CATEGORIES.entries()) {
        for (const [h, channel] of CHANNELS.entries()) {
          if (!chance(0.4)) continue;
          const value = (channel === 'email' || held.access) && chance(0.5);
          subscriptionRows.push([company.code, email, universe, category, channel, value ? '1' : '0']);
          // Setting a cell to the value that it has stores nothing.
          if (value === (role === 'admin')) continue;
          chosen += 2 ** (2 * c + h);
          if (value) on += 2 ** (2 * c + h);
        }
      }
      if (chosen > 0) choices[universe] = { chosen, on };
    }
    known.push({ contact: held, choices });
  }

  const mailboxRows: string[][] = [];
  const states = linked.map((company): CompanyState => {
    const contacts = contactsOf.get(company.code) ?? [];
    const mailboxes: Partial<Record<Universe, Partial<Record<Category, string>>>> = {};
    for (const universe of company.universes) {
      for (const category of CATEGORIES) {
        if (!chance(0.5)) continue;
        // Often a contact's own address, in another case: one message for both.
        const [first] = contacts;
        const email = first !== undefined && chance(0.4) ? otherCase(first.contact.email) : address();
        mailboxes[universe] = { ...mailboxes[universe], [category]: email };
        mailboxRows.push([company.code, universe, category, email]);
      }
    }
    return { company, contacts, mailboxes };
  });

  return {
    states,
    files: {
      'companies.csv': csv(
        ['company', 'name', 'universes', 'partner', 'partner_universe'],
        // A partner may be later in the file.
        linked
          .map(({ code, name, universes, partner, partnerUniverse }) => [
            code,
            name,
            universes.join('|'),
            partner ?? '',
            partnerUniverse ?? '',
          ])
          .reverse(),
      ),
      'contacts.csv': csv(['company', 'contact', 'name', 'role', 'access', 'universes', 'ref'], contactRows),
      'mailboxes.csv': csv(['company', 'universe', 'category', 'email'], mailboxRows),
      'subscriptions.csv': csv(['company', 'contact', 'universe', 'category', 'channel', 'value'], subscriptionRows),
    },
  };
}

/** The local part in the other case; the domain is kept in lower case. */
function otherCase(email: string): string {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  return (local === local.toUpperCase() ? local.toLowerCase() : local.toUpperCase()) + email.slice(at);
}

export function csv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}
