/** The examples of a page: blocks of commands and what they write, run in order in one shell, in a folder of their own. */
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

export const ROOT = join(import.meta.dirname, '../..');

/** A block of examples: what follows `$ ` is typed, the rest is what comes of it. */
export const BLOCK = /^```console\n(.*?)^```$/gmsu;

/**
 * The page with what its commands write today.
 *
 * @param files that stand in their folder, by name
 */
export async function rendered(page: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const blocks = [...page.matchAll(BLOCK)].map(([, block = '']) => commandsIn(block));
  const outputs = await outputsOf(blocks.flat(), files);
  // Not to be written into the page by -u.
  const failed = outputs.filter((output) => output.includes('Unexpected failure'));
  if (failed.length > 0) throw new Error(failed.join(''));
  return page.replace(BLOCK, (_, block: string) => {
    const runs = commandsIn(block).map((command) => `$ ${command}\n${outputs.shift() ?? ''}`);
    return `\`\`\`console\n${runs.join('')}\`\`\``;
  });
}

/** What is typed in a block. */
export function commandsIn(block: string): readonly string[] {
  return [...block.matchAll(/^\$ (.*)$/gmu)].map(([, command = '']) => command);
}

/** Ends the output of a command, and keeps its exit code for the next to ask. */
const SEPARATOR = '\u001e';
const SEPARATE = `status=$?; printf '\\036'; (exit $status)`;

/** What each command of one session writes, on stdout and stderr, as a terminal would mix them. */
async function outputsOf(commands: readonly string[], files: Readonly<Record<string, string>>): Promise<string[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'abo-docs-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(scratch, name), text);
    return await outputsIn(scratch, commands);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function outputsIn(scratch: string, commands: readonly string[]): Promise<string[]> {
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
  if (outputs.pop() !== '' || outputs.length !== commands.length)
    throw new Error(`not every command ended:\n${stdout}`);
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
