/**
 * The README is true: every example, run in order on a fresh database, writes what it shows. When an output changes for
 * good reason, `npx vitest run test/docs -u` writes it into the README.
 */
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { FLAGS, GLOBAL_FLAGS } from '../../src/commands/flags.js';
import { EXIT } from '../../src/errors.js';
import { helpTexts } from '../../src/messages/en/help.js';

const ROOT = join(import.meta.dirname, '../..');
const README = join(ROOT, 'README.md');
const readme = readFileSync(README, 'utf8');

/** A block of examples: what follows `$ ` is typed, the rest is what comes of it. */
const BLOCK = /^```console\n(.*?)^```$/gmsu;

const scratch = mkdtempSync(join(tmpdir(), 'abo-readme-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

// Some thirty commands, one after the other.
test('the examples write what they show', { timeout: 300_000 }, async () => {
  const examples = [...readme.matchAll(BLOCK)].map(([, block = '']) => commandsIn(block));
  expect(examples.length).toBeGreaterThan(4);
  const outputs = await outputsOf(examples.flat());
  // Not to be written into the README by -u.
  expect(outputs.filter((output) => output.includes('Unexpected failure'))).toEqual([]);
  const rendered = readme.replace(BLOCK, (_, block: string) => {
    const runs = commandsIn(block).map((command) => `$ ${command}\n${outputs.shift() ?? ''}`);
    return `\`\`\`console\n${runs.join('')}\`\`\``;
  });
  await expect(rendered).toMatchFileSnapshot(README);
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

function commandsIn(block: string): readonly string[] {
  return [...block.matchAll(/^\$ (.*)$/gmu)].map(([, command = '']) => command);
}

/** Ends the output of a command, and keeps its exit code for the next to ask. */
const SEPARATOR = '\u001e';
const SEPARATE = `status=$?; printf '\\036'; (exit $status)`;

/** What each command of one session writes, on stdout and stderr, as a terminal would mix them. */
async function outputsOf(commands: readonly string[]): Promise<string[]> {
  cpSync(join(ROOT, 'fixtures'), join(scratch, 'fixtures'), { recursive: true });
  const program = join(scratch, 'abo');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'bin/abo.js')}' "$@"\n`);
  chmodSync(program, 0o755);
  const { stdout } = await execa(
    'bash',
    ['-c', ['exec 2>&1', ...commands.flatMap((command) => [command, SEPARATE])].join('\n')],
    {
      cwd: scratch,
      env: { PATH: `${scratch}:${process.env['PATH'] ?? ''}`, ABO_STAFF: 'lea' },
      reject: false,
      stripFinalNewline: false,
    },
  );
  const outputs = stdout.split(SEPARATOR).map(withoutChance);
  expect(outputs.pop()).toBe('');
  expect(outputs).toHaveLength(commands.length);
  return outputs;
}

/** The time, and the letters that a database is born with, are others each time: so is the sum of a file that holds them. */
function withoutChance(output: string): string {
  return output
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/gu, '2026-03-02 09:30')
    .replace(/(?<=^Made the database \S+ \()[a-z]+(?=\))/gmu, 'kqzt')
    .replace(/(?<=sha256 )[\da-f]+/gu, '1f5a2c90d3b7')
    .replace(/(?<=,\d+@)[a-z]{4}$/gmu, 'kqzt');
}
