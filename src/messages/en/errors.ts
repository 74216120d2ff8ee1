/**
 * One entry per error code: what failed, on what and why; the hint says what to do next.
 * The parameter's type is what the code that throws the error must pass.
 */
import type { ErrorText } from '../text.js';
import { database } from './database.js';
import { files } from './files.js';
import { plans } from './plans.js';
import { reason } from './reasons.js';
import { usage } from './usage.js';

export const errors = {
  ...usage,
  ...files,
  ...database,
  ...plans,
  'output-failed': (p: { output: string; code: string | null; detail: string }): ErrorText =>
    p.code === 'ENOSPC' || p.code === 'EDQUOT'
      ? [
          `${p.output} is incomplete: the disk is full.`,
          'Free some disk space or write to another place, then run it again.',
        ]
      : [
          `${p.output} can't be written: ${reason(p.code, p.detail)}.`,
          'Check where the output goes, then run it again.',
        ],
  unexpected: (p: { message: string }): ErrorText => [
    `Unexpected error: ${p.message}`,
    'Run it again with -v for the details, and send them to the maintainers.',
  ],
};
