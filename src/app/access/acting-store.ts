/**
 * A database in the hands of the contact that `--as` names: every read returns only what they may see, and every change is
 * judged before it is shown, and again in the transaction that writes it. Source: docs/contract/rules.md, "Who may do what".
 */
import type { ChangeSet } from '../../domain/change-set.js';
import { addressKey } from '../../domain/address.js';
import type { Contact } from '../../domain/model.js';
import type { Edit } from '../../domain/plan/edits.js';
import { AboError } from '../../errors.js';
import type { NewChangeSet, Reader, ReaderNow, ReadOptions, Store } from '../../storage/store.js';
import { ambiguousContact, findByAddress, unknownContact } from '../read/find-contacts.js';
import { authoriseEdits, requireAccess } from './authorise.js';
import { ScopedReader } from './scoped-reader.js';

export class ActingStore implements Store {
  readonly engine: string;
  readonly name: string;
  readonly identity: string;
  readonly #store: Store;
  readonly #actor: string;

  /** @param actor an address, or CODE/ADDRESS */
  constructor(store: Store, actor: string) {
    ({ engine: this.engine, name: this.name, identity: this.identity } = store);
    this.#store = store;
    this.#actor = actor;
  }

  async isReadOnly(): Promise<boolean> {
    return this.#store.isReadOnly();
  }

  /** @throws AboError `unknown-contact`, `ambiguous-contact` (exit 2); `actor-no-access` (exit 5) */
  async read<T>(work: (reader: ReaderNow) => Promise<T>, options?: ReadOptions): Promise<T> {
    return this.asActor(async (reader) => {
      requireAccess(reader.actor);
      return work(reader);
    }, options);
  }

  /** Reads what the actor would see with access: for the question what they may do. */
  async asActor<T>(work: (reader: ScopedReader) => Promise<T>, options?: ReadOptions): Promise<T> {
    return this.#store.read(async (reader) => work(await this.#scoped(reader)), options);
  }

  /** @throws AboError with the rule that refuses an edit */
  async authorise(edits: readonly Edit[]): Promise<void> {
    await this.asActor((reader) => authoriseEdits(reader, edits));
  }

  /** The journal names the contact, by the address that they have now. */
  async write(
    edits: readonly Edit[],
    entry: NewChangeSet,
    check?: (reader: ReaderNow) => Promise<void>,
  ): Promise<ChangeSet> {
    const actor = await this.asActor(async (reader) => reader.actor.email);
    return this.#store.write(edits, { ...entry, actor }, async (reader) => {
      const scoped = await this.#scoped(reader);
      await authoriseEdits(scoped, edits);
      await check?.(scoped);
    });
  }

  /** Only support staff may erase an address. */
  async traces(): Promise<never> {
    return this.#refuse();
  }

  async erase(): Promise<never> {
    return this.#refuse();
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  async #refuse(): Promise<never> {
    throw new AboError('staff-only', { actor: await this.asActor(async ({ actor }) => actor.email) });
  }

  async #scoped(reader: ReaderNow): Promise<ScopedReader> {
    return ScopedReader.of(reader, await findActor(reader, this.#actor));
  }
}

/** The contact who acts; null for support staff. */
export function actorOf(reader: Reader): Contact | null {
  return reader instanceof ScopedReader ? reader.actor : null;
}

/** Who makes a plan: the contact who acts, by the address that they have now, else `staff`. */
export async function plannerOf(store: Store, staff: string): Promise<string> {
  return store instanceof ActingStore ? store.asActor(async ({ actor }) => actor.email) : staff;
}

/** Did the actor make this saved plan? Another planner may see more than the actor: then only its changes are shown. */
export function isPlanOfActor(reader: Reader, planner: string): boolean {
  return !(reader instanceof ScopedReader) || addressKey(planner) === addressKey(reader.actor.email);
}

/** The one contact that an address or CODE/ADDRESS names; a name or a wildcard names no actor. */
async function findActor(reader: Reader, text: string): Promise<Contact> {
  const found = await findByAddress(reader, text, {});
  const [only, another] = found;
  // The name of a contact would not help as a hint.
  if (only === undefined) throw await unknownContact(reader, text, {}, ({ email }) => [email]);
  if (another !== undefined) throw ambiguousContact(text, found, true);
  return only.contact;
}
