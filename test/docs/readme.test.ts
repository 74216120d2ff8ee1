/**
 * The README is true: every example, run in order on a fresh database, writes what it shows. When an output changes for
 * good reason, `npx vitest run test/docs -u` writes it into the README.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FLAGS, GLOBAL_FLAGS } from '../../src/commands/lib/flags.js';
import { EXIT } from '../../src/errors.js';
import { helpTexts } from '../../src/messages/en/help.js';
import { BLOCK, rendered, ROOT } from './examples.js';

const README = join(ROOT, 'README.md');
const readme = readFileSync(README, 'utf8');

// Some thirty commands, one after the other.
test('the examples write what they show', { timeout: 300_000 }, async () => {
  expect(readme.match(BLOCK)?.length).toBeGreaterThan(4);
  await expect(await rendered(readme)).toMatchFileSnapshot(README);
});

test('every command is named, and every exit code', () => {
  const named = new Set(
    readme
      .split('\n')
      .flatMap((line) => (line.startsWith('| `') ? [...line.matchAll(/`([a-z]+)`/gu)] : []))
      .map(([, word]) => word),
  );
  const words = Object.keys(helpTexts.commands).flatMap((name) => name.split(' '));
  expect(words.filter((word) => word !== 'abo' && !named.has(word))).toEqual([]);

  const codes = [...readme.matchAll(/^\| ([\d, ]+) *\|/gmu)].flatMap(([, cell = '']) => cell.split(',').map(Number));
  expect(codes).toEqual(Object.values(EXIT));
});

test('each command whose answer may be no is named where its exit code is', () => {
  const [row = ''] = new RegExp(`^\\| ${EXIT.no} .*$`, 'mu').exec(readme) ?? [];
  const commands = join(ROOT, 'src/commands');
  const answerNo = readdirSync(commands).filter((file) =>
    readFileSync(join(commands, file), 'utf8').includes('EXIT.no'),
  );
  expect(answerNo).toContain('can.ts');
  for (const file of answerNo) expect(row).toContain(`\`${file.replace('.ts', '')}\``);
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
