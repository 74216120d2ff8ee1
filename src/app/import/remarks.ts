/** What files say that a person should hear, though it is no error. Source: docs/contract/csv.md, "Reading" and "The files". */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import { countCells } from '../../domain/cells.js';
import { notifiedCells } from '../../domain/effective.js';
import { choicesIn, mailboxIn, type Contact } from '../../domain/model.js';
import { normaliseName } from '../../domain/names-and-codes.js';
import type { Draft } from '../../domain/plan/draft.js';
import type { MailboxRequest, Request, SubscriptionRequest } from '../../domain/plan/request.js';
import { CATEGORIES, type Universe } from '../../domain/vocabulary.js';
import type { ImportRow, SaidOfContact } from '../../csv/rows/import-row.js';

export interface FileRemarks {
  /** Empty cells left as they are, where something is set. */
  emptyCells: number;
  /** Rows whose name, role or access is not the directory's, and the first of these contacts. */
  saidOtherwise: number;
  firstSaidOtherwise: string | null;
}

/** A row as far as remarks need it; of a damaged one, what could be read. */
type RemarkedRow = Pick<ImportRow, 'requests'> & Partial<ImportRow>;

export class Remarks {
  /** By file. */
  readonly files: readonly FileRemarks[];

  /** @param draft what will be, as far as it is planned */
  constructor(
    private readonly draft: Draft,
    files: number,
  ) {
    this.files = Array.from({ length: files }, () => ({ emptyCells: 0, saidOtherwise: 0, firstSaidOtherwise: null }));
  }

  /** Notices of a row: empty cells where something is set, and what it says of a contact that is not so. */
  note(row: RemarkedRow, source: number): void {
    const remarks = this.files[source];
    const request = row.requests.at(-1);
    if (remarks === undefined || request === undefined) return;
    const { emptyCells = 0, said = null } = row;
    if (emptyCells !== 0) remarks.emptyCells += this.countSet(request, emptyCells);
    if (said === null || request.kind !== 'subscription') return;
    const contact = this.contactOf(request);
    if (contact === undefined || agrees(contact, said)) return;
    remarks.saidOtherwise++;
    remarks.firstSaidOtherwise ??= `${contact.company}/${contact.email}`;
  }

  private countSet(request: Request, empty: number): number {
    if (request.kind === 'mailbox') return this.countMailboxes(request, empty);
    if (request.kind !== 'subscription' && request.kind !== 'contact') return 0;
    const key = addressKey(normaliseAddress(addressOf(request)));
    const state = this.draft.contact(request.company, key);
    if (state === undefined) return 0;
    const universe = request.kind === 'subscription' ? request.universe : '*';
    const universes = universe === '*' ? state.contact.universes : [universe];
    return universes.reduce(
      (count, each) => count + countCells(empty & notifiedCells(state.contact, each, choicesIn(state, each))),
      0,
    );
  }

  private countMailboxes({ company, universe }: MailboxRequest, empty: number): number {
    const state = this.draft.company(company);
    if (state === undefined) return 0;
    const universes: readonly Universe[] = universe === '*' ? state.company.universes : [universe];
    return universes.reduce(
      (count, each) =>
        count +
        CATEGORIES.filter((category, i) => (empty & (1 << i)) !== 0 && mailboxIn(state, each, category) !== null)
          .length,
      0,
    );
  }

  private contactOf(request: SubscriptionRequest): Contact | undefined {
    const key = addressKey(normaliseAddress(request.contact));
    return this.draft.contact(request.company, key)?.contact;
  }
}

function addressOf(request: SubscriptionRequest | Extract<Request, { kind: 'contact' }>): string {
  return 'newEmail' in request ? (request.newEmail ?? request.contact) : request.contact;
}

function agrees(contact: Contact, said: SaidOfContact): boolean {
  return (
    (said.name === null || normaliseName(said.name) === contact.name) &&
    (said.role === null || said.role === contact.role) &&
    (said.access === null || said.access === contact.access)
  );
}
