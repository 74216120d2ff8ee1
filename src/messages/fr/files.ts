import type { files as en } from '../en/files.js';
import { reason } from './reasons.js';
import { didYouMean, quote } from './text.js';

export const files: typeof en = {
  'file-not-found': (p) => [`Il n'y a pas de fichier ${quote(p.file)}.`, 'Vérifiez son nom et le dossier courant.'],
  'file-exists': (p) => [`Le fichier ${quote(p.file)} existe déjà.`, 'Choisissez un autre nom, ou supprimez-le.'],
  'file-is-folder': (p) => [
    `${quote(p.file)} est un dossier, pas un fichier.`,
    'Indiquez un fichier de ce dossier. Seule la commande abo onboard accepte un dossier.',
  ],
  'folder-not-found': (p) => [
    `Impossible d'écrire ${quote(p.file)} : il n'y a pas de dossier ${quote(p.folder)}.`,
    'Créez le dossier, ou choisissez-en un autre.',
  ],
  'not-a-file': (p) => [
    `Impossible de remplacer ${quote(p.file)} : ce n'est pas un fichier ordinaire.`,
    'Choisissez un autre fichier.',
  ],
  'file-unreadable': (p) => [
    `Impossible de lire ${quote(p.file)} : ${reason(p.reason, p.reason)}.`,
    p.reason === 'EACCES' ? 'Vérifiez ses droits.' : undefined,
  ],
  'file-unwritable': (p) => [
    `Impossible d'écrire ${quote(p.file)} : ${reason(p.code, p.said)}.`,
    "Rien n'a été modifié. Choisissez un autre emplacement.",
  ],
  'file-in-use': (p) => [
    `${p.flag} : ${quote(p.file)} est ${p.is === 'input' ? 'le fichier à lire' : 'la base'} et serait écrasé.`,
    'Choisissez un autre fichier.',
  ],
  'unknown-encoding': (p) => [
    `abo ne lit pas l'encodage ${quote(p.encoding)}.`,
    `Encodages : ${p.accepted.join(', ')}.`,
  ],
  'bad-delimiter': (p) => [
    `${quote(p.delimiter)} ne peut pas servir de séparateur.`,
    'Indiquez un seul caractère, par exemple « ; », ou tab.',
  ],
  'unknown-fill-down': (p) => [
    `Le fichier n'a pas de colonne ${quote(p.column)} à compléter vers le bas.`,
    didYouMean(p.suggestion) ?? "Indiquez l'en-tête de l'une de ses colonnes.",
  ],
};
