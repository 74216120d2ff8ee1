/** Every code that abo gives is explained, in every language. Source: docs/contract/cli.md, "explain". */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AUDIT_RULES } from '../../src/domain/audit/finding.js';
import { SUBSCRIPTION_REASONS } from '../../src/domain/effective.js';
import { REFUSALS } from '../../src/domain/permissions.js';
import { PROBLEM_CODES } from '../../src/domain/problems.js';
import { messagesIn, LANGUAGES } from '../../src/messages/index.js';
import { explanationsIn } from '../../src/messages/explanations.js';
import { helpTexts } from '../../src/messages/en/help.js';
import { explainedRecords } from '../../src/views/explanations.js';

const GIVEN = [
  ...SUBSCRIPTION_REASONS,
  ...REFUSALS,
  ...PROBLEM_CODES,
  ...AUDIT_RULES,
  ...Object.keys(messagesIn.en.errors),
];

/** What holds codes, by name, in the published schemas. */
const CODED = new Set(['code', 'reason', 'refused', 'rule', 'rules', 'propertyNames']);

test('the published schemas name codes that are explained, and no others', () => {
  const folder = join(import.meta.dirname, '../../schemas');
  const codes = readdirSync(folder).flatMap((file) => {
    const schema: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return [...codesIn(schema, false)].map((code) => ({ file, code }));
  });
  expect(new Set(codes.map(({ code }) => code)).size).toBeGreaterThan(40);
  expect(codes.filter(({ code }) => !explanationsIn.en.has(code))).toEqual([]);
});

/** @param coded is this within what holds codes? */
function* codesIn(schema: unknown, coded: boolean): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema) as readonly [string, unknown][]) {
    if (coded && (key === 'enum' || key === 'const')) {
      yield* [value].flat().filter((code) => typeof code === 'string');
    } else {
      yield* codesIn(value, coded || CODED.has(key));
    }
  }
}

describe.each(LANGUAGES)('%s', (language) => {
  const records = explainedRecords(explanationsIn[language]);

  test('explains each code, and no other', () => {
    expect(new Set(records.map(({ code }) => code))).toEqual(new Set(explanationsIn[language].keys()));
    expect(GIVEN.filter((code) => !records.some((record) => record.code === code))).toEqual([]);
    expect(records.filter(({ kinds }) => kinds.length === 0)).toEqual([]);
  });

  test('in whole sentences', () => {
    const texts = records.flatMap(({ means, todo }) => [means, todo]);
    // A sentence has a full stop, unless it ends with a command to copy.
    expect(
      texts.filter((text) => !/[.…]$|: (?:abo|chmod|createdb) \S.*$/u.test(text) || /\s\s|undefined/u.test(text)),
    ).toEqual([]);
  });

  test('with commands that there are', () => {
    const commands = records
      .flatMap(({ means, todo }) => [...`${means} ${todo}`.matchAll(/\babo ((?:[a-z]+)(?: [a-z]+)?)/gu)])
      .map(([, words = '']) => words);
    expect(commands.length).toBeGreaterThan(30);
    const known = Object.keys(helpTexts.commands);
    const nouns = known.filter((name) => known.some((other) => other.startsWith(`${name} `)));
    // “abo” is also a word of the text: what follows is a command where it begins with a noun.
    const unknown = commands.filter((words) => {
      const noun = nouns.find((name) => words === name || words.startsWith(`${name} `));
      return noun !== undefined && noun !== 'history' && !known.includes(words);
    });
    expect(unknown).toEqual([]);
  });
});
