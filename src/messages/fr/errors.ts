import type { errors as en } from '../en/errors.js';
import { database } from './database.js';
import { files } from './files.js';
import { plans } from './plans.js';
import { reason } from './reasons.js';
import { usage } from './usage.js';

export const errors: typeof en = {
  ...usage,
  ...files,
  ...database,
  ...plans,
  'output-failed': (p) =>
    p.code === 'ENOSPC' || p.code === 'EDQUOT'
      ? [`${p.output} est incomplet : le disque est plein.`, 'Libérez de la place ou écrivez ailleurs, puis relancez.']
      : [`Impossible d'écrire ${p.output} : ${reason(p.code, p.detail)}.`, 'Vérifiez où va la sortie, puis relancez.'],
  unexpected: (p) => [
    `Erreur inattendue : ${p.message}`,
    'Relancez avec -v pour obtenir les détails, et envoyez-les aux mainteneurs.',
  ],
};
