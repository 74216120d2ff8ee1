/** `address replace` and `address erase`, wherever the address stands. Source: docs/contract/rules.md, "Erasure". */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import { isPlaceholder, type ErasureRequest } from '../../domain/erasure.js';
import type { Request } from '../../domain/plan/request.js';
import { mailboxRecords, type MailboxRecord } from '../../domain/records.js';
import { AboError } from '../../errors.js';
import type { CompanySelection, Reader, Store } from '../../storage/store.js';
import { each } from '../read/batches.js';
import { unknownAddress } from '../read/find.js';
import { narrowedTo } from '../read/find-companies.js';
import { Loader } from '../read/loader.js';
import { finishPlan, newPlanner, planRequests, type Planned, type PlanningOptions } from './plan-requests.js';

/** One address by another, or every address of a domain (`@old.fr`) by the same one of another domain. */
export interface Replacement {
  readonly kind: 'address' | 'domain';
  readonly from: string;
  readonly to: string;
}

/** @throws AboError `bad-replacement` when one is an address and the other a domain */
export function parseReplacement(from: string, to: string): Replacement {
  const replacement = { from: normaliseAddress(from), to: normaliseAddress(to) };
  const addresses = Object.values(replacement);
  if (addresses.every((text) => /^@[^@\s]+$/u.test(text))) return { kind: 'domain', ...replacement };
  if (addresses.every((text) => text.indexOf('@') > 0)) return { kind: 'address', ...replacement };
  throw new AboError('bad-replacement', { from, to });
}

/**
 * @throws AboError `unknown-address` where no contact and no mailbox has the old address
 * @throws AboError `address-elsewhere` where `only` leaves out all that have it
 */
export async function planReplacement(
  reader: Reader,
  replacement: Replacement,
  { selection, only }: { readonly selection: CompanySelection; readonly only: 'contact' | 'mailbox' | undefined },
  planning: PlanningOptions,
): Promise<Planned> {
  const { from: address } = replacement;
  const requests = await replacementRequests(reader, selection, replacement);
  const wanted = requests.filter(({ kind }) => only === undefined || kind === only);
  if (wanted.length > 0) return planRequests(reader, wanted, planning);
  if (only !== undefined && requests.length > 0) throw new AboError('address-elsewhere', { address, only });
  throw await unknownAddress(reader, address, selection);
}

async function replacementRequests(
  reader: Reader,
  selection: CompanySelection,
  { kind, from, to }: Replacement,
): Promise<readonly Request[]> {
  const key = addressKey(from);
  const isReplaced = (address: string): boolean =>
    kind === 'address' ? addressKey(address) === key : addressKey(address).endsWith(key);
  const replaced = (address: string): string =>
    kind === 'address' ? to : address.slice(0, address.lastIndexOf('@')) + to;

  const requests: Request[] = [];
  // An address is looked up by its key; a domain needs all that is selected.
  const where = kind === 'domain' ? selection : narrowedTo(selection, await reader.companiesWithAddress([key], 'any'));
  if (where === null) return requests;
  for await (const state of each(reader.states(where))) {
    for (const { contact } of state.contacts) {
      const { company, email } = contact;
      if (!isReplaced(email)) continue;
      const newEmail = replaced(email);
      requests.push({ kind: 'contact', origin: null, mode: 'set', company, contact: email, newEmail });
    }
    for (const mailbox of mailboxRecords(state)) {
      if (isReplaced(mailbox.email)) requests.push(newAddressIn(mailbox, replaced(mailbox.email)));
    }
  }
  return requests;
}

/** Puts another address in a mailbox, whether or not events reach it. */
export function newAddressIn({ company, universe, category }: MailboxRecord, email: string): Request {
  return { kind: 'mailbox', origin: null, company, universe, values: { [category]: email }, replaces: true };
}

/** @throws AboError `already-erased`; `unknown-address` for one that stands nowhere, now or in the journal */
export async function planErasure(
  reader: Reader,
  store: Store,
  address: string,
  selection: CompanySelection,
  planning: PlanningOptions,
): Promise<Planned> {
  const request: ErasureRequest = { address: normaliseAddress(address), companies: selection.codes ?? null };
  if (isPlaceholder(addressKey(request.address))) throw new AboError('already-erased', { address });
  const { edits, ...traces } = await store.traces(request);
  if (edits.length === 0 && traces.journal.changeSets === 0) throw await unknownAddress(reader, address, selection);
  const loader = new Loader(reader);
  await loader.ensureForEdits(edits);
  const planner = newPlanner(loader);
  for (const edit of edits) planner.draft.put(edit, 'after');
  const planned = finishPlan(planner, planning);
  return { ...planned, plan: { ...planned.plan, erasure: { ...traces, request } } };
}
