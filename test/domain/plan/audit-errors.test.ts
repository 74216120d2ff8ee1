/** The audit errors that a plan brings in. Source: docs/contract/cli.md, "Every command that changes something". */
import { expect, test } from 'vitest';
import { Draft } from '../../../src/domain/plan/draft.js';
import { errorsBroughtIn, usualAudit, type PlanAudit } from '../../../src/domain/plan/audit-errors.js';
import { world, type CompanySpec } from '../../support/world.js';

const AUDIT = usualAudit((text) => text.includes('@'));

function found(
  companies: Readonly<Record<string, CompanySpec>>,
  change: (draft: Draft) => void,
  audit: PlanAudit = AUDIT,
): readonly string[] {
  const before = world(companies);
  const draft = new Draft(before);
  change(draft);
  return errorsBroughtIn(draft, [...draft.edits()], audit).map(
    ({ rule, severity, company, universe, category, contact, address }) =>
      [severity, rule, company, universe, category, contact ?? address].filter((part) => part).join(' '),
  );
}

const ACME: CompanySpec = {
  universes: ['client'],
  mailboxes: { client: { eshop: 'nowhere' } },
  contacts: { 'boss@acme.fr': { role: 'admin' }, jean: {} },
};

test('an address that is none is named where it comes, and not where it was', () => {
  expect(
    found({ ACME }, (draft) => {
      draft.putMailbox('ACME', 'client', 'eshop', 'elsewhere');
      draft.putMailbox('ACME', 'client', 'mobile', 'nowhere');
    }),
  ).toEqual(['error invalid-address ACME client eshop elsewhere', 'error invalid-address ACME client mobile nowhere']);
  expect(
    found({ ACME }, (draft) => {
      draft.putMailbox('ACME', 'client', 'ticketing', 'a@acme.fr');
    }),
  ).toEqual([]);
});

test('warnings are no errors, but for a project that says so; what is accepted is not named', () => {
  const silence = (draft: Draft): void => {
    draft.putMailbox('SOLO', 'client', 'eshop', null);
  };
  const SOLO: CompanySpec = { universes: ['client'], mailboxes: { client: { eshop: 'a@solo.fr' } } };
  expect(found({ SOLO }, silence)).toEqual([]);
  const strict: PlanAudit = { ...AUDIT, rules: new Map([['no-recipient', 'error']]) };
  expect(found({ SOLO }, silence, strict)).toEqual(['error no-recipient SOLO client eshop']);
  expect(found({ SOLO }, silence, { ...strict, isAccepted: ({ company }) => company === 'SOLO' })).toEqual([]);
});

test('a company that becomes a partner is notified of its client’s events: it is audited too', () => {
  const strict: PlanAudit = { ...AUDIT, rules: new Map([['no-recipient', 'error']]) };
  const both: Readonly<Record<string, CompanySpec>> = {
    CLIENT: { universes: ['client'] },
    PART: { universes: ['operator', 'ambassador'], partner: 'TOP' },
    TOP: { universes: ['operator'] },
  };
  const link = (draft: Draft): void => {
    const client = draft.row('CLIENT');
    if (client === undefined) throw new Error('no client');
    draft.putCompany({ ...client, partner: 'PART', partnerUniverse: 'ambassador' });
  };
  expect(found(both, link, strict)).toEqual(['error no-recipient PART ambassador mobile']);
});

test('a company that loses a client is audited too: that client’s events may be all that reached someone', () => {
  const strict: PlanAudit = { ...AUDIT, rules: new Map([['admin-opted-out', 'error']]) };
  const contacts = { 'p@part.fr': { role: 'admin', choices: { ambassador: 'all=off mobile=on' } } } as const;
  const all: Readonly<Record<string, CompanySpec>> = {
    CLIENT: { partner: 'PART' },
    PART: { universes: ['ambassador'], partner: 'TOP', contacts },
    TOP: { universes: ['operator'] },
  };
  const unlink = (draft: Draft): void => {
    const client = draft.row('CLIENT');
    if (client === undefined) throw new Error('no client');
    draft.putCompany({ ...client, partner: null, partnerUniverse: null });
  };
  expect(found(all, unlink, strict)).toEqual(['error admin-opted-out PART p@part.fr']);
});

test('an error is the same one when only its address is spelled otherwise', () => {
  expect(
    found({ ACME }, (draft) => {
      draft.putMailbox('ACME', 'client', 'eshop', 'NOWHERE');
    }),
  ).toEqual([]);
});

test('a company that goes takes its errors along', () => {
  expect(
    found({ ACME }, (draft) => {
      draft.removeCompany('ACME');
    }),
  ).toEqual([]);
});
