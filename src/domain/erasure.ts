/**
 * The right to erasure: an address, and the names that belong to it, become `erased-N`, N being the change set that does it.
 * A name belongs to the address that its contact has now, or had last: a contact who had the address before and has another
 * one now keeps the name. The `ref` is erased like a name: it names the contact in another system.
 * Source: docs/contract/rules.md, "Erasure".
 */
import { addressKey } from './address.js';
import { CONTACT_FIELDS, valuesOf } from './fields.js';
import type { Contact } from './model.js';
import type { Edit } from './plan/edits.js';

export interface ErasureRequest {
  /** As given; it is compared by its key. */
  readonly address: string;
  /** Codes; null for all, and for what belongs to no company: who made a change, and its message. */
  readonly companies: readonly string[] | null;
}

export interface Traces {
  /** What would replace it, if nothing is written in the meantime. */
  readonly placeholder: string;
  readonly edits: readonly Edit[];
  /** How many changes of the journal have it, and how many change sets, counting their actors, messages and inputs. */
  readonly journal: { readonly entries: number; readonly changeSets: number };
  readonly otherAddresses: readonly string[];
  /** Contacts who had the address before and have another one now: they keep their names. */
  readonly renamed: readonly { readonly company: string; readonly address: string }[];
}

export interface Erasure extends Omit<Traces, 'edits'> {
  readonly request: ErasureRequest;
  /** After the erasure: has the database also cleared what it keeps of deleted values? */
  readonly cleared?: boolean;
}

export function placeholderOf(changeSet: number): string {
  return `erased-${changeSet}`;
}

export function isPlaceholder(text: string): boolean {
  return /^erased-\d+$/u.test(text);
}

export class Eraser {
  readonly key: string;
  readonly #inText: RegExp;

  constructor(
    address: string,
    readonly placeholder: string,
  ) {
    this.key = addressKey(address);
    // Not as a part of another address, such as "the.jean@acme.fr" or "jean@acme.free".
    this.#inText = new RegExp(`(?<![\\p{L}\\p{N}._%+'-])${literally(address)}(?![\\p{L}\\p{N}-])`, 'giu');
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

  /** @param tied do the names belong to the erased address? */
  contact(contact: Contact, tied: boolean): Contact {
    const email = this.email(contact.email);
    if (!tied) return { ...contact, email };
    const erased = valuesOf(CONTACT_FIELDS, ({ personal, type }) => {
      if (personal !== true) return undefined;
      return type === 'text' ? this.placeholder : null;
    });
    return { ...contact, ...erased, email };
  }

  /** Erases the address anywhere in a text that a person wrote, and the names where they are whole words. */
  text(text: string, names: Iterable<string> = []): string {
    let erased = text.normalize('NFC').replace(this.#inText, this.placeholder);
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
