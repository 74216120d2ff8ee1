/**
 * docs/audit.md is true: its settings can be read, every setting is among them, and every example, run in order in a folder that
 * holds them, has the output that is shown. `npx vitest run --project sqlite test/docs -u` writes outputs that have changed into
 * the page.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { PROJECT_CONFIG, readProjectConfig } from '../../src/config/files.js';
import { rendered, ROOT } from './examples.js';

const PAGE = join(ROOT, 'docs/audit.md');
const page = readFileSync(PAGE, 'utf8');
const settings = /^```yaml\n(.*?)^```$/msu.exec(page)?.[1] ?? '';
const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/config.schema.json'), 'utf8')) as SchemaObject;

test('the examples have the output that is shown', { timeout: 300_000 }, async () => {
  await expect(await rendered(page, { [PROJECT_CONFIG]: settings })).toMatchFileSnapshot(PAGE);
});

test('the settings are read, and are valid by the schema', () => {
  const folder = mkdtempSync(join(tmpdir(), 'abo-docs-'));
  try {
    writeFileSync(join(folder, PROJECT_CONFIG), settings);
    expect(readProjectConfig(folder)?.audit).toMatchInlineSnapshot(`
      {
        "accept": [
          {
            "address": "fournil@oeuvrard.example",
            "category": null,
            "channel": null,
            "companies": [
              "00312",
            ],
            "contact": null,
            "reason": "the baker reads that mailbox himself",
            "rule": "mailbox-is-personal",
            "universe": null,
            "until": "2099-12-31",
          },
          {
            "address": null,
            "category": "mobile",
            "channel": "email",
            "companies": [
              "NAUTILE",
            ],
            "contact": "solene.riou@nautile.example",
            "reason": "chosen before the lines come",
            "rule": "ineffective-subscription",
            "universe": "client",
            "until": "2099-06-30",
          },
        ],
        "domainRatio": 3,
        "domains": Map {
          "00312" => [
            "oeuvrard.example",
            "*.oeuvrard.example",
          ],
          "NAUTILE" => [
            "nautile.example",
            "armoric.example",
          ],
          "*" => [
            "armoric.example",
            "kervella.example",
            "maree-iroise.example",
          ],
        },
        "failOn": "warning",
        "severity": Map {
          "no-recipient" => "error",
          "single-recipient" => "off",
        },
      }
    `);
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(new Ajv2020({ strict: true }).compile(schema)(parse(settings))).toBe(true);
});

test('every setting is among them', () => {
  const { audit } = (schema['properties'] ?? {}) as Readonly<Record<string, SchemaObject>>;
  const { accept, ...others } = (audit?.['properties'] ?? {}) as Readonly<Record<string, SchemaObject>>;
  const accepted = (accept?.['items'] as SchemaObject)['properties'] as object;
  const names = [...Object.keys(others), 'accept', ...Object.keys(accepted)];
  expect(names.filter((name) => !new RegExp(`^[ -]*${name}:`, 'mu').test(settings))).toEqual([]);
});
