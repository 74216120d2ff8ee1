/**
 * A profile's password: what its `password_command` prints, or what is in its `password_file`, without its line end.
 * Neither the password nor the command is ever shown. Source: docs/contract/cli.md, "Profiles".
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { AboError, whyOf, type ErrorParams } from '../errors.js';
import { pathIn, type System } from '../system.js';
import type { Profile } from './files.js';

/** Long enough for a person to type something, or to touch a security key. */
const COMMAND_TIMEOUT_MS = 60_000;

/** @throws AboError `password-unavailable` (exit 7) */
export async function passwordOf(
  profile: Profile,
  system: Pick<System, 'env' | 'cwd' | 'directories'>,
  timeout: number = COMMAND_TIMEOUT_MS,
): Promise<string | null> {
  const { name, passwordCommand: command, passwordFile: file } = profile;
  if (command !== null) return given(await printedBy(command, name, system, timeout), name, 'password_command');
  return file === null ? null : given(await heldIn(file, name, system), name, 'password_file');
}

function given(text: string, profile: string, key: 'password_command' | 'password_file'): string {
  const password = text.replace(/\r?\n$/u, '');
  if (password === '') throw new AboError('password-unavailable', { profile, key, why: 'empty' });
  return password;
}

async function printedBy(
  command: string,
  profile: string,
  { env, cwd }: Pick<System, 'env' | 'cwd'>,
  timeout: number,
): Promise<string> {
  const unavailable = (why: ErrorParams<'password-unavailable'>['why']): AboError =>
    new AboError('password-unavailable', { profile, key: 'password_command', why });
  // It may prompt on the terminal, and writes its errors there.
  const child = spawn(command, { shell: true, env, cwd, stdio: ['inherit', 'pipe', 'inherit'] });
  const late = setTimeout(timeout, null, { ref: false });
  const printed = await Promise.race([Promise.all([text(child.stdout), once(child, 'close')]), late]);
  if (printed === null) {
    child.kill();
    // Processes that it started may live on, and keep the pipe open.
    child.stdout.destroy();
    child.unref();
    throw unavailable({ seconds: timeout / 1_000 });
  }
  const { exitCode, signalCode } = child;
  if (exitCode === 0) return printed[0];
  throw unavailable({ said: signalCode ?? `exit ${String(exitCode)}` });
}

async function heldIn(file: string, profile: string, { directories }: Pick<System, 'directories'>): Promise<string> {
  const path = pathIn(directories.config, file);
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const why = { file: path, ...whyOf(cause) };
    throw new AboError('password-unavailable', { profile, key: 'password_file', why }, { cause });
  }
}
