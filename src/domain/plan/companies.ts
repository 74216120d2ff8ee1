/**
 * What an input asks of companies, judged on the final state: a partner may come later in the file, circles and the
 * partner's universes are looked at when every company is as it will be.
 * Source: docs/contract/rules.md, "Things" and "Within one input"; docs/contract/csv.md, "The files".
 */
import { isTooLong, isUsableCode, normaliseName } from '../names-and-codes.js';
import { universeSet, type Company } from '../model.js';
import type { Problem } from '../problems.js';
import { isPartnerUniverse, type Universe } from '../vocabulary.js';
import { RequestedFields } from './requested-fields.ts';
import { partnerCycles } from './partner-cycles.js';
import type { Contradictions } from './contradictions.ts';
import type { Draft } from './draft.js';
import type { CompanyRequest, Mode } from './request.js';

interface Fields {
  name: string;
  universes: readonly Universe[];
  partner: string | null;
  partnerUniverse: Universe;
}

const COLUMN_OF = {
  name: 'name',
  universes: 'universes',
  partner: 'partner',
  partnerUniverse: 'partner_universe',
} as const;

export interface CompanyRules {
  /** Existing codes that equal this one but for leading zeros or case. */
  readonly similarCodes: (code: string) => readonly string[];
  readonly allowDuplicate: boolean;
}

interface AskedCompany {
  readonly mode: Mode;
  readonly fields: RequestedFields<Fields>;
}

export class CompanyRequests {
  private readonly asked = new Map<string, AskedCompany>();

  constructor(
    private readonly draft: Draft,
    private readonly rules: CompanyRules,
    private readonly contested: Contradictions,
    private readonly report: (problem: Problem) => void,
  ) {}

  add(request: CompanyRequest): void {
    let entry = this.asked.get(request.company);
    if (entry === undefined) {
      entry = { mode: request.mode, fields: this.fieldsOf(request) };
      this.asked.set(request.company, entry);
    }
    const { fields } = entry;
    fields.damage(request.damaged);
    const note = <K extends keyof Fields>(field: K, value: Fields[K] | undefined, text: string): void => {
      if (value === undefined) return;
      const problem = fields.add(field, value, { text, origin: request.origin });
      if (problem !== null) this.report(problem);
    };
    const name = request.name === undefined ? undefined : normaliseName(request.name);
    note('name', name, name ?? '');
    note('universes', request.universes, universeSet(request.universes ?? []).join('|'));
    note('partner', request.partner, request.partner ?? '-');
    note('partnerUniverse', request.partnerUniverse, request.partnerUniverse ?? '');
  }

  private fieldsOf({ origin, company }: CompanyRequest): RequestedFields<Fields> {
    return new RequestedFields<Fields>(origin, COLUMN_OF, `company ${company}`, this.contested);
  }

  /** Is it not known which universes the company is to hold, since the input says so in a text that is no value? */
  hidesUniverses(code: string): boolean {
    return this.asked.get(code)?.fields.isDamaged('universes') === true;
  }

  /** Is this company named by a row of the input (even one with a problem)? */
  names(code: string): boolean {
    return this.asked.has(code);
  }

  /** Puts what was asked into the draft and judges the result. Gives how many fields were already as asked. */
  settle(): number {
    let unchanged = 0;
    const settled: string[] = [];
    const failed: string[] = [];
    for (const [code, { mode, fields }] of this.asked) {
      const before = this.draft.row(code);
      const after = before === undefined ? this.create(code, mode, fields) : change(before, fields);
      if (after === null) {
        failed.push(code);
        continue;
      }
      this.draft.putCompany(after);
      settled.push(code);
    }
    for (const code of settled) this.settlePartner(code);
    for (const code of failed) this.requirePartner(code);
    const circles = partnerCycles(this.draft, settled);
    for (const code of settled) {
      this.judgeCircle(code, circles);
      this.judgeClients(code);
      unchanged += this.countUnchanged(code);
    }
    return unchanged;
  }

  private countUnchanged(code: string): number {
    const before = this.draft.before.company(code)?.company;
    const after = this.draft.row(code);
    if (before === undefined || after === undefined) return 0;
    return this.asked.get(code)?.fields.countSame(before, after) ?? 0;
  }

  private create(code: string, mode: Mode, fields: RequestedFields<Fields>): Company | null {
    const at = (problemCode: Problem['code'], detail: Problem['detail']): Problem => ({
      code: problemCode,
      origin: fields.origin,
      column: 'company',
      value: code,
      detail,
    });
    if (mode === 'set') {
      this.report(at('unknown-company', {}));
      return null;
    }
    if (!isUsableCode(code)) {
      this.report(at('bad-value', { variant: isTooLong(code) ? 'long-code' : 'code' }));
      return null;
    }
    if (!this.rules.allowDuplicate) {
      const similar = this.rules.similarCodes(code).filter((other) => other !== code);
      if (similar.length > 0) {
        this.report(at('probable-duplicate', { names: similar }));
        return null;
      }
    }
    const name = fields.get('name');
    const universes = fields.get('universes');
    if (name === undefined) this.report(fields.problem('missing-value', 'name', { variant: 'new' }));
    if (universes === undefined && !fields.isDamaged('universes')) {
      this.report(fields.problem('missing-value', 'universes', { variant: 'new' }));
    }
    if (name === undefined || universes === undefined) return null;
    const created: Company = {
      code,
      name,
      universes: universeSet(universes),
      partner: null,
      partnerUniverse: null,
    };
    return change(created, fields);
  }

  /** The partner must exist, not be the company itself, and hold the universe of the link: implied when it holds one. */
  private settlePartner(code: string): void {
    const company = this.draft.row(code);
    const fields = this.asked.get(code)?.fields;
    if (company === undefined || fields === undefined) return;
    if (company.name === '') this.report(fields.problem('missing-value', 'name'));
    if (company.universes.length === 0) this.report(fields.problem('missing-value', 'universes'));
    if (company.partner === null) {
      if (fields.has('partnerUniverse')) this.report(fields.problem('missing-value', 'partner', { variant: 'link' }));
      return;
    }
    if (!fields.has('partner') && !fields.has('partnerUniverse')) return;
    this.judgeLink(company, fields);
  }

  /** The partner asked for, if there is one. A company that the input names, with a problem of its own, is known. */
  private requirePartner(code: string): Company | undefined {
    const fields = this.asked.get(code)?.fields;
    const wanted = this.draft.row(code)?.partner ?? fields?.get('partner');
    if (fields === undefined || typeof wanted !== 'string') return undefined;
    const partner = this.draft.row(wanted);
    if (partner === undefined && !this.asked.has(wanted)) this.report(fields.problem('unknown-company', 'partner'));
    return partner;
  }

  private judgeLink(company: Company, fields: RequestedFields<Fields>): void {
    const partner = this.requirePartner(company.code);
    if (partner === undefined || this.hidesUniverses(partner.code)) return;
    const held = partner.universes.filter(isPartnerUniverse);
    const [only] = held;
    if (only === undefined) {
      this.report(fields.problem('not-a-partner', 'partner', { names: [partner.code] }));
    } else if (company.partnerUniverse === null) {
      if (fields.isDamaged('partnerUniverse')) return;
      if (held.length === 1) this.draft.putCompany({ ...company, partnerUniverse: only });
      else this.report(fields.problem('missing-value', 'partnerUniverse', { expected: held, names: [partner.code] }));
    } else if (!held.includes(company.partnerUniverse)) {
      const field = fields.has('partnerUniverse') ? 'partnerUniverse' : 'partner';
      this.report(
        fields.problem('not-a-partner', field, { names: [partner.code], expected: held, variant: 'universe' }),
      );
    }
  }

  /** The problem of contacts that would be left without a universe. */
  stranded(code: string, contacts: readonly string[]): Problem {
    const fields = this.asked.get(code)?.fields ?? new RequestedFields<Fields>(null, COLUMN_OF);
    return fields.problem('universe-not-held', 'universes', { names: contacts, variant: 'stranded' });
  }

  private judgeCircle(code: string, circles: ReadonlyMap<string, readonly string[]>): void {
    const fields = this.asked.get(code)?.fields;
    const names = circles.get(code);
    if (names === undefined || fields?.has('partner') !== true) return;
    this.report(fields.problem('partner-circle', 'partner', { names }));
  }

  /** A partner may not lose the universe in which it manages somebody. */
  private judgeClients(code: string): void {
    const company = this.draft.row(code);
    const before = this.draft.before.company(code)?.company;
    const fields = this.asked.get(code)?.fields;
    if (company === undefined || before === undefined || fields === undefined) return;
    if (company.universes === before.universes) return;
    const orphans = this.draft
      .clientsOf(code)
      .filter(({ partnerUniverse }) => partnerUniverse !== null && !company.universes.includes(partnerUniverse))
      .map((client) => client.code);
    if (orphans.length > 0) {
      this.report(fields.problem('not-a-partner', 'universes', { names: orphans, variant: 'clients' }));
    }
  }
}

function change(before: Company, fields: RequestedFields<Fields>): Company {
  const universes = fields.get('universes');
  const partner = fields.has('partner') ? (fields.get('partner') ?? null) : before.partner;
  const kept = partner === before.partner ? before.partnerUniverse : null;
  return {
    code: before.code,
    name: fields.get('name') ?? before.name,
    universes: universes === undefined ? before.universes : universeSet(universes),
    partner,
    partnerUniverse: partner === null ? null : (fields.get('partnerUniverse') ?? kept),
  };
}

/** What a spreadsheet may have done to a code: leading zeros lost, case changed. Two codes that fold alike are suspect. */
export function foldCode(code: string): string {
  return code.toLowerCase().replace(/^0+(?=.)/u, '');
}
