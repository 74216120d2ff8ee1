/** Small worlds for the tests of views. */
import { CELLS, NO_CHOICES, withStored, type Choices, type Stored } from '../../src/domain/cells.js';
import { NEW_COMPANY, NEW_CONTACT } from '../../src/domain/fields.js';
import {
  universeSet,
  type ChoicesByUniverse,
  type Company,
  type CompanyState,
  type Contact,
  type ContactState,
} from '../../src/domain/model.js';
import { UNIVERSES, type Universe } from '../../src/domain/vocabulary.js';

export function company(code: string, fields: Partial<Omit<Company, 'code'>> = {}): Company {
  return {
    code,
    name: `${code} SA`,
    ...NEW_COMPANY,
    ...fields,
    universes: universeSet(fields.universes ?? ['client']),
  };
}

let ids = 0;

export function contact(email: string, fields: Partial<Omit<Contact, 'email'>> = {}): Contact {
  return {
    id: ++ids,
    company: 'ACME',
    email,
    name: email.split('@')[0] ?? email,
    ...NEW_CONTACT,
    ...fields,
    universes: universeSet(fields.universes ?? ['client']),
  };
}

/** `choices({ 'ticketing.email': 'on' })` */
export function choices(cells: Readonly<Record<string, Stored>>): Choices {
  return Object.entries(cells).reduce((all, [name, value]) => {
    const cell = CELLS.find(({ category, channel }) => `${category}.${channel}` === name);
    if (cell === undefined) throw new Error(`no cell ${name}`);
    return withStored(all, cell.bit, value);
  }, NO_CHOICES);
}

export function chose(
  who: Contact,
  byUniverse: Readonly<Partial<Record<Universe, Readonly<Record<string, Stored>>>>> = {},
): ContactState {
  const chosen: ChoicesByUniverse = Object.fromEntries(
    UNIVERSES.flatMap((universe) => {
      const cells = byUniverse[universe];
      return cells === undefined ? [] : [[universe, choices(cells)]];
    }),
  );
  return { contact: who, choices: chosen };
}

export function state(
  of: Company,
  contacts: readonly ContactState[],
  mailboxes: CompanyState['mailboxes'] = {},
): CompanyState {
  return { company: of, contacts, mailboxes };
}

export async function* batches<T>(...all: readonly (readonly T[])[]): AsyncGenerator<readonly T[]> {
  for (const batch of all) yield batch;
}

/** The universe of the stories: Acme, with an administrator, a user, a contact without access, and a name with control characters. */
export function acme(): CompanyState {
  return state(
    company('ACME', { name: 'Acme Industrie', universes: ['client', 'ambassador'] }),
    [
      chose(contact('anne.nanou@acme.fr', { name: 'Anne "Nanou"', access: false, universes: ['client'] }), {
        client: { 'ticketing.email': 'on' },
      }),
      chose(contact('jean.petit@acme.fr', { name: 'Jean Petit', role: 'admin', universes: ['client', 'ambassador'] }), {
        client: { 'ticketing.email': 'off', 'messaging.email': 'on' },
      }),
      chose(contact('lea.le-goff@acme.fr', { name: 'Léa Le Goff', universes: ['client', 'ambassador'] }), {
        client: { 'mobile.email': 'on', 'deliveries.interface': 'on' },
      }),
      chose(contact('zoe@acme.fr', { name: 'Zoé\n\u001b[31m' })),
    ],
    { client: { ticketing: 'support@acme.fr' } },
  );
}
