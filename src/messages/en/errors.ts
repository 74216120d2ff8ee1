/**
 * One entry an error code: what failed, on what, why; and, as the hint, what to do next.
 * The parameter's type is what whoever throws the error must give.
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
      ? {
          message: `${p.output} could not be written whole: the disk is full.`,
          hint: 'Make room, or write somewhere else, and run it again.',
        }
      : {
          message: `${p.output} could not be written: ${reason(p.code, p.detail)}.`,
          hint: 'Check where the output goes, and run it again.',
        },
  unexpected: (p: { message: string }): ErrorText => ({
    message: `Unexpected failure: ${p.message}`,
    hint: 'Run it again with -v for the details, and send them to the maintainers.',
  }),
};
