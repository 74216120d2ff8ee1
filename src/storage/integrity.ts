/**
 * Checks the rules between rows after a write, for the rows that it touched. The plan kept them, but another program may have
 * changed the other row since. Source: docs/contract/rules.md, "Things".
 */
import { sql } from 'kysely';
import type { CompanyEdit, ContactEdit, EditsByKind } from '../domain/plan/edits.js';
import { companyRow, type StaleRow } from '../domain/plan/stale-row.js';
import { chunks, rowsFrom, type SqlSession } from './dialect.js';
import { universeBit } from './rows.js';
import { contactRow } from './stale-rows.js';

export async function brokenTies(session: SqlSession, edits: EditsByKind): Promise<readonly StaleRow[]> {
  const held = codesOf([...edits.company, ...edits.contact]);
  const companies = codesOf(edits.company);
  const relinked = edits.company
    .filter(({ before, after }) => after !== null && after.partner !== null && after.partner !== before?.partner)
    .map(({ company }) => [company]);
  return [
    ...(await contactsBeyondCompany(session, held)),
    ...(await linksWithoutPartner(session, companies)),
    ...(await cycles(session, relinked)),
  ];
}

type Codes = readonly (readonly string[])[];

function codesOf(edits: readonly (CompanyEdit | ContactEdit)[]): Codes {
  return [...new Set(edits.map(({ company }) => company))].map((code) => [code]);
}

/** A contact holds universes of its company only. */
async function contactsBeyondCompany({ db, dialect }: SqlSession, codes: Codes): Promise<readonly StaleRow[]> {
  const broken: StaleRow[] = [];
  for (const chunk of chunks(codes)) {
    const rows = await db
      .selectFrom(rowsFrom(dialect, { code: 'key' }, chunk))
      .innerJoin('company', 'company.code', 'given.code')
      .innerJoin('contact', 'contact.company', 'company.code')
      .where(sql<boolean>`(contact.universes | company.universes) <> company.universes`)
      .select(['contact.company', 'contact.email'])
      .execute();
    broken.push(...rows.map(contactRow));
  }
  return broken;
}

/** A partner exists and holds the universe of the link. Checked for clients and for partners that changed. */
async function linksWithoutPartner({ db, dialect }: SqlSession, codes: Codes): Promise<readonly StaleRow[]> {
  const broken = new Set<string>();
  for (const chunk of chunks(codes)) {
    for (const end of ['client.code', 'client.partner'] as const) {
      const rows = await db
        .selectFrom(rowsFrom(dialect, { code: 'key' }, chunk))
        .innerJoin('company as client', end, 'given.code')
        .leftJoin('company as partner', 'partner.code', 'client.partner')
        .where('client.partner', 'is not', null)
        .where(
          sql<boolean>`(partner.code is null or (partner.universes & ${universeBit('client.partner_universe')}) = 0)`,
        )
        .select('client.code')
        .execute();
      for (const { code } of rows) broken.add(code);
    }
  }
  return [...broken].map(companyRow);
}

/** A company is never its own partner, directly or in a cycle. */
async function cycles({ db, dialect }: SqlSession, codes: Codes): Promise<readonly StaleRow[]> {
  const broken: StaleRow[] = [];
  for (const chunk of chunks(codes)) {
    const rows = await db
      // `union` drops rows that were found already, so that a cycle further up ends too.
      .withRecursive('chain', (cte) =>
        cte
          .selectFrom(rowsFrom(dialect, { code: 'key' }, chunk))
          .innerJoin('company', 'company.code', 'given.code')
          .select(['company.code as start', 'company.partner as at'])
          .union(
            cte
              .selectFrom('chain')
              .innerJoin('company', 'company.code', 'chain.at')
              .select(['chain.start', 'company.partner as at']),
          ),
      )
      .selectFrom('chain')
      .whereRef('chain.start', '=', 'chain.at')
      .select('chain.start')
      .distinct()
      .execute();
    broken.push(...rows.map(({ start }) => companyRow(start)));
  }
  return broken;
}
