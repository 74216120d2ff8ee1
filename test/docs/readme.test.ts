/**
 * The README is true: every example, run in order on a fresh database, writes what it shows. When an output changes for
 * good reason, `npx vitest run test/docs -u` writes it into the README.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FLAGS, GLOBAL_FLAGS } from '../../src/commands/lib/flags.js';
import { BLOCK, rendered, ROOT } from './examples.js';

const README = join(ROOT, 'README.md');
const readme = readFileSync(README, 'utf8');

// Some thirty commands, one after the other.
test('the examples write what they show', { timeout: 300_000 }, async () => {
  expect(readme.match(BLOCK)?.length).toBeGreaterThan(4);
  await expect(await rendered(readme)).toMatchFileSnapshot(README);
});

test('every flag in the prose is one', () => {
  const flags: readonly string[] = [...Object.values(FLAGS), ...Object.values(GLOBAL_FLAGS)].map(
    ({ syntax }) => syntax,
  );
  const known = new Set(['--help', ...flags.flatMap((syntax) => /--[a-z-]+/u.exec(syntax) ?? [])]);
  const prose = readme.replace(BLOCK, '').replace(/^```sh.*?^```$/gmsu, '');
  const mentioned = [...prose.matchAll(/(?<![\w-])--[a-z][a-z-]+/gu)].map(([flag]) => flag);
  expect(mentioned.length).toBeGreaterThan(10);
  expect(mentioned.filter((flag) => !known.has(flag))).toEqual([]);
});
