/** Companies: a new one, fields set, one removed. Source: docs/contract/rules.md, "Things". */
import type { CompanyFields, Request } from '../../domain/plan/request.js';
import { AboError } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import type { Scope } from '../read/filters.js';
import { all } from '../read/batches.js';
import { existingCodes, requireCompanies } from '../read/find-companies.js';
import { companiesIn } from '../read/lists.js';
import { Loader } from '../read/loader.js';
import { finishPlan, newPlanner, planRequests, type Planned, type PlanningOptions } from './plan-requests.js';

/** @throws AboError `company-exists`; `unknown-company` for a partner that does not exist */
export async function planNewCompany(
  reader: Reader,
  company: string,
  fields: CompanyFields,
  planning: PlanningOptions,
): Promise<Planned> {
  if ((await existingCodes(reader, [company])).has(company)) throw new AboError('company-exists', { company });
  // A company that names itself as its partner is a cycle, not an unknown company: the plan says so.
  if (fields.partner !== company) await requirePartner(reader, fields);
  const request = { kind: 'company', origin: null, mode: 'upsert', company, ...fields } as const;
  return planRequests(reader, [request], planning);
}

/** @throws AboError `unknown-company` for a partner that does not exist */
export async function companyRequests(reader: Reader, scope: Scope, fields: CompanyFields): Promise<Request[]> {
  await requirePartner(reader, fields);
  const companies = await all(companiesIn(reader, scope));
  return companies.map(({ code }) => ({ kind: 'company', origin: null, mode: 'set', company: code, ...fields }));
}

async function requirePartner(reader: Reader, { partner }: CompanyFields): Promise<void> {
  if (typeof partner === 'string') await requireCompanies(reader, [partner]);
}

const CLIENTS_NAMED = 10;

/** @throws AboError `unknown-company`; `company-is-partner` while it has clients */
export async function planCompanyRemoval(reader: Reader, company: string, planning: PlanningOptions): Promise<Planned> {
  await requireCompanies(reader, [company]);
  const loader = new Loader(reader);
  await loader.ensure([company]);
  const clients = loader.snapshot.clientsOf(company).map(({ code }) => code);
  if (clients.length > 0) {
    throw new AboError('company-is-partner', {
      company,
      clients: clients.slice(0, CLIENTS_NAMED),
      more: Math.max(0, clients.length - CLIENTS_NAMED),
    });
  }
  const planner = newPlanner(loader);
  planner.draft.removeCompany(company);
  return finishPlan(planner, planning);
}
