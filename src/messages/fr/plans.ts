import { USUAL_LOSSES } from '../../domain/plan/limits.js';
import type { plans as en } from '../en/plans.js';
import type { PlanFaultCode } from '../../domain/plan/plan-fault.js';
import { listStaleRows } from '../stale-rows.js';
import type { ErrorText } from '../text.js';

const n = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

const quote = (text: string): string => `« ${text} »`;

const FAULTS: Readonly<Record<PlanFaultCode, (p: { at: string; value: string | null }) => string>> = {
  missing: ({ at }) => `${at} manque`,
  unknown: ({ at }) => `aucun plan n'a ${at}`,
  'bad-value': ({ at, value }) => `${at} ne peut pas être ${value ?? 'null'}`,
  'given-twice': ({ at }) => `${at} s'y trouve deux fois`,
  'out-of-order': ({ at }) => `${at} n'est pas à sa place`,
  'does-not-fit': ({ at }) => `${at} ne va pas avec le reste du plan`,
  'breaks-rule': ({ at, value }) => `${at} enfreint une règle : ${value ?? ''}`,
  'does-not-follow': ({ at }) => `${at} ne découle pas des modifications (edits)`,
};

export const plans: typeof en = {
  'not-a-plan': (p): ErrorText => ({
    message: `${quote(p.file)} n'est pas un plan enregistré : ${
      {
        'not-json': p.line === null ? "ce n'est pas du JSON en UTF-8" : `la ligne ${p.line} n'est pas du JSON`,
        'cut-short': 'il est tronqué',
        'other-document': "c'est un autre document",
        'not-saved': "il a été fait pour être lu, et n'a pas ce qu'il faut à apply",
      }[p.why]
    }.`,
    hint: 'Enregistrez-en un avec --plan-out FICHIER, sur la commande qui fait le plan.',
  }),
  'bad-plan': (p): ErrorText => ({
    message: `Le plan ${quote(p.file)} ne tient pas debout, rien n'a été fait : ${FAULTS[p.fault](p)}.`,
    hint: 'Un plan enregistré ne se retouche pas. Refaites-en un avec la commande qui fait le plan.',
  }),
  'foreign-plan': (p): ErrorText => ({
    message: `Le plan ${quote(p.file)} est celui d'une autre base, rien n'a été fait : il a été fait pour ${p.plan.name} (${p.plan.identity}), et celle-ci est ${p.database.name} (${p.database.identity}).`,
    hint: 'Nommez sa base avec --db ou --profile, ou refaites le plan sur celle-ci.',
  }),
  'stale-plan': (p): ErrorText => ({
    message: `Modifié depuis que le plan ${quote(p.file)} a été fait, rien n'a été fait : ${listStaleRows(p.rows, (more) => `et ${more} de plus`)}.`,
    hint: 'Refaites le plan ; abo history dit qui a modifié quoi.',
  }),
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
