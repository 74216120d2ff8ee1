/**
 * A database in the hands of a contact, whom `--as` names: every read is of what they may see, and every change is judged
 * before it is shown, and again in the transaction that writes it. Source: docs/contract/rules.md, "Who may do what".
 */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import type { Contact } from '../../domain/model.js';
import { decide, type Action } from '../../domain/permissions.js';
import type { Edit, SubscriptionEdit } from '../../domain/plan/edits.js';
import type { Request, SubscriptionRequest } from '../../domain/plan/request.js';
import { AboError } from '../../errors.js';
import type { ChangeSet, NewChangeSet, Reader, ReaderNow, ReadOptions, Store } from '../../storage/store.js';
import { nearest } from '../../nearest.js';
import { ambiguousContact, findByAddress, unknownCompany } from '../read/filters.js';
import { ScopedReader } from './scoped-reader.js';

export class ActingStore implements Store {
  readonly engine: string;
  readonly name: string;
  readonly identity: string;

  /** @param who an address, or CODE/ADDRESS */
  constructor(
    private readonly store: Store,
    private readonly who: string,
  ) {
    ({ engine: this.engine, name: this.name, identity: this.identity } = store);
  }

  async isReadOnly(): Promise<boolean> {
    return this.store.isReadOnly();
  }

  /** @throws AboError `unknown-contact`, `ambiguous-contact` (exit 2); `actor-no-access` (exit 5) */
  async read<T>(work: (reader: ReaderNow) => Promise<T>, options?: ReadOptions): Promise<T> {
    return this.asActor(async (reader) => {
      requireAccess(reader.actor);
      return work(reader);
    }, options);
  }

  /** What the actor would see with access: for questions about what they may do. */
  async asActor<T>(work: (reader: ScopedReader) => Promise<T>, options?: ReadOptions): Promise<T> {
    return this.store.read(async (reader) => work(await this.scoped(reader)), options);
  }

  /** May the actor make these edits? @throws AboError with the rule that says no */
  async authorise(edits: readonly Edit[]): Promise<void> {
    await this.asActor((reader) => authoriseEdits(reader, edits));
  }

  /** The journal names the contact, by the address of this moment. */
  async write(
    edits: readonly Edit[],
    entry: NewChangeSet,
    check?: (reader: ReaderNow) => Promise<void>,
  ): Promise<ChangeSet> {
    const actor = await this.asActor(async (reader) => reader.actor.email);
    return this.store.write(edits, { ...entry, actor }, async (reader) => {
      const scoped = await this.scoped(reader);
      await authoriseEdits(scoped, edits);
      await check?.(scoped);
    });
  }

  /** Erasure is the staff's. */
  async traces(): Promise<never> {
    return this.refuse();
  }

  async erase(): Promise<never> {
    return this.refuse();
  }

  async close(): Promise<void> {
    await this.store.close();
  }

  private async refuse(): Promise<never> {
    throw new AboError('staff-only', { actor: await this.asActor(async ({ actor }) => actor.email) });
  }

  private async scoped(reader: ReaderNow): Promise<ScopedReader> {
    return ScopedReader.of(reader, await findActor(reader, this.who));
  }
}

/** The contact who acts; null for support staff. */
export function actorOf(reader: Reader): Contact | null {
  return reader instanceof ScopedReader ? reader.actor : null;
}

/** Who makes a plan: the contact who acts, by the address of this moment, else `staff`. */
export async function plannerOf(store: Store, staff: string): Promise<string> {
  return store instanceof ActingStore ? store.asActor(async ({ actor }) => actor.email) : staff;
}

/** May whoever acts be told all that a saved plan tells beside its changes? It may have been made by who sees more. */
export function isMadeByWhoActs(reader: Reader, planner: string): boolean {
  return !(reader instanceof ScopedReader) || addressKey(planner) === addressKey(reader.actor.email);
}

/** Judges a plan before it is shown. Without an actor it is support staff's, who may do all. */
export async function authorisePlan(store: Store, edits: readonly Edit[]): Promise<void> {
  if (store instanceof ActingStore) await store.authorise(edits);
}

/** Judges a saved plan before it is compared with what is: by its changes, and whether it takes a change set back. */
export async function authoriseSaved(reader: Reader, edits: readonly Edit[], undoes: number | null): Promise<void> {
  if (!(reader instanceof ScopedReader)) return;
  if (undoes !== null) throw new AboError('staff-only', { actor: reader.actor.email });
  await authoriseEdits(reader, edits);
}

/**
 * Judges what a command asks for, even where that is so already: whether one may does not depend on how things are. (The
 * rows of a file are judged by what they change: an export imports back, whoever made it.)
 */
export function authoriseRequests(reader: Reader, requests: readonly Request[]): void {
  if (!(reader instanceof ScopedReader)) return;
  for (const request of requests) {
    const company = reader.company(request.company);
    // What there isn't has its own answer, the same as for what is out of scope.
    if (company === undefined && request.kind !== 'company') continue;
    requireAllowed(reader, request, 'contact' in request ? request.contact : null);
  }
}

/** An address or CODE/ADDRESS of exactly one contact: a name or a wildcard names nobody who acts. */
async function findActor(reader: Reader, who: string): Promise<Contact> {
  const found = await findByAddress(reader, who, {});
  const [only, another] = found;
  if (only === undefined) throw await unknownActor(reader, who);
  if (another !== undefined)
    throw ambiguousContact(
      who,
      found.map(({ contact: { contact } }) => contact),
      true,
    );
  return only.contact.contact;
}

/** With the nearest address: a name that is that of a contact would be no help. */
async function unknownActor(reader: Reader, who: string): Promise<AboError> {
  const addresses = new Set<string>();
  for await (const batch of reader.states({})) {
    for (const { contact } of batch.flatMap((state) => state.contacts)) addresses.add(contact.email);
  }
  const suggestion = nearest(who, addresses);
  return new AboError('unknown-contact', { contact: who, suggestion });
}

function requireAccess(actor: Contact): void {
  if (!actor.access) throw new AboError('actor-no-access', { actor: actor.email });
}

async function authoriseEdits(reader: ScopedReader, edits: readonly Edit[]): Promise<void> {
  requireAccess(reader.actor);
  for (const edit of edits) {
    const isDirectory = edit.kind === 'company' || edit.kind === 'contact';
    if (!isDirectory && reader.company(edit.company) === undefined) throw await unknownCompany(reader, edit.company);
    const contact = edit.kind === 'subscription' ? (edit.contactBefore ?? edit.contactAfter) : null;
    requireAllowed(reader, edit, contact?.email ?? null);
  }
}

/** @param contact whose subscriptions are to change, as the message names them */
function requireAllowed(reader: ScopedReader, asked: Edit | Request, contact: string | null): void {
  const { actor } = reader;
  const decision = decide(actor, actionOf(asked, reader));
  if (decision.allowed) return;
  const { company } = asked;
  switch (decision.reason) {
    case 'actor-no-access':
      throw new AboError('actor-no-access', { actor: actor.email });
    case 'out-of-scope':
      throw new AboError('unknown-company', { company });
    case 'not-admin':
      throw new AboError('not-admin', { actor: actor.email, company, contact });
    case 'staff-only':
      throw new AboError('staff-only', { actor: actor.email });
  }
}

function actionOf(asked: Edit | Request, reader: ScopedReader): Action {
  const company = reader.company(asked.company);
  switch (asked.kind) {
    case 'company':
    case 'contact':
      return { kind: 'staff' };
    case 'mailbox':
      return { kind: 'edit-mailbox', company };
    case 'subscription':
      return { kind: 'edit-subscription', company, contact: { id: identityOf(asked, reader.actor) } };
  }
}

/** An identity that no contact has. */
const SOMEBODY_ELSE = 0;

/** Whose subscriptions: of a request, which may name a contact by address, it matters only whether it is the actor. */
function identityOf(asked: SubscriptionEdit | SubscriptionRequest, actor: Contact): number {
  if ('contactBefore' in asked) return asked.id;
  if (asked.id !== undefined) return asked.id;
  const isActor =
    asked.company === actor.company && addressKey(normaliseAddress(asked.contact)) === addressKey(actor.email);
  return isActor ? actor.id : SOMEBODY_ELSE;
}
