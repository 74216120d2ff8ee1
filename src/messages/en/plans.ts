/** Why a plan can't be applied. Source: docs/contract/cli.md, "Safety". */
import { USUAL_LOSSES, type Excess } from '../../domain/plan/limits.js';
import type { FaultCode } from '../../domain/object-reader.js';
import type { StaleRow } from '../../domain/plan/stale-row.js';
import { listStaleRows, type ErrorText } from '../text.js';
import { counted, more, number, quote } from './text.js';

/** What is wrong with a part of a saved plan; `at` names the part. */
const FAULTS: Readonly<Record<FaultCode, (p: { at: string; value: string | null }) => string>> = {
  missing: ({ at }) => `${at} is missing`,
  unknown: ({ at }) => `${at} is not part of any plan`,
  'bad-value': ({ at, value }) => `${at} can't be ${value ?? 'null'}`,
  'given-twice': ({ at }) => `${at} appears twice`,
  'out-of-order': ({ at }) => `${at} is out of order`,
  'does-not-fit': ({ at }) => `${at} contradicts the rest of the plan`,
  'breaks-rule': ({ at, value }) => `${at} breaks a rule: ${value ?? ''}`,
  'does-not-follow': ({ at }) => `${at} does not follow from the edits`,
};

export const plans = {
  'not-a-plan': (p: {
    file: string;
    why: 'not-json' | 'cut-short' | 'other-document' | 'not-saved';
    line: number | null;
  }): ErrorText => [
    `${quote(p.file)} is not a saved plan: ${
      {
        'not-json': p.line === null ? 'it is not JSON in UTF-8' : `line ${p.line} is not JSON`,
        'cut-short': 'the file is cut off',
        'other-document': 'it is another document',
        'not-saved': 'it is a plan for display, without what abo apply needs',
      }[p.why]
    }.`,
    'To save a plan, add --plan-out FILE to the command that makes it.',
  ],
  'bad-plan': (p: { file: string; fault: FaultCode; at: string; value: string | null }): ErrorText => [
    `The plan ${quote(p.file)} is inconsistent: ${FAULTS[p.fault](p)}. Nothing was changed.`,
    'A saved plan must not be edited. Make a new one with the command that made it.',
  ],
  'foreign-plan': (p: {
    file: string;
    plan: { readonly identity: string; readonly name: string };
    database: { readonly identity: string; readonly name: string };
  }): ErrorText => [
    `The plan ${quote(p.file)} was made for another database, ${p.plan.name} (${p.plan.identity}); this is ${p.database.name} (${p.database.identity}). Nothing was changed.`,
    'Choose the other database with --db or --profile, or make a new plan for this one.',
  ],
  'stale-plan': (p: { file: string; rows: readonly StaleRow[] }): ErrorText => [
    `The plan ${quote(p.file)} is out of date, and nothing was changed. Changed since it was made: ${listStaleRows(p.rows, more)}.`,
    'Make a new plan. To see who changed what, run abo history.',
  ],
  'stale-rows': (p: { rows: readonly StaleRow[] }): ErrorText => [
    `The plan is out of date, and nothing was written. Changed since it was made: ${listStaleRows(p.rows, more)}.`,
    'Run it again to make a new plan.',
  ],
  'over-limits': ({ losses, silenced }: Excess): ErrorText => [
    [
      'Refused: nothing was changed.',
      ...(losses === null
        ? []
        : [
            `${number(losses.count)} of ${counted(losses.recipients, 'recipient')} would receive less: more than ${
              losses.limit === null
                ? `${USUAL_LOSSES.recipients}, and more than ${USUAL_LOSSES.percent}%`
                : `--max-losses ${losses.limit.most}${losses.limit.unit === 'percent' ? '%' : ''} allows`
            }.`,
          ]),
      ...(silenced === null
        ? []
        : [
            `${counted(silenced.count, 'category', 'categories')} would be silenced: more than --max-silenced ${silenced.most} allows.`,
          ]),
    ].join(' '),
    `To allow this, add ${[
      ...(losses === null ? [] : [`--max-losses ${losses.count}`]),
      ...(silenced === null ? [] : [`--max-silenced ${silenced.count}`]),
    ].join(' ')}.`,
  ],
};
