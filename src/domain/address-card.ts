/** What an address is used for, and receives, in some companies. Source: docs/contract/cli.md, "address". */
import { addressKey } from './address.js';
import type { Company, CompanyState, Contact } from './model.js';
import { mailboxRecords, type MailboxRecord } from './records.js';
import { resolveAt, type Because } from './resolution.js';
import { CATEGORIES, isInert, type Category, type Channel, type Universe } from './vocabulary.js';

export interface AddressCard {
  readonly address: string;
  readonly contacts: readonly { readonly company: Company; readonly contact: Contact }[];
  readonly mailboxes: readonly { readonly company: Company; readonly mailbox: MailboxRecord }[];
  readonly receives: readonly {
    readonly company: string;
    readonly universe: Universe;
    readonly category: Category;
    readonly channel: Channel;
    readonly because: readonly Because[];
  }[];
}

/** Returns the card of an address, given its key; null when none of the companies has it. */
export function addressCardOf(states: readonly CompanyState[], key: string): AddressCard | null {
  const isIt = ({ email }: { readonly email: string }): boolean => addressKey(email) === key;
  const contacts = states.flatMap(({ company, contacts: all }) =>
    all.map(({ contact }) => ({ company, contact })).filter(({ contact }) => isIt(contact)),
  );
  const mailboxes = states.flatMap((state) =>
    mailboxRecords(state)
      .filter(isIt)
      .map((mailbox) => ({ company: state.company, mailbox })),
  );
  const receives = states.flatMap((state) => [...receivedAt(state, key)]);
  const spelled = contacts[0]?.contact.email ?? mailboxes[0]?.mailbox.email;
  return spelled === undefined ? null : { address: spelled, contacts, mailboxes, receives };
}

function* receivedAt(state: CompanyState, key: string): Generator<AddressCard['receives'][number]> {
  for (const universe of state.company.universes) {
    for (const category of CATEGORIES) {
      if (isInert(universe, category)) continue;
      for (const { channel, recipient, because } of resolveAt(state, universe, category).deliveries) {
        if (addressKey(recipient) === key) {
          yield { company: state.company.code, universe, category, channel, because };
        }
      }
    }
  }
}
