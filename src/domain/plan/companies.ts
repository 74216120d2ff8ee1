/**
 * The companies that an input sets, judged on the final state: a partner may come later in the file; partner cycles and the
 * partner's universes are judged when every company is as it will be.
 * Source: docs/contract/rules.md, "Things"; docs/contract/rules.md, "Within one input"; docs/contract/csv.md, "The files".
 */
import { columnsByKey, COMPANY_FIELDS, NEW_COMPANY, type CompanyField } from '../fields.js';
import type { Company } from '../model.js';
import { isTooLong, isUsableCode } from '../names-and-codes.js';
import type { Problem } from '../problems.js';
import { isPartnerUniverse } from '../vocabulary.js';
import { type Contradictions } from './contradictions.js';
import type { Draft } from './draft.js';
import { partnerCycles } from './partner-cycles.js';
import type { CompanyRequest, Mode } from './request.js';
import { RequestedFields } from './requested-fields.js';

const COLUMN_OF = columnsByKey(COMPANY_FIELDS);

export interface CompanyRules {
  /** Existing codes that equal this one but for leading zeros or case. */
  readonly similarCodes: (code: string) => readonly string[];
  readonly allowDuplicate: boolean;
}

type RequestedCompanyFields = RequestedFields<CompanyField>;

interface RequestedCompany {
  readonly mode: Mode;
  readonly fields: RequestedCompanyFields;
}

export class CompanyRequests {
  readonly #draft: Draft;
  readonly #rules: CompanyRules;
  readonly #contradictions: Contradictions;
  readonly #report: (problem: Problem) => void;
  /** By code. */
  readonly #requested = new Map<string, RequestedCompany>();

  constructor(draft: Draft, rules: CompanyRules, contradictions: Contradictions, report: (problem: Problem) => void) {
    this.#draft = draft;
    this.#rules = rules;
    this.#contradictions = contradictions;
    this.#report = report;
  }

  add(request: CompanyRequest): void {
    const { company, mode, origin } = request;
    let entry = this.#requested.get(company);
    if (entry === undefined) {
      entry = { mode, fields: new RequestedFields(origin, COLUMN_OF, `company ${company}`, this.#contradictions) };
      this.#requested.set(company, entry);
    }
    const { fields } = entry;
    fields.damage(request.damaged);
    for (const field of COMPANY_FIELDS) {
      const value = request[field.key];
      const problem = value === undefined ? null : fields.add(field, value, origin);
      if (problem !== null) this.#report(problem);
    }
  }

  /** Is it unknown which universes the company is to hold, since the input says so in a text that is not a value? */
  hidesUniverses(code: string): boolean {
    return this.#requested.get(code)?.fields.isDamaged('universes') === true;
  }

  /** Is this company named by a row of the input (even one with a problem)? */
  names(code: string): boolean {
    return this.#requested.has(code);
  }

  /** Puts the requests into the draft and judges the result. Returns how many fields were already as requested. */
  settle(): number {
    const settled = new Map<string, RequestedCompanyFields>();
    const failed: RequestedCompanyFields[] = [];
    for (const [code, { mode, fields }] of this.#requested) {
      const before = this.#draft.row(code);
      const after = before === undefined ? this.#create(code, mode, fields) : changed(before, fields);
      if (after === null) {
        failed.push(fields);
        continue;
      }
      this.#draft.putCompany(after);
      settled.set(code, fields);
    }
    for (const [code, fields] of settled) this.#settlePartner(code, fields);
    for (const fields of failed) this.#requirePartner(fields.get('partner'), fields);
    const cycles = partnerCycles(this.#draft, [...settled.keys()]);
    let unchanged = 0;
    for (const [code, fields] of settled) {
      const names = cycles.get(code);
      if (names !== undefined && fields.has('partner')) {
        this.#report(fields.problem('partner-circle', 'partner', { names }));
      }
      const before = this.#draft.before.company(code)?.company;
      const after = this.#draft.row(code);
      if (before === undefined || after === undefined) continue;
      this.#judgeClients(before, after, fields);
      unchanged += fields.countSame(before, after);
    }
    return unchanged;
  }

  #create(code: string, mode: Mode, fields: RequestedCompanyFields): Company | null {
    const problem = this.#problemOfNew(code, mode);
    if (problem !== null) {
      this.#report({ ...problem, origin: fields.origin, column: 'company', value: code });
      return null;
    }
    for (const missing of fields.missing(COMPANY_FIELDS)) this.#report(missing);
    const { name, universes } = fields.values();
    if (name === undefined || universes === undefined) return null;
    return changed({ code, ...NEW_COMPANY, name, universes }, fields);
  }

  /** Why a company that does not exist may not be added. */
  #problemOfNew(code: string, mode: Mode): Pick<Problem, 'code' | 'detail'> | null {
    if (mode === 'set') return { code: 'unknown-company', detail: {} };
    if (!isUsableCode(code)) {
      return { code: 'bad-value', detail: { variant: isTooLong(code) ? 'long-code' : 'code' } };
    }
    if (this.#rules.allowDuplicate) return null;
    const similar = this.#rules.similarCodes(code).filter((other) => other !== code);
    return similar.length === 0 ? null : { code: 'probable-duplicate', detail: { names: similar } };
  }

  /** A partner must exist, not be the company itself, and hold the universe of the link: implied when it holds just one. */
  #settlePartner(code: string, fields: RequestedCompanyFields): void {
    const company = this.#draft.row(code);
    if (company === undefined) return;
    if (company.name === '') this.#report(fields.problem('missing-value', 'name'));
    if (company.universes.length === 0) this.#report(fields.problem('missing-value', 'universes'));
    if (company.partner === null) {
      if (fields.has('partnerUniverse')) this.#report(fields.problem('missing-value', 'partner', { variant: 'link' }));
      return;
    }
    if (!fields.has('partner') && !fields.has('partnerUniverse')) return;
    this.#judgeLink(company, fields);
  }

  /** The requested partner, if there is one. A company that the input names, with a problem of its own, is known. */
  #requirePartner(code: string | null | undefined, fields: RequestedCompanyFields): Company | undefined {
    if (typeof code !== 'string') return undefined;
    const partner = this.#draft.row(code);
    if (partner === undefined && !this.names(code)) this.#report(fields.problem('unknown-company', 'partner'));
    return partner;
  }

  #judgeLink(company: Company, fields: RequestedCompanyFields): void {
    const partner = this.#requirePartner(company.partner, fields);
    if (partner === undefined || this.hidesUniverses(partner.code)) return;
    const held = partner.universes.filter(isPartnerUniverse);
    const [only] = held;
    if (only === undefined) {
      this.#report(fields.problem('not-a-partner', 'partner', { names: [partner.code] }));
    } else if (company.partnerUniverse === null) {
      if (fields.isDamaged('partnerUniverse')) return;
      if (held.length === 1) this.#draft.putCompany({ ...company, partnerUniverse: only });
      else this.#report(fields.problem('missing-value', 'partnerUniverse', { expected: held, names: [partner.code] }));
    } else if (!held.includes(company.partnerUniverse)) {
      const field = fields.has('partnerUniverse') ? 'partnerUniverse' : 'partner';
      this.#report(
        fields.problem('not-a-partner', field, { names: [partner.code], expected: held, variant: 'universe' }),
      );
    }
  }

  /** The problem of contacts that would be left without a universe. */
  stranded(code: string, contacts: readonly string[]): Problem {
    const fields = this.#requested.get(code)?.fields ?? new RequestedFields<CompanyField>(null, COLUMN_OF);
    return fields.problem('universe-not-held', 'universes', { names: contacts, variant: 'stranded' });
  }

  /** A partner may not lose the universe in which it manages another company. */
  #judgeClients(before: Company, after: Company, fields: RequestedCompanyFields): void {
    if (after.universes === before.universes) return;
    const orphans = this.#draft
      .clientsOf(after.code)
      .filter(({ partnerUniverse }) => partnerUniverse !== null && !after.universes.includes(partnerUniverse))
      .map((client) => client.code);
    if (orphans.length > 0) {
      this.#report(fields.problem('not-a-partner', 'universes', { names: orphans, variant: 'clients' }));
    }
  }
}

/** The company with the requested fields. Another partner does not keep the universe of the one before. */
function changed(before: Company, fields: RequestedCompanyFields): Company {
  const after = { ...before, ...fields.values() };
  const kept = after.partner === before.partner ? before.partnerUniverse : null;
  return { ...after, partnerUniverse: after.partner === null ? null : (fields.get('partnerUniverse') ?? kept) };
}

/** What a spreadsheet may have done to a code: leading zeros lost, case changed. Two codes that fold alike are suspect. */
export function foldCode(code: string): string {
  return code.toLowerCase().replace(/^0+(?=.)/u, '');
}
