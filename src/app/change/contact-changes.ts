/** Contacts: a new one, fields set, a change of address. Source: docs/contract/rules.md, "Things". */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import type { Contact } from '../../domain/model.js';
import type { ContactFields, Request } from '../../domain/plan/request.js';
import { AboError, RejectedInput } from '../../errors.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import type { Scope } from '../read/filters.js';
import { all, each } from '../read/batches.js';
import { requireCompanies } from '../read/find-companies.js';
import { findContact } from '../read/find-contacts.js';
import { contactsIn } from '../read/lists.js';
import { planRequests, type Planned, type PlanningOptions } from './plan-requests.js';

type ContactName = Pick<Contact, 'company' | 'email'>;

/**
 * @throws AboError `unknown-company`; `contact-exists`
 * @throws RejectedInput for a `ref` that another contact of the company has
 */
export async function planNewContact(
  reader: Reader,
  { company, email }: ContactName,
  fields: ContactFields,
  planning: PlanningOptions,
): Promise<Planned> {
  await requireCompanies(reader, [company]);
  const key = addressKey(normaliseAddress(email));
  const existing = (await contactsOf(reader, company)).find((contact) => addressKey(contact.email) === key);
  if (existing !== undefined) throw new AboError('contact-exists', { contact: existing.email, company });
  await refuseTakenRef(reader, fields, { company, email });
  const request = { kind: 'contact', origin: null, mode: 'upsert', company, contact: email, ...fields } as const;
  return planRequests(reader, [request], planning);
}

/** @throws RejectedInput for a `ref` that another contact of the company has */
export async function contactRequests(reader: Reader, scope: Scope, fields: ContactFields): Promise<Request[]> {
  const requests: Request[] = [];
  for await (const { company, email } of each(contactsIn(reader, scope))) {
    await refuseTakenRef(reader, fields, { company, email });
    requests.push({ kind: 'contact', origin: null, mode: 'set', company, contact: email, ...fields });
  }
  return requests;
}

/** In a request, a `ref` that exists is the key: the request would change the contact who has it. */
async function refuseTakenRef(reader: Reader, { ref }: ContactFields, { company, email }: ContactName): Promise<void> {
  if (typeof ref !== 'string') return;
  const key = addressKey(normaliseAddress(email));
  const holder = (await contactsOf(reader, company)).find(
    (contact) => contact.ref === ref && addressKey(contact.email) !== key,
  );
  if (holder === undefined) return;
  const detail = { names: [holder.email, email], subject: company };
  throw new RejectedInput([{ code: 'duplicate-contact', origin: null, column: 'ref', value: ref, detail }], []);
}

async function contactsOf(reader: Reader, company: string): Promise<readonly Contact[]> {
  const states = await all(reader.states({ codes: [company] }));
  return states.flatMap(({ contacts }) => contacts.map(({ contact }) => contact));
}

/** @throws AboError `unknown-contact`, `ambiguous-contact` */
export async function planRename(
  reader: Reader,
  name: string,
  newEmail: string,
  selection: CompanySelection,
  planning: PlanningOptions,
): Promise<Planned> {
  const { company, email } = (await findContact(reader, name, selection)).contact;
  const request = { kind: 'contact', origin: null, mode: 'set', company, contact: email, newEmail } as const;
  return planRequests(reader, [request], planning);
}
