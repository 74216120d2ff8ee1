import type { FaultCode } from '../../domain/object-reader.js';
import { USUAL_LOSSES } from '../../domain/plan/limits.js';
import type { plans as en } from '../en/plans.js';
import { listStaleRows } from '../text.js';
import { counted, more, number, quote } from './text.js';

const FAULTS: Readonly<Record<FaultCode, (p: { at: string; value: string | null }) => string>> = {
  missing: ({ at }) => `${at} manque`,
  unknown: ({ at }) => `${at} ne fait partie d'aucun plan`,
  'bad-value': ({ at, value }) => `${at} ne peut pas être ${value ?? 'null'}`,
  'given-twice': ({ at }) => `${at} apparaît deux fois`,
  'out-of-order': ({ at }) => `${at} n'est pas à sa place`,
  'does-not-fit': ({ at }) => `${at} contredit le reste du plan`,
  'breaks-rule': ({ at, value }) => `${at} enfreint une règle : ${value ?? ''}`,
  'does-not-follow': ({ at }) => `${at} ne découle pas des modifications (edits)`,
};

export const plans: typeof en = {
  'not-a-plan': (p) => [
    `${quote(p.file)} n'est pas un plan enregistré : ${
      {
        'not-json': p.line === null ? "ce n'est pas du JSON en UTF-8" : `la ligne ${p.line} n'est pas du JSON`,
        'cut-short': 'le fichier est tronqué',
        'other-document': "c'est un autre document",
        'not-saved': "c'est un plan pour affichage, sans ce dont abo apply a besoin",
      }[p.why]
    }.`,
    'Pour enregistrer un plan, ajoutez --plan-out FICHIER à la commande qui le produit.',
  ],
  'bad-plan': (p) => [
    `Le plan ${quote(p.file)} est incohérent : ${FAULTS[p.fault](p)}. Rien n'a été modifié.`,
    "Un plan enregistré ne se modifie pas. Refaites-en un avec la commande d'origine.",
  ],
  'foreign-plan': (p) => [
    `Le plan ${quote(p.file)} a été fait pour une autre base, ${p.plan.name} (${p.plan.identity}) ; celle-ci est ${p.database.name} (${p.database.identity}). Rien n'a été modifié.`,
    "Indiquez l'autre base avec --db ou --profile, ou refaites le plan pour celle-ci.",
  ],
  'stale-plan': (p) => [
    `Le plan ${quote(p.file)} n'est plus à jour, rien n'a été modifié. Changements depuis qu'il a été fait : ${listStaleRows(p.rows, more)}.`,
    'Refaites le plan. Pour savoir qui a modifié quoi, lancez abo history.',
  ],
  'stale-rows': (p) => [
    `Le plan n'est plus à jour, rien n'a été écrit. Changements depuis qu'il a été fait : ${listStaleRows(p.rows, more)}.`,
    'Relancez la commande pour faire un nouveau plan.',
  ],
  'over-limits': ({ losses, silenced }) => [
    [
      "Refusé : rien n'a été modifié.",
      ...(losses === null
        ? []
        : [
            `${counted(losses.count, 'destinataire recevrait', 'destinataires recevraient')} moins, sur ${number(losses.recipients)} : plus ${
              losses.limit === null
                ? `de ${USUAL_LOSSES.recipients}, et plus de ${USUAL_LOSSES.percent} %`
                : `que ne le permet --max-losses ${losses.limit.most}${losses.limit.unit === 'percent' ? '%' : ''}`
            }.`,
          ]),
      ...(silenced === null
        ? []
        : [
            `${counted(silenced.count, 'catégorie serait réduite', 'catégories seraient réduites')} au silence : plus que ne le permet --max-silenced ${silenced.most}.`,
          ]),
    ].join(' '),
    `Pour l'autoriser, ajoutez ${[
      ...(losses === null ? [] : [`--max-losses ${losses.count}`]),
      ...(silenced === null ? [] : [`--max-silenced ${silenced.count}`]),
    ].join(' ')}.`,
  ],
};
