import type { files as en } from '../en/files.js';
import { reason } from './reasons.js';
import { didYouMean, quote } from './text.js';

export const files: typeof en = {
  'file-not-found': (p) => ({
    message: `Il n'y a pas de fichier ${quote(p.file)}.`,
    hint: 'Vérifiez son nom, et le dossier où vous vous trouvez.',
  }),
  'file-exists': (p) => ({
    message: `Le fichier ${quote(p.file)} existe déjà.`,
    hint: "Choisissez un autre nom, ou supprimez d'abord ce fichier.",
  }),
  'file-is-folder': (p) => ({
    message: `${quote(p.file)} est un dossier, pas un fichier.`,
    hint: 'Indiquez un fichier de ce dossier. Seule la commande abo onboard accepte un dossier.',
  }),
  'folder-not-found': (p) => ({
    message: `Impossible d'écrire ${quote(p.file)} : il n'y a pas de dossier ${quote(p.folder)}.`,
    hint: 'Créez le dossier, ou choisissez-en un autre.',
  }),
  'not-a-file': (p) => ({
    message: `Impossible de remplacer ${quote(p.file)} : ce n'est pas un fichier ordinaire.`,
    hint: 'Choisissez un autre fichier.',
  }),
  'file-unreadable': (p) => ({
    message: `Impossible de lire ${quote(p.file)} : ${reason(p.reason, p.reason)}.`,
    hint: p.reason === 'EACCES' ? 'Vérifiez ses droits.' : undefined,
  }),
  'file-unwritable': (p) => ({
    message: `Impossible d'écrire ${quote(p.file)} : ${reason(p.code, p.said)}.`,
    hint: "Rien n'a été modifié. Choisissez un autre emplacement.",
  }),
  'file-in-use': (p) => ({
    message: `${p.flag} : ${quote(p.file)} est ${p.is === 'input' ? 'le fichier à lire' : 'la base'} et serait écrasé.`,
    hint: 'Choisissez un autre fichier.',
  }),
  'unknown-encoding': (p) => ({
    message: `abo ne lit pas l'encodage ${quote(p.encoding)}.`,
    hint: `Encodages : ${p.accepted.join(', ')}.`,
  }),
  'bad-delimiter': (p) => ({
    message: `${quote(p.delimiter)} ne peut pas servir de séparateur.`,
    hint: 'Indiquez un seul caractère, par exemple « ; », ou tab.',
  }),
  'unknown-fill-down': (p) => ({
    message: `Le fichier n'a pas de colonne ${quote(p.column)} à compléter vers le bas.`,
    hint: didYouMean(p.suggestion) ?? "Indiquez l'en-tête de l'une de ses colonnes.",
  }),
};
