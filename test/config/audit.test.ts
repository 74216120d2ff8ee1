/** The `audit` section of abo.config.yaml: what is read, and what is wrong in it. Source: docs/contract/cli.md, "Audit rules". */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { auditSettings } from '../../src/config/audit.js';
import { parseSettings } from '../../src/config/yaml.js';
import { AboError } from '../../src/errors.js';
import { messagesIn } from '../../src/messages/index.js';
import { errorText } from '../../src/views/errors.js';
import { MemoryOutput } from '../support/memory-output.js';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schemas/config.schema.json'), 'utf8'),
) as SchemaObject;
const obeys = new Ajv2020({ strict: true }).compile(schema);

/** Narrowed by hand: `instanceof` would make the code's type `any`. */
function isAboError(error: unknown): error is AboError {
  return error instanceof AboError;
}

/** Returns the settings, or the error as text. */
function read(yaml: string): unknown {
  const section = yaml.trim().replaceAll(/^/gmu, '  ');
  try {
    return auditSettings(parseSettings('abo.config.yaml', `audit:\n${section}\n`).mapping(['audit']).get('audit'));
  } catch (error) {
    if (!isAboError(error)) throw error;
    return errorText(error, new MemoryOutput(), messagesIn.en);
  }
}

test('every setting is read', () => {
  const yaml = `
severity: { single-recipient: off, no-recipient: error }
fail_on: warning
domains: { ACME: ['@Acme.fr', '*.ACME.com'], '*': [example.org] }
domain_ratio: 3
accept:
  - { rule: no-recipient, company: ACME, category: mobile, reason: no mobile lines, until: 2027-01-31 }
  - { rule: shared-across-companies, company: [ACME, '00312'], reason: one bookkeeper, until: 2026-12-31 }
  - { rule: unknown-domain, address: ' Lea@GMAIL.com', reason: freelance, until: 2026-12-31 }
`;
  expect(obeys({ audit: parse(yaml) as unknown })).toBe(true);
  const nothing = { universe: null, category: null, channel: null, contact: null, address: null, companies: null };
  expect(read(yaml)).toEqual({
    severity: new Map([
      ['no-recipient', 'error'],
      ['single-recipient', 'off'],
    ]),
    failOn: 'warning',
    domains: new Map([
      ['ACME', ['acme.fr', '*.acme.com']],
      ['*', ['example.org']],
    ]),
    domainRatio: 3,
    accept: [
      {
        ...nothing,
        rule: 'no-recipient',
        companies: ['ACME'],
        category: 'mobile',
        reason: 'no mobile lines',
        until: '2027-01-31',
      },
      {
        ...nothing,
        rule: 'shared-across-companies',
        companies: ['ACME', '00312'],
        reason: 'one bookkeeper',
        until: '2026-12-31',
      },
      { ...nothing, rule: 'unknown-domain', address: 'Lea@gmail.com', reason: 'freelance', until: '2026-12-31' },
    ],
  });
});

test('a company code of digits keeps its zeros', () => {
  expect(read('domains: { 00312: [oeuvrard.example], 1e3: [x.example] }')).toMatchObject({
    domains: new Map([
      ['00312', ['oeuvrard.example']],
      ['1e3', ['x.example']],
    ]),
  });
});

test.each([
  ['severty: {}', '“audit.severty” is not a setting.\nDid you mean “severity”?'],
  ['severity: { no-admn: info }', '“audit.severity.no-admn” is not a setting.\nDid you mean “no-admin”?'],
  [
    'severity: { no-admin: grave }',
    '“grave” is not a valid value for audit.severity.no-admin.\nValid values: error, warning, info, off.',
  ],
  ['fail_on: warnings', '“warnings” is not a valid value for audit.fail_on.\nDid you mean “warning”?'],
  ['domains: { ACME: acme.fr }', 'audit.domains.ACME must be a list.'],
  [
    "domains: { ACME: ['acme.*'] }",
    'audit.domains.ACME[0] must be a domain such as acme.fr, or *.acme.fr for its subdomains.',
  ],
  [
    'domains: { ACME: [jean@acme.fr] }',
    'audit.domains.ACME[0] must be a domain such as acme.fr, or *.acme.fr for its subdomains.',
  ],
  ['domains: { ACME: [] , BETA: [""] }', 'audit.domains.BETA[0] must be text.'],
  ['domain_ratio: 1', 'audit.domain_ratio must be a number above 1.'],
  ['accept: [{ rule: no-admin, until: 2027-01-31 }]', 'audit.accept[0].reason must be text.'],
  ['accept: [{ rule: no-admin, reason: r }]', 'audit.accept[0].until must be a date such as 2027-01-31.'],
  [
    'accept: [{ rule: no-admin, reason: r, until: 2027-02-30 }]',
    'audit.accept[0].until must be a date such as 2027-01-31.',
  ],
])('%s', (yaml, message) => {
  expect(read(yaml)).toBe(`Error: abo.config.yaml:2: ${message}\n`);
  // A day that the calendar lacks is beyond a pattern.
  if (!yaml.includes('02-30')) expect(obeys({ audit: parse(yaml) as unknown })).toBe(false);
});
