/**
 * The README is true: every example, run in order on a fresh database, has the output that is shown. `npx vitest run --project
 * sqlite test/docs -u` writes outputs that have changed into the page.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FLAGS, GLOBAL_FLAGS } from '../../src/commands/lib/flags.js';
import { BLOCK, rendered, ROOT } from './examples.js';

const README = join(ROOT, 'README.md');
const readme = readFileSync(README, 'utf8');

test('the examples have the output that is shown', { timeout: 300_000 }, async () => {
  expect(readme.match(BLOCK)?.length).toBeGreaterThan(4);
  await expect(await rendered(readme)).toMatchFileSnapshot(README);
});

test('every flag in the prose exists', () => {
  const flags: readonly string[] = [...Object.values(FLAGS), ...Object.values(GLOBAL_FLAGS)].map(
    ({ syntax }) => syntax,
  );
  const known = new Set(['--help', ...flags.flatMap((syntax) => /--[a-z-]+/u.exec(syntax) ?? [])]);
  const prose = readme.replace(BLOCK, '').replace(/^```sh.*?^```$/gmsu, '');
  const mentioned = [...prose.matchAll(/(?<![\w-])--[a-z][a-z-]+/gu)].map(([flag]) => flag);
  expect(mentioned.length).toBeGreaterThan(10);
  expect(mentioned.filter((flag) => !known.has(flag))).toEqual([]);
});
