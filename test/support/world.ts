/**
 * Worlds for tests, in two lines:
 *
 *     const before = world({ PART: { universes: ['ambassador'] }, ACME: { partner: 'PART', contacts: { 'jean@acme.fr': { role: 'admin' } } } });
 *
 * A company holds `client` by default, is called by its code, and is managed in its partner's only partner universe; a
 * contact is a user with access in all of the company's universes, called by the address.
 */
import { normaliseAddress } from '../../src/domain/address.js';
import { CELLS, NO_CHOICES, withStored, type CellMask, type Choices, type Stored } from '../../src/domain/cells.js';
import { NEW_COMPANY, NEW_CONTACT } from '../../src/domain/fields.js';
import {
  byAddress,
  snapshotOf,
  universeSet,
  type ChoicesByUniverse,
  type CompanyState,
  type ContactState,
  type LoadedSnapshot,
  type Mailboxes,
  type Snapshot,
} from '../../src/domain/model.js';
import { isPartnerUniverse, UNIVERSES, type Role, type Universe } from '../../src/domain/vocabulary.js';

export interface CompanySpec {
  readonly name?: string;
  readonly universes?: readonly Universe[];
  readonly partner?: string;
  readonly partnerUniverse?: Universe;
  /** By address. */
  readonly contacts?: Readonly<Record<string, ContactSpec>>;
  readonly mailboxes?: Mailboxes;
}

export interface ContactSpec {
  readonly name?: string;
  readonly role?: Role;
  readonly access?: boolean;
  readonly universes?: readonly Universe[];
  readonly ref?: string;
  /** Cells as the command line has them: `ticketing=on mobile.email=off`. */
  readonly choices?: Readonly<Partial<Record<Universe, string>>>;
}

export function world(companies: Readonly<Record<string, CompanySpec>>): LoadedSnapshot {
  let id = 0;
  return snapshotOf(
    Object.entries(companies).map(([code, spec]): CompanyState => {
      const universes = universeSet(spec.universes ?? ['client']);
      const partner = spec.partner ?? null;
      return {
        company: {
          code,
          ...NEW_COMPANY,
          name: spec.name ?? code,
          universes,
          partner,
          partnerUniverse:
            partner === null
              ? null
              : (spec.partnerUniverse ?? companies[partner]?.universes?.find(isPartnerUniverse) ?? null),
        },
        contacts: byAddress(
          Object.entries(spec.contacts ?? {}).map(([address, contact]) => ({
            contact: {
              id: ++id,
              company: code,
              ...NEW_CONTACT,
              email: normaliseAddress(address),
              name: contact.name ?? address,
              role: contact.role ?? NEW_CONTACT.role,
              access: contact.access ?? NEW_CONTACT.access,
              universes: universeSet(contact.universes ?? universes),
              ref: contact.ref ?? null,
            },
            choices: choicesOf(contact.choices ?? {}),
          })),
        ),
        mailboxes: spec.mailboxes ?? {},
      };
    }),
  );
}

function choicesOf(cells: NonNullable<ContactSpec['choices']>): ChoicesByUniverse {
  const choices: Partial<Record<Universe, Choices>> = {};
  for (const universe of UNIVERSES) {
    const written = cells[universe];
    if (written === undefined) continue;
    const masks = cellMasks(written);
    choices[universe] = CELLS.reduce<Choices>((made, { bit }) => {
      if ((masks.on & bit) !== 0) return withStored(made, bit, 'on');
      return (masks.off & bit) !== 0 ? withStored(made, bit, 'off') : made;
    }, NO_CHOICES);
  }
  return choices;
}

/** `ticketing=on mobile.email=off all=default`: the cells of each value. A later word wins. */
export function cellMasks(assignments: string): Readonly<Record<Stored, CellMask>> {
  const masks = { on: 0, off: 0, default: 0 };
  for (const assignment of assignments.split(' ')) {
    const [cell = '', value = ''] = assignment.split('=');
    const [category = '', channel] = cell.split('.');
    const chosen = CELLS.filter(
      (candidate) =>
        (category === 'all' || candidate.category === category) &&
        (channel === undefined || candidate.channel === channel),
    );
    if (chosen.length === 0 || (value !== 'on' && value !== 'off' && value !== 'default')) {
      throw new Error(`not an assignment: ${assignment}`);
    }
    for (const { bit } of chosen) {
      masks.on &= ~bit;
      masks.off &= ~bit;
      masks.default &= ~bit;
      masks[value] |= bit;
    }
  }
  return masks;
}

/** A company that must be there. */
export function companyIn(snapshot: Snapshot, code: string): CompanyState {
  const state = snapshot.company(code);
  if (state === undefined) throw new Error(`no company ${code}`);
  return state;
}

/** A contact that must be there, by the address as it is spelled. */
export function contactIn(snapshot: Snapshot, code: string, email: string): ContactState {
  const state = companyIn(snapshot, code).contacts.find(({ contact }) => contact.email === email);
  if (state === undefined) throw new Error(`no contact ${email} in ${code}`);
  return state;
}
