import type { files as en } from '../en/files.js';
import { hint, type ErrorText } from '../text.js';
import { reason } from './reasons.js';

const quote = (text: string): string => `« ${text} »`;

export const files: typeof en = {
  'file-not-found': (p): ErrorText => ({ message: `Le fichier ${quote(p.file)} n'existe pas.` }),
  'file-exists': (p): ErrorText => ({
    message: `${quote(p.file)} existe déjà.`,
    hint: "Nommez un fichier qui n'existe pas encore, ou supprimez d'abord celui-là.",
  }),
  'file-is-folder': (p): ErrorText => ({
    message: `${quote(p.file)} est un dossier, pas un fichier.`,
    hint: 'Nommez un fichier de ce dossier ; seul abo onboard prend un dossier.',
  }),
  'folder-not-found': (p): ErrorText => ({
    message: `${quote(p.file)} ne peut pas être écrit : il n'y a pas de dossier ${quote(p.folder)}.`,
  }),
  'not-a-file': (p): ErrorText => ({
    message: `${quote(p.file)} n'est pas un fichier que l'on peut remplacer.`,
    hint: 'Nommez un nouveau fichier, ou un fichier à remplacer.',
  }),
  'file-unreadable': (p): ErrorText => ({
    message: `${quote(p.file)} est illisible : ${reason(p.reason, p.reason)}.`,
    ...hint(p.reason === 'EACCES' ? 'Vérifiez qui a le droit de le lire.' : undefined),
  }),
  'file-unwritable': (p): ErrorText => ({
    message: `${quote(p.file)} ne peut pas être écrit : ${reason(p.code, p.said)}.`,
    hint: "Rien n'a été fait. Nommez un fichier à un autre endroit.",
  }),
  'file-in-use': (p): ErrorText => ({
    message: `${p.flag} : ${quote(p.file)} est ${p.is === 'input' ? 'le fichier lu lui-même' : 'la base'}, et serait écrasé.`,
    hint: 'Nommez un autre fichier.',
  }),
  'unknown-encoding': (p): ErrorText => ({
    message: `${quote(p.encoding)} n'est pas un encodage qu'abo lit.`,
    hint: `Il lit ${p.accepted.join(', ')}.`,
  }),
  'bad-delimiter': (p): ErrorText => ({
    message: `${quote(p.delimiter)} ne peut pas servir de séparateur.`,
    hint: 'Donnez un seul caractère, comme « ; », ou tab.',
  }),
  'unknown-fill-down': (p): ErrorText => ({
    message: `Le fichier n'a pas de colonne ${quote(p.column)} à compléter vers le bas.`,
    ...hint(p.suggestion === undefined ? undefined : `Vouliez-vous dire ${quote(p.suggestion)} ?`),
  }),
};
