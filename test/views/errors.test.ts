/** Failures in words and as JSON. */
import { expect, test } from 'vitest';
import { AboError } from '../../src/errors.js';
import { messagesIn } from '../../src/messages/index.js';
import { errorJson, errorText } from '../../src/views/errors.js';

const unknown = new AboError('unknown-company', { company: 'AC\u001b[2JME', suggestion: 'ACME' });

test('what failed, then what to do', () => {
  expect(errorText(unknown, { color: false }, messagesIn.en)).toBe(
    'Error: There is no company “AC␛[2JME”.\nDid you mean “ACME”?\n',
  );
  expect(errorText(unknown, { color: true }, messagesIn.fr)).toContain('\u001b[31mErreur :\u001b[39m ');
});

test('as abo.error/1, on one line', () => {
  expect(JSON.parse(errorJson(unknown, messagesIn.en))).toEqual({
    schema: 'abo.error/1',
    code: 'unknown-company',
    message: 'There is no company “AC\u001b[2JME”.',
    hint: 'Did you mean “ACME”?',
  });
});
