/** Why a plan can't be applied. Source: docs/contract/cli.md, "Safety". */
import { USUAL_LOSSES, type Excess } from '../../domain/plan/limits.js';
import type { PlanFaultCode } from '../../domain/plan/plan-fault.js';
import type { StaleRow } from '../../domain/plan/stale-row.js';
import { listStaleRows } from '../stale-rows.js';
import type { ErrorText } from '../text.js';

const n = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const quote = (text: string): string => `“${text}”`;

/** What is wrong with a part of a saved plan; `at` says which. */
const FAULTS: Readonly<Record<PlanFaultCode, (p: { at: string; value: string | null }) => string>> = {
  missing: ({ at }) => `${at} is missing`,
  unknown: ({ at }) => `no plan has ${at}`,
  'bad-value': ({ at, value }) => `${at} can't be ${value ?? 'null'}`,
  'given-twice': ({ at }) => `${at} is there twice`,
  'out-of-order': ({ at }) => `${at} is not in its place`,
  'does-not-fit': ({ at }) => `${at} does not fit the rest of the plan`,
  'breaks-rule': ({ at, value }) => `${at} breaks a rule: ${value ?? ''}`,
  'does-not-follow': ({ at }) => `${at} does not follow from the edits`,
};

export const plans = {
  'not-a-plan': (p: {
    file: string;
    why: 'not-json' | 'cut-short' | 'other-document' | 'not-saved';
    line: number | null;
  }): ErrorText => ({
    message: `${quote(p.file)} is not a saved plan: ${
      {
        'not-json': p.line === null ? 'it is not JSON in UTF-8' : `line ${p.line} is not JSON`,
        'cut-short': 'it is cut short',
        'other-document': 'it is another document',
        'not-saved': 'it was made to be looked at, and lacks what apply needs',
      }[p.why]
    }.`,
    hint: 'Save one with --plan-out FILE, on the command that makes the plan.',
  }),
  'bad-plan': (p: { file: string; fault: PlanFaultCode; at: string; value: string | null }): ErrorText => ({
    message: `The plan ${quote(p.file)} does not hold together, so nothing was done: ${FAULTS[p.fault](p)}.`,
    hint: 'A saved plan is not for editing. Make a new one with the command that makes the plan.',
  }),
  'foreign-plan': (p: {
    file: string;
    plan: { readonly identity: string; readonly name: string };
    database: { readonly identity: string; readonly name: string };
  }): ErrorText => ({
    message: `The plan ${quote(p.file)} is for another database, so nothing was done: it was made for ${p.plan.name} (${p.plan.identity}), and this is ${p.database.name} (${p.database.identity}).`,
    hint: 'Name its database with --db or --profile, or make the plan anew on this one.',
  }),
  'stale-plan': (p: { file: string; rows: readonly StaleRow[] }): ErrorText => ({
    message: `Changed since the plan ${quote(p.file)} was made, so nothing was done: ${listStaleRows(p.rows, (more) => `and ${more} more`)}.`,
    hint: 'Make the plan anew; abo history says who changed them.',
  }),
  'over-limits': ({ losses, silenced }: Excess): ErrorText => ({
    message: [
      'Refused, nothing was done.',
      ...(losses === null
        ? []
        : [
            `${losses.count} of ${n(losses.recipients, 'recipient', 'recipients')} would receive less: more than ${
              losses.limit === null
                ? `${USUAL_LOSSES.recipients}, and more than ${USUAL_LOSSES.percent}%`
                : `--max-losses ${losses.limit.most}${losses.limit.unit === 'percent' ? '%' : ''} allows`
            }.`,
          ]),
      ...(silenced === null
        ? []
        : [
            `${n(silenced.count, 'category', 'categories')} would fall silent: more than --max-silenced ${silenced.most} allows.`,
          ]),
    ].join(' '),
    hint: `If that is meant, add ${[
      ...(losses === null ? [] : [`--max-losses ${losses.count}`]),
      ...(silenced === null ? [] : [`--max-silenced ${silenced.count}`]),
    ].join(' ')}.`,
  }),
};
