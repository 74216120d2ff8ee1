/** Why a plan can't be applied. Source: cli.md, "Safety". */
import { USUAL_LOSSES, type Excess } from '../../domain/plan/limits.js';
import type { ErrorText } from '../text.js';

const n = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const plans = {
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
