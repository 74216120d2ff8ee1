/** Notices about imported files that are not errors. Source: docs/contract/csv.md, "Reading" and "The files". */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import { countCells } from '../../domain/cells.js';
import { notifiedCells } from '../../domain/effective.js';
import { choicesIn, mailboxIn, type Contact, type ContactState } from '../../domain/model.js';
import { normaliseName } from '../../domain/names-and-codes.js';
import type { Draft } from '../../domain/plan/draft.js';
import type { MailboxRequest, Request } from '../../domain/plan/request.js';
import { CATEGORIES, type Universe } from '../../domain/vocabulary.js';
import type { ImportRow, ReaderFields } from '../../csv/rows/import-row.js';

export interface FileRemarks {
  /** The number of empty cells that left a stored value unchanged. */
  emptyCells: number;
  /** Rows whose name, role or access is not the directory's, and the first of these contacts. */
  differing: number;
  firstDiffering: string | null;
}

export class Remarks {
  /** One per file, in input order. */
  readonly files: readonly FileRemarks[];

  readonly #draft: Draft;

  /** @param draft the planned state so far */
  constructor(draft: Draft, files: number) {
    this.#draft = draft;
    this.files = Array.from({ length: files }, () => ({ emptyCells: 0, differing: 0, firstDiffering: null }));
  }

  /** Counts empty cells where something is set, and a name, role or access that is not the contact's. */
  note(row: Pick<ImportRow, 'requests'> & Partial<ImportRow>, source: number): void {
    const remarks = this.files[source];
    const request = row.requests.at(-1);
    if (remarks === undefined || request === undefined) return;
    const { emptyCells = 0, readerFields = null } = row;
    if (emptyCells !== 0) remarks.emptyCells += this.#countSet(request, emptyCells);
    if (readerFields === null || request.kind !== 'subscription') return;
    const contact = this.#contactAt(request.company, request.contact)?.contact;
    if (contact === undefined || agrees(contact, readerFields)) return;
    remarks.differing++;
    remarks.firstDiffering ??= `${contact.company}/${contact.email}`;
  }

  #countSet(request: Request, empty: number): number {
    if (request.kind === 'mailbox') return this.#countMailboxes(request, empty);
    if (request.kind !== 'subscription' && request.kind !== 'contact') return 0;
    const email = request.kind === 'contact' ? (request.newEmail ?? request.contact) : request.contact;
    const state = this.#contactAt(request.company, email);
    if (state === undefined) return 0;
    const universe = request.kind === 'subscription' ? request.universe : '*';
    const universes = universe === '*' ? state.contact.universes : [universe];
    return universes.reduce(
      (count, each) => count + countCells(empty & notifiedCells(state.contact, each, choicesIn(state, each))),
      0,
    );
  }

  #countMailboxes({ company, universe }: MailboxRequest, empty: number): number {
    const state = this.#draft.company(company);
    if (state === undefined) return 0;
    const universes: readonly Universe[] = universe === '*' ? state.company.universes : [universe];
    const categories = CATEGORIES.filter((_, i) => (empty & (1 << i)) !== 0);
    const set = universes.flatMap((each) => categories.filter((category) => mailboxIn(state, each, category) !== null));
    return set.length;
  }

  #contactAt(company: string, email: string): ContactState | undefined {
    return this.#draft.contact(company, addressKey(normaliseAddress(email)));
  }
}

function agrees(contact: Contact, { name, role, access }: ReaderFields): boolean {
  return (
    (name === null || normaliseName(name) === contact.name) &&
    (role === null || role === contact.role) &&
    (access === null || access === contact.access)
  );
}
