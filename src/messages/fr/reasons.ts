import type { reason as en, unreachable as enUnreachable, yamlReason as enYaml } from '../en/reasons.js';

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
  NUL: "ce n'est pas du texte : il y a des caractères NUL",
  ERR_ENCODING_INVALID_ENCODED_DATA: "ce n'est pas du texte en UTF-8",
};

export const reason: typeof en = (code, said) => REASONS[code ?? ''] ?? said;

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'rien ne répond sur ce port',
  EHOSTUNREACH: 'aucun chemin ne mène à son serveur',
  ENETUNREACH: 'aucun chemin ne mène à son serveur',
  ETIMEDOUT: "son serveur n'a pas répondu à temps",
};

export const unreachable: typeof enUnreachable = (code) => UNREACHABLE[code] ?? code;

const YAML_REASONS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'une ligne commence par une tabulation ; YAML veut des espaces',
  BAD_INDENT: "le retrait ne va pas, ou un crochet n'est pas fermé",
  DUPLICATE_KEY: 'cette clé y est deux fois',
  MISSING_CHAR: 'il manque un signe : deux-points, virgule, espace ou guillemet fermant',
  UNEXPECTED_TOKEN: "il y a là quelque chose qui n'a rien à y faire",
  BAD_SCALAR_START: 'une valeur qui commence par un tel signe doit être entre guillemets',
  BAD_DQ_ESCAPE: "ce qui suit la barre oblique inverse n'est pas un échappement ; entre apostrophes elle est elle-même",
  BAD_ALIAS: "il n'y a pas d'ancre pour cet alias (*)",
  BLOCK_AS_IMPLICIT_KEY:
    'une table ne peut pas commencer sur cette ligne : mettez-la sur des lignes à elle, ou la valeur entre guillemets',
  BLOCK_IN_FLOW: 'un bloc en retrait ne peut pas être entre crochets',
  MULTILINE_IMPLICIT_KEY: 'une clé doit tenir sur une ligne, suivie de deux-points',
  MULTIPLE_DOCS: "il contient plus d'un document (---)",
  TAG_RESOLVE_FAILED: "l'étiquette (!) ne veut rien dire ici",
};

export const yamlReason: typeof enYaml = (code) => YAML_REASONS[code] ?? `cela ne se comprend pas (${code})`;
