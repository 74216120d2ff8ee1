import type { errors as en } from '../en/errors.js';
import type { ErrorText } from '../text.js';
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
  'output-failed': (p): ErrorText =>
    p.code === 'ENOSPC' || p.code === 'EDQUOT'
      ? {
          message: `${p.output} n'a pas pu être écrit en entier : le disque est plein.`,
          hint: 'Faites de la place, ou écrivez ailleurs, puis relancez.',
        }
      : {
          message: `${p.output} n'a pas pu être écrit : ${reason(p.code, p.detail)}.`,
          hint: 'Vérifiez où va la sortie, puis relancez.',
        },
  unexpected: (p): ErrorText => ({
    message: `Panne inattendue : ${p.message}`,
    hint: 'Relancez avec -v pour les détails, et envoyez-les aux mainteneurs.',
  }),
};
