import { USUAL_LOSSES } from '../../domain/plan/limits.js';
import type { plans as en } from '../en/plans.js';
import type { ErrorText } from '../text.js';

const n = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

export const plans: typeof en = {
  'over-limits': ({ losses, silenced }): ErrorText => ({
    message: [
      "Refusé, rien n'a été fait.",
      ...(losses === null
        ? []
        : [
            `${n(losses.count, 'destinataire recevrait', 'destinataires recevraient')} moins, sur ${losses.recipients} : plus ${
              losses.limit === null
                ? `de ${USUAL_LOSSES.recipients}, et plus de ${USUAL_LOSSES.percent} %`
                : `que ce que permet --max-losses ${losses.limit.most}${losses.limit.unit === 'percent' ? '%' : ''}`
            }.`,
          ]),
      ...(silenced === null
        ? []
        : [
            `${n(silenced.count, 'catégorie serait réduite', 'catégories seraient réduites')} au silence : plus que ce que permet --max-silenced ${silenced.most}.`,
          ]),
    ].join(' '),
    hint: `Si c'est voulu, ajoutez ${[
      ...(losses === null ? [] : [`--max-losses ${losses.count}`]),
      ...(silenced === null ? [] : [`--max-silenced ${silenced.count}`]),
    ].join(' ')}.`,
  }),
};
