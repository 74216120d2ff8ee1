/**
 * The companies that an input sets, judged on the final state: a partner may come later in the file; partner cycles and the
 * partner's universes are judged when every company is as it will be.
 * Source: docs/contract/rules.md, "Things"; docs/contract/rules.md, "Within one input"; docs/contract/csv.md, "The files".
 */
import { columnsByKey, COMPANY_FIELDS, NEW_COMPANY, type CompanyField } from '../fields.js';
import { getOrCreate } from '../maps.js';
import type { Company } from '../model.js';
import { isTooLong, isUsableCode } from '../names-and-codes.js';
import type { Origin } from '../problems.js';
import { isPartnerUniverse } from '../vocabulary.js';
import { clientsBeyond, partnerCycles } from './partner-links.js';
import type { Planning } from './planning.js';
import type { CompanyRequest, Mode } from './request.js';
import { RequestedFields } from './requested-fields.js';

const COLUMN_OF = columnsByKey(COMPANY_FIELDS);

export interface CompanyRules {
  /** Existing codes that equal this one but for leading zeros or case. */
  readonly similarCodes: (code: string) => readonly string[];
  readonly allowDuplicate: boolean;
}

type RequestedCompany = RequestedFields<CompanyField>;

export class CompanyRequests {
  readonly #planning: Planning;
  readonly #rules: CompanyRules;
  /** By code. */
  readonly #requested = new Map<string, { readonly mode: Mode; readonly fields: RequestedCompany }>();

  constructor(planning: Planning, rules: CompanyRules) {
    this.#planning = planning;
    this.#rules = rules;
  }

  add(request: CompanyRequest): void {
    const { company, mode, origin } = request;
    const { fields } = getOrCreate(this.#requested, company, () => ({ mode, fields: this.#fieldsOf(company, origin) }));
    fields.damage(request.damaged);
    for (const field of COMPANY_FIELDS) fields.add(field, request[field.key], origin);
  }

  #fieldsOf(code: string, origin: Origin | null): RequestedCompany {
    return new RequestedFields(this.#planning, `company ${code}`, COLUMN_OF, origin);
  }

  /** Does the input set the company's universes to a text that is not a value? Then it is unknown which it will hold. */
  hidesUniverses(code: string): boolean {
    return this.#requested.get(code)?.fields.isDamaged('universes') === true;
  }

  /** Does a row of the input name this company, even a row with a problem? */
  names(code: string): boolean {
    return this.#requested.has(code);
  }

  settle(): void {
    const { draft, counts } = this.#planning;
    const settled = new Map<string, RequestedCompany>();
    const failed: RequestedCompany[] = [];
    for (const [code, { mode, fields }] of this.#requested) {
      const before = draft.row(code);
      const after = before === undefined ? this.#create(code, mode, fields) : changed(before, fields);
      if (after === null) {
        failed.push(fields);
        continue;
      }
      draft.putCompany(after);
      settled.set(code, fields);
    }
    for (const [code, fields] of settled) this.#settlePartner(code, fields);
    for (const fields of failed) this.#requirePartner(fields.get('partner'), fields);
    const cycles = partnerCycles(draft, settled.keys());
    for (const [code, fields] of settled) {
      const names = cycles.get(code);
      if (names !== undefined && fields.has('partner')) fields.report('partner-circle', 'partner', { names });
      const before = draft.before.company(code)?.company;
      const after = draft.row(code);
      if (before === undefined || after === undefined) continue;
      this.#judgeClients(before, after, fields);
      counts.unchanged += fields.countSame(before, after);
    }
  }

  #create(code: string, mode: Mode, fields: RequestedCompany): Company | null {
    if (!this.#mayBeAdded(code, mode, fields)) return null;
    fields.reportMissing(COMPANY_FIELDS);
    const { name, universes } = fields.values();
    if (name === undefined || universes === undefined) return null;
    return changed({ code, ...NEW_COMPANY, name, universes }, fields);
  }

  #mayBeAdded(code: string, mode: Mode, fields: RequestedCompany): boolean {
    if (mode === 'set') {
      fields.reportNamed('unknown-company', 'company', code);
      return false;
    }
    if (!isUsableCode(code)) {
      fields.reportNamed('bad-value', 'company', code, { variant: isTooLong(code) ? 'long-code' : 'code' });
      return false;
    }
    if (this.#rules.allowDuplicate) return true;
    const names = this.#rules.similarCodes(code).filter((other) => other !== code);
    if (names.length > 0) fields.reportNamed('probable-duplicate', 'company', code, { names });
    return names.length === 0;
  }

  /** A partner must exist, not be the company itself, and hold the universe of the link: implied when it holds just one. */
  #settlePartner(code: string, fields: RequestedCompany): void {
    const company = this.#planning.draft.row(code);
    if (company === undefined) return;
    if (company.name === '') fields.report('missing-value', 'name');
    if (company.universes.length === 0) fields.report('missing-value', 'universes');
    if (company.partner === null) {
      if (fields.has('partnerUniverse')) fields.report('missing-value', 'partner', { variant: 'link' });
    } else if (fields.has('partner') || fields.has('partnerUniverse')) {
      this.#judgeLink(company, fields);
    }
  }

  /** Returns the requested partner, if there is one. A partner that the input names, with a problem of its own, is known. */
  #requirePartner(code: string | null | undefined, fields: RequestedCompany): Company | undefined {
    if (typeof code !== 'string') return undefined;
    const partner = this.#planning.draft.row(code);
    if (partner === undefined && !this.names(code)) fields.report('unknown-company', 'partner');
    return partner;
  }

  #judgeLink(company: Company, fields: RequestedCompany): void {
    const partner = this.#requirePartner(company.partner, fields);
    if (partner === undefined || this.hidesUniverses(partner.code)) return;
    const held = partner.universes.filter(isPartnerUniverse);
    const names = [partner.code];
    const [only] = held;
    if (only === undefined) {
      fields.report('not-a-partner', 'partner', { names });
    } else if (company.partnerUniverse === null) {
      if (fields.isDamaged('partnerUniverse')) return;
      if (held.length === 1) this.#planning.draft.putCompany({ ...company, partnerUniverse: only });
      else fields.report('missing-value', 'partnerUniverse', { expected: held, names });
    } else if (!held.includes(company.partnerUniverse)) {
      const field = fields.has('partnerUniverse') ? 'partnerUniverse' : 'partner';
      fields.report('not-a-partner', field, { names, expected: held, variant: 'universe' });
    }
  }

  reportStranded(code: string, contacts: readonly string[]): void {
    const fields = this.#requested.get(code)?.fields ?? this.#fieldsOf(code, null);
    fields.report('universe-not-held', 'universes', { names: contacts, variant: 'stranded' });
  }

  /** A partner may not lose the universe in which it manages another company. */
  #judgeClients(before: Company, after: Company, fields: RequestedCompany): void {
    if (after.universes === before.universes) return;
    const names = clientsBeyond(this.#planning.draft, after).map((client) => client.code);
    if (names.length > 0) fields.report('not-a-partner', 'universes', { names, variant: 'clients' });
  }
}

/** Returns the company with the requested fields. A new partner does not keep the former partner's universe. */
function changed(before: Company, fields: RequestedCompany): Company {
  const after = { ...before, ...fields.values() };
  const kept = after.partner === before.partner ? before.partnerUniverse : null;
  return { ...after, partnerUniverse: after.partner === null ? null : (fields.get('partnerUniverse') ?? kept) };
}

/** What a spreadsheet may have done to a code: leading zeros lost, case changed. Two codes that fold alike are suspect. */
export function foldCode(code: string): string {
  return code.toLowerCase().replace(/^0+(?=.)/u, '');
}
