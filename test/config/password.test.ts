/** A profile's password. Source: docs/contract/cli.md, "Profiles". */
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { passwordOf } from '../../src/config/password.js';
import { messagesIn } from '../../src/messages/index.js';
import { messageOf } from '../../src/views/errors.js';
import { AboError } from '../../src/errors.js';
import { BARE_SYSTEM } from '../../src/system.js';
import { scratchFolder } from '../support/scratch.js';

const profileWith = (passwordCommand: string): Parameters<typeof passwordOf>[0] => ({
  name: 'prod',
  database: 'postgres://abo@db.example.net/abo',
  passwordCommand,
  passwordFile: null,
  readOnly: false,
  protected: false,
});

test('a command that does not finish in time is an error, and its output is not shown', async () => {
  const folder = scratchFolder('password');
  // The shells that outlive the command end with the folder.
  const wait = 'while [ -d "$FOLDER" ]; do sleep 0.1; done';
  const system = { ...BARE_SYSTEM, env: { PATH: process.env['PATH'], FOLDER: folder } };
  for (const command of [wait, `echo S3cret; ${wait}`, `(${wait}; echo S3cret); true`]) {
    const began = Date.now();
    const failure = await passwordOf(profileWith(command), system, 300).catch((error: unknown) => error);
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(failure).toBeInstanceOf(AboError);
    expect(failure instanceof AboError && messageOf(failure, messagesIn.en)).toEqual([
      'The password_command of the profile prod returned no password: it did not finish within 0.3 s.',
      'Correct it in config.yaml. To see where that file is, run abo config.',
    ]);
  }
  rmSync(folder, { recursive: true });
});

test('a command that takes a moment is waited for', async () => {
  expect(await passwordOf(profileWith('sleep 0.2; echo S3cret'), BARE_SYSTEM, 10_000)).toBe('S3cret');
});
