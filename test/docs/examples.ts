/** The examples of a page: blocks of commands and their output, run in order in one shell, in a new folder. */
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

export const ROOT = join(import.meta.dirname, '../..');

/** A block of examples: what follows `$ ` is typed, the rest is the output. */
export const BLOCK = /^```console\n(.*?)^```$/gmsu;

/**
 * Returns the page with the current output of its commands.
 *
 * @param files to put into their folder, by name
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

/** Returns the commands of a block. */
export function commandsIn(block: string): readonly string[] {
  return [...block.matchAll(/^\$ (.*)$/gmu)].map(([, command = '']) => command);
}

/** Ends the output of a command, and keeps its exit code for the next command (`echo $?`). */
const SEPARATOR = '\u001e';
const SEPARATE = `status=$?; printf '\\036'; (exit $status)`;

/** Returns the output of each command of one session: stdout and stderr, as a terminal would mix them. */
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
  const outputs = stdout.split(SEPARATOR).map(withoutRandomness);
  if (outputs.pop() !== '' || outputs.length !== commands.length)
    throw new Error(`not every command ended:\n${stdout}`);
  return outputs;
}

/** Replaces what differs each time: the time, a database's identity, and the hash of a file that has the identity in it. */
function withoutRandomness(output: string): string {
  return output
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/gu, '2026-03-02 09:30')
    .replace(/(?<=^Created database \S+ \()[a-z]+(?=\))/gmu, 'kqzt')
    .replace(/(?<=sha256 )[\da-f]+/gu, '1f5a2c90d3b7')
    .replace(/(?<=,\d+@)[a-z]{4}$/gmu, 'kqzt');
}
