/**
 * A person's right to be forgotten: an address, and the names tied to it, become `erased-N`, N being the change set that
 * does it. Source: docs/contract/rules.md, "Erasure".
 *
 * A name is tied to the address that a contact has, or had last: whoever has another one now keeps the name. With it goes
 * the `ref`, which is a name too, in another system.
 */
import { addressKey } from './address.js';
import { CONTACT_FIELDS, someValuesOf } from './fields.js';
import type { Contact } from './model.js';
import type { Edit } from './plan/edits.js';

export interface ErasureRequest {
  /** As given; it is compared by its key. */
  readonly address: string;
  /** Codes; null for everywhere: what no company owns, such as who made a change and why, is reached only then. */
  readonly companies: readonly string[] | null;
}

/** Where an address stands. */
export interface Traces {
  /** What would stand for it, if nobody writes in the meantime. */
  readonly placeholder: string;
  /** In the directory: what would be replaced. */
  readonly edits: readonly Edit[];
  /** In the journal: how many changes and, with their actors, messages and inputs, in how many change sets. */
  readonly journal: { readonly entries: number; readonly changeSets: number };
  /** Other addresses that the same contacts had. */
  readonly otherAddresses: readonly string[];
  /** Contacts that had the address once, and have another one: they keep their names. */
  readonly renamed: readonly { readonly company: string; readonly address: string }[];
}

/** What a plan erases beyond the directory. */
export interface Erasure extends Omit<Traces, 'edits'> {
  readonly request: ErasureRequest;
  /** Once it is done: is nothing left in what the database keeps of deleted values? */
  readonly cleared?: boolean;
}

/** What stands for an address that was erased. */
export function placeholderOf(changeSet: number): string {
  return `erased-${changeSet}`;
}

export function isPlaceholder(text: string): boolean {
  return /^erased-\d+$/u.test(text);
}

export class Eraser {
  readonly key: string;
  private readonly inText: RegExp;

  constructor(
    address: string,
    readonly placeholder: string,
  ) {
    this.key = addressKey(address);
    // Within another address ("the.jean@acme.fr", "jean@acme.free") it is another one.
    this.inText = new RegExp(`(?<![\\p{L}\\p{N}._%+'-])${literally(address)}(?![\\p{L}\\p{N}-])`, 'giu');
  }

  isIt(address: string | null): boolean {
    return address !== null && addressKey(address) === this.key;
  }

  email(address: string): string {
    return this.isIt(address) ? this.placeholder : address;
  }

  mailbox(address: string | null): string | null {
    return address === null ? null : this.email(address);
  }

  /** @param tied is the contact known by this address: are the names theirs? */
  contact(contact: Contact, tied: boolean): Contact {
    const email = this.email(contact.email);
    if (!tied) return { ...contact, email };
    const erased = someValuesOf(CONTACT_FIELDS, ({ personal, type }) => {
      if (personal !== true) return undefined;
      return type === 'text' ? this.placeholder : null;
    });
    return { ...contact, ...erased, email };
  }

  /** What a person wrote: the address wherever it stands, and the names as whole words. */
  text(text: string, names: Iterable<string> = []): string {
    let erased = text.normalize('NFC').replace(this.inText, this.placeholder);
    for (const name of [...names].sort((a, b) => b.length - a.length)) {
      const asWords = new RegExp(`(?<![\\p{L}\\p{N}])${literally(name)}(?![\\p{L}\\p{N}])`, 'gu');
      erased = erased.replace(asWords, this.placeholder);
    }
    return erased === text.normalize('NFC') ? text : erased;
  }
}

function literally(text: string): string {
  return text.normalize('NFC').replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
