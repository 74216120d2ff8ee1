import { describe, expect, test } from 'vitest';
import { commandOf } from '../../../src/commands/lib/offered-commands.js';
import { plainLines } from '../../../src/csv/line.js';
import { Audit } from '../../../src/domain/audit/audit.js';
import { domainOf, isOneSlip } from '../../../src/domain/audit/domains.js';
import {
  AuditedCompany,
  DEFAULT_SEVERITY,
  identityOf,
  type AuditOptions,
  type AuditRule,
  type Finding,
} from '../../../src/domain/audit/finding.js';
import type { CompanyState } from '../../../src/domain/model.js';
import { world, type CompanySpec } from '../../support/world.js';

const OPTIONS: AuditOptions = {
  isAddress: (text) => /^[^@\s]+@[^@\s]+$/u.test(text),
  domainsOf: () => null,
  domainRatio: 5,
};

const csvLine = await plainLines();

/** What one rule finds in a world, a line each: what does not apply is left out. */
function find(
  rule: AuditRule,
  companies: Readonly<Record<string, CompanySpec>>,
  options = OPTIONS,
  inOrder: (states: readonly CompanyState[]) => readonly CompanyState[] = (states) => states,
): readonly string[] {
  const snapshot = world(companies);
  const audit = new Audit(new Map([[rule, DEFAULT_SEVERITY[rule]]]));
  const findings = inOrder(snapshot.all()).flatMap((state) => [
    ...audit.company(new AuditedCompany(state, snapshot.clientsOf(state.company.code), options)),
  ]);
  return [...findings, ...audit.acrossCompanies()].map(
    ({ company, universe, category, channel, contact, address, detail, fix }) => {
      const cell =
        category === undefined ? undefined : [category, ...(channel === undefined ? [] : [channel])].join('.');
      const words = [company, universe, cell, contact, address === contact ? undefined : address, detail?.join(' ')];
      return (
        words.filter((word) => word !== undefined && word !== null).join(' ') +
        (fix === undefined ? '' : ` → ${commandOf(fix, [], csvLine).join(' ')}`)
      );
    },
  );
}

const everything = { role: 'admin' } as const;

describe('no-recipient', () => {
  test('a category without recipients is found; an inert one is not', () => {
    expect(
      find('no-recipient', {
        ACME: {
          mailboxes: { client: { eshop: 'a@acme.fr', deliveries: 'a@acme.fr', 'service-settings': 'a@acme.fr' } },
          contacts: { 'lea@acme.fr': { choices: { client: 'messaging.interface=on ticketing=on' } } },
        },
      }),
    ).toEqual(['ACME client service-security']);
  });

  test('mobile is checked for a partner only where events of a client, or its own, reach it', () => {
    const silent = {
      contacts: { 'c@part.fr': { role: 'admin', choices: { ambassador: 'mobile=off', operator: 'mobile=off' } } },
    } as const;
    const universes = ['ambassador', 'operator'] as const;
    const above = { TOP: { universes: ['operator'], contacts: { 'o@top.fr': everything } } } as const;
    expect(
      find('no-recipient', {
        ...above,
        CLIENT: { partner: 'PART', partnerUniverse: 'ambassador', contacts: { 'j@client.fr': everything } },
        PART: { universes, partner: 'TOP', ...silent },
      }),
    ).toEqual(['PART ambassador mobile']);
    expect(find('no-recipient', { PART: { universes, ...silent } })).toEqual([
      'PART ambassador mobile',
      'PART operator mobile',
    ]);
    expect(find('no-recipient', { ...above, PART: { universes, partner: 'TOP', ...silent } })).toEqual([]);
  });
});

test('no-admin: contacts and no admin; a company without contacts is not found', () => {
  expect(
    find('no-admin', {
      ACME: { contacts: { 'lea@acme.fr': {} } },
      BETA: { contacts: { 'lea@beta.fr': {}, 'jean@beta.fr': everything } },
      EMPTY: {},
    }),
  ).toEqual(['ACME']);
});

test('invalid-address: of a contact, in a mailbox; a valid one is not', () => {
  expect(
    find('invalid-address', {
      ACME: {
        mailboxes: { client: { eshop: 'boxes', mobile: 'ok@acme.fr' } },
        contacts: { 'no at sign': {}, 'lea@acme.fr': {} },
      },
    }),
  ).toEqual(['ACME no at sign', 'ACME client eshop boxes → abo mailbox clear eshop --company ACME --universe client']);
});

describe('shared-across-companies', () => {
  const shared = { contacts: { 'Jean@acme.fr': everything } };
  test('an address that gets mail for unrelated companies', () => {
    expect(
      find('shared-across-companies', { ACME: shared, BETA: { mailboxes: { client: { eshop: 'jean@acme.fr' } } } }),
    ).toEqual(['Jean@acme.fr ACME BETA']);
  });
  test('a partner and its clients are related, two of its clients through the partner only', () => {
    const client = { ...shared, partner: 'PART' };
    const part = { universes: ['ambassador'] as const };
    expect(find('shared-across-companies', { A: client, B: client, PART: { ...part, ...shared } })).toEqual([]);
    expect(find('shared-across-companies', { A: client, B: client, PART: part })).toEqual(['Jean@acme.fr A B']);
  });
  test('an address that gets no mail in one of them is not found, whatever it sees on the portal', () => {
    expect(find('shared-across-companies', { ACME: shared, BETA: { contacts: { 'jean@acme.fr': {} } } })).toEqual([]);
    const onPortal = { contacts: { 'jean@acme.fr': { choices: { client: 'eshop.interface=on' } } } };
    expect(find('shared-across-companies', { ACME: shared, BETA: onPortal })).toEqual([]);
  });
  test('are listed by address, and the companies of each by code, in whatever order they are read', () => {
    const [bob, zoe] = [{ 'Bob@acme.fr': everything }, { 'zoe@acme.fr': everything }];
    const companies = { A: { contacts: { ...bob, ...zoe } }, B: { contacts: bob }, C: { contacts: zoe } };
    const backwards = find('shared-across-companies', companies, OPTIONS, (states) => [...states].reverse());
    expect(backwards).toEqual(['Bob@acme.fr A B', 'zoe@acme.fr A C']);
  });
});

test('single-recipient: one person is one, however their address is spelled', () => {
  expect(
    find('single-recipient', {
      ACME: {
        mailboxes: { client: { eshop: 'LEA@acme.fr', deliveries: 'LEA@acme.fr' } },
        contacts: { 'lea@acme.fr': { choices: { client: 'eshop.interface=on' } } },
      },
    }),
  ).toEqual(['ACME client eshop lea@acme.fr', 'ACME client deliveries LEA@acme.fr']);
});

test('single-recipient: one person on two channels is one; two are not', () => {
  expect(
    find('single-recipient', {
      ACME: {
        mailboxes: { client: { eshop: 'lea@acme.fr', deliveries: 'log@acme.fr' } },
        contacts: { 'lea@acme.fr': { choices: { client: 'eshop=on deliveries=on' } } },
      },
    }),
  ).toEqual(['ACME client eshop lea@acme.fr']);
});

test('ineffective-subscription: an on that is dormant or inert; an off and one that works are not', () => {
  expect(
    find('ineffective-subscription', {
      ACME: {
        universes: ['client', 'ambassador'],
        contacts: {
          'a@acme.fr': {
            access: false,
            universes: ['client'],
            choices: { client: 'ticketing=on messaging.interface=off' },
          },
          'b@acme.fr': {
            universes: ['client'],
            choices: { client: 'mobile.email=on', ambassador: 'eshop.email=on eshop.interface=off' },
          },
        },
      },
    }),
  ).toEqual([
    'ACME client ticketing.interface a@acme.fr no-portal-access → abo subscription set ticketing.interface=default --company ACME --contact a@acme.fr --universe client',
    'ACME client mobile.email b@acme.fr inert → abo subscription set mobile.email=default --company ACME --contact b@acme.fr --universe client',
    'ACME ambassador eshop.email b@acme.fr not-in-universe → abo subscription set eshop.email=default --company ACME --contact b@acme.fr --universe ambassador',
  ]);
});

test('inert-mailbox: a universe not held, an inert cell; one that works is not', () => {
  expect(
    find('inert-mailbox', {
      ACME: { mailboxes: { client: { mobile: 'm@acme.fr', eshop: 'e@acme.fr' }, operator: { eshop: 'o@acme.fr' } } },
    }),
  ).toEqual([
    'ACME client mobile m@acme.fr inert → abo mailbox clear mobile --company ACME --universe client',
    'ACME operator eshop o@acme.fr not-in-universe → abo mailbox clear eshop --company ACME --universe operator',
  ]);
});

test("mailbox-is-personal: a contact's own address, once; a colleague's elsewhere is not", () => {
  expect(
    find('mailbox-is-personal', {
      ACME: {
        mailboxes: {
          client: { eshop: 'LEA@acme.fr', deliveries: 'lea@acme.fr', mobile: 'jean@beta.fr' },
          operator: { mobile: 'lea@acme.fr' },
        },
        contacts: { 'lea@acme.fr': {} },
      },
      BETA: { contacts: { 'jean@beta.fr': {} } },
    }),
  ).toEqual(['ACME lea@acme.fr LEA@acme.fr client.eshop client.deliveries operator.mobile']);
});

describe('admin-opted-out', () => {
  test('an admin whom no event can reach; a user is not', () => {
    expect(
      find('admin-opted-out', {
        ACME: {
          contacts: {
            'a@acme.fr': { role: 'admin', choices: { client: 'all=off mobile=on' } },
            'b@acme.fr': { role: 'admin', choices: { client: 'all=off eshop.email=on' } },
            'c@acme.fr': {},
          },
        },
      }),
    ).toEqual(['ACME a@acme.fr → abo subscription set all=default --company ACME --contact a@acme.fr']);
  });

  test('who reads the generic mailbox is reached', () => {
    const contacts = { 'a@acme.fr': { role: 'admin', choices: { client: 'all=off' } } } as const;
    expect(find('admin-opted-out', { ACME: { contacts, mailboxes: { client: { eshop: 'A@acme.fr' } } } })).toEqual([]);
  });

  test('an event for partners has no recipient where the partner has no client', () => {
    const contacts = { 'a@part.fr': { role: 'admin', choices: { ambassador: 'all=off mobile=on' } } } as const;
    const PART = { universes: ['ambassador'], partner: 'TOP', contacts } as const;
    const TOP = { universes: ['operator'] } as const;
    expect(find('admin-opted-out', { PART, TOP })).toEqual([
      'PART a@part.fr → abo subscription set all=default --company PART --contact a@part.fr',
    ]);
    const CLIENT = { partner: 'PART', partnerUniverse: 'ambassador' } as const;
    expect(find('admin-opted-out', { CLIENT, PART, TOP })).toEqual([]);
  });

  test('no command is offered where their choices are not the cause', () => {
    const contacts = { 'a@acme.fr': { role: 'admin', universes: [], choices: { client: 'all=off' } } } as const;
    expect(find('admin-opted-out', { ACME: { contacts } })).toEqual(['ACME a@acme.fr']);
  });
});

test('unknown-domain: outside the list of the company; without a list nothing is', () => {
  const company: CompanySpec = {
    mailboxes: { client: { eshop: 'x@beta.fr' } },
    contacts: { 'jean@ACME.fr': {}, 'lea@gmail.com': {} },
  };
  const options = { ...OPTIONS, domainsOf: (code: string) => (code === 'ACME' ? ['acme.fr'] : null) };
  expect(find('unknown-domain', { ACME: company, BETA: company }, options)).toEqual([
    'ACME lea@gmail.com acme.fr',
    'ACME x@beta.fr acme.fr',
  ]);
});

test('unknown-domain: *.acme.fr allows what is below acme.fr, and not acme.fr itself', () => {
  const contacts = { 'a@acme.fr': {}, 'b@shop.acme.fr': {}, 'c@x.shop.ACME.fr': {}, 'd@notacme.fr': {} };
  const options = { ...OPTIONS, domainsOf: () => ['*.acme.fr'] };
  expect(find('unknown-domain', { ACME: { contacts } }, options)).toEqual([
    'ACME a@acme.fr *.acme.fr',
    'ACME d@notacme.fr *.acme.fr',
  ]);
});

test('suspicious-domain: one slip from one five times as frequent; a less frequent or farther one is not', () => {
  const staff = (count: number): CompanySpec => ({
    contacts: Object.fromEntries([
      ...Array.from({ length: count }, (_, i) => [`p${i}@acme.fr`, {}] as const),
      ['lea@acm.fr', {}],
      ['jean@beta.fr', {}],
    ]),
  });
  expect(find('suspicious-domain', { ACME: staff(5), SMALL: staff(4) })).toEqual([
    'ACME @acm.fr @acme.fr → abo address replace @acm.fr @acme.fr --company ACME',
  ]);
});

test('suspicious-domain: of several that may have been meant, the most frequent', () => {
  const contacts = (counts: Readonly<Record<string, number>>): CompanySpec => ({
    contacts: Object.fromEntries(
      Object.entries(counts).flatMap(([domain, n]) => Array.from({ length: n }, (_, i) => [`p${i}x@${domain}`, {}])),
    ),
  });
  const company = contacts({ 'acne.fr': 5, 'acme.fr': 7, 'acre.fr': 6 });
  const ACME = { contacts: { ...company.contacts, 'lea@ace.fr': {} } };
  expect(find('suspicious-domain', { ACME })).toEqual([
    'ACME @ace.fr @acme.fr → abo address replace @ace.fr @acme.fr --company ACME',
  ]);
});

test('suspicious-domain: no command where an address can’t be the other: a contact has it, or it would be none', () => {
  const staff = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`p${i}@acme.fr`, {}] as const));
  const contacts = { ...staff, 'P1@acm.fr': {} };
  const mailboxes = { client: { eshop: 'p1@acm.fr' } };
  expect(find('suspicious-domain', { BOTH: { contacts }, SHARED: { contacts: staff, mailboxes } })).toEqual([
    'BOTH @acm.fr @acme.fr',
    'SHARED @acm.fr @acme.fr → abo address replace @acm.fr @acme.fr --company SHARED',
  ]);
  const options = { ...OPTIONS, isAddress: (text: string) => !text.endsWith('@acme.fr') };
  expect(find('suspicious-domain', { SHARED: { contacts: staff, mailboxes } }, options)).toEqual([
    'SHARED @acm.fr @acme.fr',
  ]);
});

test('suspicious-domain: what has no domain counts for none', () => {
  const staff = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`p${i}@a`, {}] as const));
  expect(find('suspicious-domain', { ACME: { contacts: { ...staff, 'x@': {}, none: {} } } })).toEqual([]);
  expect(['x@', 'none', 'x@y', 'a@b@c'].map(domainOf)).toEqual([null, null, 'y', 'c']);
});

test('a contact whom no flag can name is named in a file', () => {
  expect(
    find('ineffective-subscription', {
      ACME: { contacts: { 'a*@acme.fr': { access: false, choices: { client: 'ticketing.interface=on' } } } },
    }),
  ).toEqual([
    "ACME client ticketing.interface a*@acme.fr no-portal-access → printf '%s\\n' company,contact,universe,ticketing.interface 'ACME,a*@acme.fr,client,default' | abo subscription import - --yes",
  ]);
});

describe('a finding is the same one', () => {
  const finding = { rule: 'invalid-address', severity: 'error', company: 'ACME', address: 'Été@acme.fr' } as const;
  const same = (a: Finding, b: Finding): boolean => identityOf(a) === identityOf(b);
  test('whatever the spelling of the address, the severity and the detail', () => {
    const other = { ...finding, address: 'e\u0301te\u0301@ACME.fr', severity: 'info', detail: ['x'] } as const;
    expect(same(finding, other)).toBe(true);
    expect(same({ ...finding, contact: 'A@x.fr' }, { ...finding, contact: 'a@x.fr' })).toBe(true);
  });
  test.each<Partial<Finding>>([
    { rule: 'unknown-domain' },
    { company: 'BETA' },
    { universe: 'client' },
    { category: 'eshop' },
    { channel: 'email' },
    { contact: 'a@acme.fr' },
    { address: 'b@acme.fr' },
  ])('but not with another %j', (other) => {
    expect(same(finding, { ...finding, ...other })).toBe(false);
  });
  test('but not between other companies', () => {
    const shared = { rule: 'shared-across-companies', severity: 'warning', company: null, address: 'a@b.fr' } as const;
    expect(same({ ...shared, detail: ['A', 'B'] }, { ...shared, detail: ['A', 'B', 'C'] })).toBe(false);
  });
});

test.each([
  ['acme.fr', 'acm.fr', true],
  ['acme.fr', 'aacme.fr', true],
  ['acme.fr', 'acne.fr', true],
  ['acme.fr', 'amce.fr', true],
  ['acme.fr', 'acme.fr', false],
  ['acme.fr', 'amec.fr', false],
  ['acme.fr', 'acme.com', false],
  ['acme.fr', 'acmefr.fr', false],
])('%s is one slip from %s: %s', (a, b, slip) => {
  expect([isOneSlip(a, b), isOneSlip(b, a)]).toEqual([slip, slip]);
});
