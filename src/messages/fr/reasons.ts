import type { reason as en } from '../en/reasons.js';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "vous n'en avez pas le droit",
  EPERM: "vous n'en avez pas le droit",
  ENOENT: "ce fichier ou ce dossier n'existe pas",
  ENOTDIR: "une partie du chemin n'est pas un dossier",
  EISDIR: "c'est un dossier",
  ELOOP: 'ses liens tournent en rond',
  ENAMETOOLONG: 'son nom est trop long',
  EROFS: 'le disque est en lecture seule',
  ENOSPC: 'le disque est plein',
  EDQUOT: 'votre part du disque est épuisée',
  EFBIG: 'le fichier dépasse la taille permise',
  EIO: 'le disque est défaillant',
  EBUSY: "autre chose l'utilise",
  EMFILE: 'trop de fichiers sont ouverts',
  ENFILE: 'trop de fichiers sont ouverts',
  ENXIO: "rien n'est là pour le lire ou l'écrire",
};

export const reason: typeof en = (code, said) => REASONS[code ?? ''] ?? said;
