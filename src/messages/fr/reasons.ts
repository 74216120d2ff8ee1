import type { reason as en, yamlReason as enYaml } from '../en/reasons.js';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission refusée',
  EPERM: 'permission refusée',
  ENOENT: "ce fichier ou ce dossier n'existe pas",
  ENOTDIR: "une partie du chemin n'est pas un dossier",
  EISDIR: "c'est un dossier",
  ELOOP: 'ses liens symboliques forment une boucle',
  ENAMETOOLONG: 'son nom est trop long',
  EROFS: 'le disque est en lecture seule',
  ENOSPC: 'le disque est plein',
  EDQUOT: 'votre quota de disque est épuisé',
  EFBIG: 'le fichier est trop gros',
  EIO: 'le disque est défaillant',
  EBUSY: "un autre programme l'utilise",
  EMFILE: 'trop de fichiers sont ouverts',
  ENFILE: 'trop de fichiers sont ouverts',
  ENXIO: "aucun périphérique ni programme n'y est connecté",
  NUL: "ce n'est pas du texte : il contient des caractères NUL",
  ERR_ENCODING_INVALID_ENCODED_DATA: "ce n'est pas du texte en UTF-8",
  ECONNREFUSED: "rien n'écoute sur ce port",
  EHOSTUNREACH: 'aucune route réseau ne mène à son serveur',
  ENETUNREACH: 'aucune route réseau ne mène à son serveur',
  ETIMEDOUT: "son serveur n'a pas répondu à temps",
  TAB_AS_INDENT: 'une ligne est en retrait avec une tabulation ; utilisez des espaces',
  BAD_INDENT: 'retrait incorrect, ou crochet non fermé',
  DUPLICATE_KEY: 'cette clé apparaît deux fois',
  MISSING_CHAR: 'il manque un deux-points, une virgule, une espace ou un guillemet fermant',
  UNEXPECTED_TOKEN: 'texte inattendu',
  BAD_SCALAR_START: 'une valeur qui commence par ce caractère doit être entre guillemets',
  BAD_DQ_ESCAPE:
    "séquence d'échappement inconnue après la barre oblique inverse ; entre apostrophes, celle-ci n'a pas d'effet",
  BAD_ALIAS: "cet alias (*) n'a pas d'ancre",
  BLOCK_AS_IMPLICIT_KEY:
    'un ensemble de clés ne peut pas commencer sur cette ligne : placez-le sur ses propres lignes, ou mettez la valeur entre guillemets',
  BLOCK_IN_FLOW: 'un bloc en retrait ne peut pas être entre crochets',
  MULTILINE_IMPLICIT_KEY: 'une clé doit tenir sur une ligne, suivie de deux-points',
  MULTIPLE_DOCS: "le fichier contient plus d'un document (---)",
  TAG_RESOLVE_FAILED: 'étiquette (!) inconnue',
};

export const reason: typeof en = (code, said) => REASONS[code ?? ''] ?? said;

export const yamlReason: typeof enYaml = (code) => REASONS[code] ?? `analyse impossible (${code})`;
