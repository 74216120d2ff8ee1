/**
 * A profile's password: what its `password_command` prints, or what is in its `password_file`, without the line's end.
 * Neither the password nor the command is ever shown. Source: cli.md, "Global flags" (Profiles).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { AboError, whyOf } from '../errors.js';
import { userDirectories, type Profile } from './files.js';

/** @throws AboError `password-unavailable` (exit 7) */
export async function passwordOf(profile: Profile): Promise<string | null> {
  const { passwordCommand: command, passwordFile: file } = profile;
  const password = command !== null ? await printedBy(command, profile.name) : await heldIn(file, profile.name);
  return password === null ? null : password.replace(/\r?\n$/u, '');
}

async function printedBy(command: string, profile: string): Promise<string> {
  // It may ask for something on the terminal, and complains there.
  const child = spawn(command, { shell: true, stdio: ['inherit', 'pipe', 'inherit'] });
  const [printed] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const { exitCode, signalCode } = child;
  if (exitCode === 0) return printed;
  const detail = signalCode ?? `exit ${String(exitCode)}`;
  throw new AboError('password-unavailable', { profile, key: 'password_command', detail });
}

async function heldIn(file: string | null, profile: string): Promise<string | null> {
  if (file === null) return null;
  try {
    return await readFile(resolve(userDirectories().config, file), 'utf8');
  } catch (cause) {
    throw new AboError('password-unavailable', { profile, key: 'password_file', detail: whyOf(cause).said }, { cause });
  }
}
