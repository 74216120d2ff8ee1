/** A profile's password. Source: docs/contract/cli.md, "Profiles". */
import { expect, test } from 'vitest';
import { passwordOf } from '../../src/config/password.js';
import { messagesIn } from '../../src/messages/index.js';
import { messageOf } from '../../src/views/errors.js';
import { AboError } from '../../src/errors.js';
import { BARE_SYSTEM } from '../../src/system.js';

const profileWith = (passwordCommand: string): Parameters<typeof passwordOf>[0] => ({
  name: 'prod',
  database: 'postgres://abo@db.example.net/abo',
  passwordCommand,
  passwordFile: null,
  readOnly: false,
  protected: false,
});

test('a command that does not finish in time is an error, and its output is not shown', async () => {
  for (const command of ['sleep 30', 'echo S3cret; sleep 30', '(sleep 30; echo S3cret); true']) {
    const began = Date.now();
    const failure = await passwordOf(profileWith(command), BARE_SYSTEM, 300).catch((error: unknown) => error);
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(failure).toBeInstanceOf(AboError);
    expect(failure instanceof AboError && messageOf(failure, messagesIn.en)).toEqual({
      message: 'The password_command of the profile prod returned no password: it did not finish within 0.3 s.',
      hint: 'Correct it in config.yaml. To see where that file is, run abo config.',
    });
  }
});

test('a command that takes a moment is waited for', async () => {
  expect(await passwordOf(profileWith('sleep 0.2; echo S3cret'), BARE_SYSTEM, 10_000)).toBe('S3cret');
});
