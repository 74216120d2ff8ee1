import { MAX_CODE_LENGTH } from '../../domain/names-and-codes.js';
import type { Problem } from '../../domain/problems.js';
import type { problems as en, problemText as enText } from '../en/problems.js';
import { takenBy } from '../kinds.js';
import { hint } from '../text.js';

const quote = (text: string | null): string => (text === null || text === '' ? 'rien' : `« ${text} »`);
const list = (texts: readonly string[] | undefined): string => (texts ?? []).join(', ');

const meant = ({ detail }: Problem): { readonly hint?: string } => {
  if (detail.suggestion !== undefined) return { hint: `vouliez-vous dire « ${detail.suggestion} » ?` };
  return hint(detail.expected === undefined ? undefined : `valeurs possibles : ${list(detail.expected)}`);
};

const kinds: Readonly<Record<string, string>> = {
  companies: 'de sociétés',
  contacts: 'de contacts',
  mailboxes: 'de boîtes',
  subscriptions: "d'abonnements",
  events: "d'événements",
  expectations: "d'attentes",
};
const fields: Readonly<Record<string, string>> = {
  name: 'un nom',
  universes: 'des univers',
  partner: 'un partenaire',
  partner_universe: "l'univers du partenaire",
};
const field = (column: string | null): string => fields[column ?? ''] ?? column ?? 'une valeur';

export const problems: typeof en = {
  'bad-encoding': (p) => ({
    message: `le fichier n'est pas en ${list(p.detail.names)} ici`,
    hint: 'indiquez son encodage avec --encoding, ou enregistrez-le en « CSV UTF-8 »',
  }),
  'bad-quote': (p) =>
    p.detail.variant === 'unclosed'
      ? {
          message: "un guillemet s'ouvre ici et ne se ferme jamais : la lecture s'est arrêtée",
          hint: 'fermez-le ; dans une cellule entre guillemets, un guillemet se double',
        }
      : {
          message: "un guillemet est mal placé : la lecture s'est arrêtée",
          hint: "mettez toute la cellule entre guillemets, et doublez ceux qu'elle contient",
        },
  'ragged-row': (p) =>
    p.detail.variant === 'short'
      ? {
          message: `la ligne s'arrête après ${(p.detail.names ?? []).join(' cellule(s) sur ')}, avant une cellule obligatoire`,
          hint: 'est-elle tronquée, ou son séparateur est-il un autre ?',
        }
      : {
          message: `${quote(p.value)} est au-delà de la dernière colonne`,
          hint: 'une cellule qui contient le séparateur se met entre guillemets',
        },
  'unknown-column': (p) => {
    if (p.detail.variant === 'another-kind') {
      const [found = '', wanted] = p.detail.names ?? [];
      return {
        message: `on dirait un fichier ${kinds[found] ?? found}${wanted === undefined ? '' : `, et non ${kinds[wanted] ?? wanted}`}`,
        ...hint(takenBy(found, 'le prend')),
      };
    }
    if (p.detail.variant === 'empty') {
      return { message: "la colonne n'a pas d'en-tête", hint: 'nommez-la, ou retirez-la' };
    }
    return { message: `${quote(p.value)} n'est pas une colonne d'un tel fichier`, ...meant(p) };
  },
  'missing-column': (p) =>
    p.detail.variant === 'no-value-column'
      ? { message: 'aucune colonne ne porte de valeur', hint: `il en faut au moins une : ${list(p.detail.expected)}` }
      : {
          message: `il manque la colonne « ${p.column ?? ''} »`,
          ...hint(missingHint(p)),
        },
  'duplicate-column': (p) => ({
    message: `${quote(p.value)} est la même colonne que ${p.detail.names?.[0] ?? ''} ${quote(p.detail.names?.[1] ?? '')}`,
    hint: "gardez l'une des deux",
  }),
  'missing-value': (p) => {
    if (p.detail.variant === 'new') return { message: `il faut ${field(p.column)} pour ce qui est créé` };
    if (p.detail.variant === 'link') return { message: 'un univers du partenaire demande un partenaire' };
    if (p.column === 'partner_universe' && p.detail.expected !== undefined) {
      return {
        message: `${list(p.detail.names)} a plusieurs univers de partenaire`,
        hint: `dites lequel : ${list(p.detail.expected)}`,
      };
    }
    return { message: "la cellule est vide et ne doit pas l'être" };
  },
  'bad-value': (p) => {
    if (p.detail.variant === 'revision') {
      return {
        message: `${quote(p.value)} n'est pas une révision`,
        hint: "laissez la colonne telle que l'export l'a écrite, ou retirez-la",
      };
    }
    if (p.detail.variant === 'code' && p.value === '') return { message: 'un code ne peut pas être vide' };
    if (p.detail.variant === 'code') {
      return {
        message: `${quote(p.value)} ne peut pas être un code : il serait lu autrement`,
        hint: 'prenez-en un sans virgule ni joker, autre que « - », « none » ou « aucun »',
      };
    }
    if (p.detail.variant === 'long-code') {
      return { message: `${quote(p.value)} est trop long pour un code`, hint: `${MAX_CODE_LENGTH} caractères au plus` };
    }
    if (p.detail.variant === 'everybody') {
      return { message: "« * » veut dire personne, et ne va qu'avec « no »", hint: 'nommez le destinataire' };
    }
    return { message: `${quote(p.value)} n'est pas une valeur possible ici`, ...meant(p) };
  },
  'bad-email': (p) => ({ message: `${quote(p.value)} n'est pas une adresse e-mail` }),
  'unknown-company': (p) =>
    p.detail.variant === 'rejected'
      ? {
          message: `la société ${quote(p.value)} est rejetée elle-même${otherLine(p)}`,
          hint: 'corrigez aussi cette ligne',
        }
      : { message: `il n'y a pas de société ${quote(p.value)}`, ...meant(p) },
  'unknown-contact': (p) => ({
    message: `il n'y a pas de contact ${quote(p.value)}${p.detail.names === undefined ? '' : ` chez ${list(p.detail.names)}`}`,
    ...meant(p),
  }),
  'unknown-universe': (p) => ({ message: `${quote(p.value)} n'est pas un univers`, ...meant(p) }),
  'unknown-category': (p) => ({ message: `${quote(p.value)} n'est pas une catégorie`, ...meant(p) }),
  'unknown-channel': (p) => ({ message: `${quote(p.value)} n'est pas un canal`, ...meant(p) }),
  'unknown-event': (p) => ({
    message: `${quote(p.value)} n'est pas un événement`,
    ...hint(p.detail.suggestion === undefined ? undefined : meant(p).hint),
  }),
  'universe-not-held': (p) =>
    p.detail.variant === 'stranded'
      ? {
          message: `${list(p.detail.names)} n'auraient plus d'univers`,
          hint: 'donnez-leur-en un autre en même temps',
        }
      : {
          message: `l'univers ${list(p.detail.names) || quote(p.value)} n'est pas détenu`,
          ...hint(p.detail.expected === undefined ? undefined : `détenus : ${list(p.detail.expected)}`),
        },
  'no-portal-access': () => ({
    message: "le contact n'a pas accès au portail : rien ne peut y apparaître pour lui",
    hint: "donnez-lui d'abord l'accès, ou laissez l'interface telle quelle",
  }),
  'admin-without-access': () => ({
    message: 'un administrateur a toujours accès au portail',
    hint: "donnez-lui l'accès, ou faites-en un utilisateur",
  }),
  'not-a-partner': (p) => {
    if (p.detail.variant === 'clients') {
      return {
        message: `c'est dans un univers retiré qu'elle gère ${list(p.detail.names)}`,
        hint: "donnez-leur d'abord un autre partenaire",
      };
    }
    if (p.detail.variant === 'universe') {
      return {
        message: `${list(p.detail.names)} n'est pas partenaire dans ${quote(p.value)}`,
        ...hint(p.detail.expected === undefined ? undefined : `elle l'est dans ${list(p.detail.expected)}`),
      };
    }
    return {
      message: `${list(p.detail.names) || quote(p.value)} n'a pas d'univers de partenaire`,
      hint: 'un partenaire détient ambassador ou operator',
    };
  },
  'partner-circle': (p) => ({ message: `une société se gérerait elle-même : ${(p.detail.names ?? []).join(' → ')}` }),
  'duplicate-contact': (p) => ({
    message: `${quote(p.value)} serait à plusieurs contacts : ${list(p.detail.names)}`,
    hint: 'elle doit être unique dans la société',
  }),
  'probable-duplicate': (p) => ({
    message: `${quote(p.value)} est nouveau, et presque égal à ${list(p.detail.names)}`,
    hint: "les tableurs perdent les zéros de tête ; --allow-duplicate l'accepte",
  }),
  'contradictory-rows': (p) => ({
    message: `${quote(p.value)} ici, mais ${quote(p.detail.other?.value ?? null)}${otherLine(p)}`,
    hint: "gardez l'une des deux",
  }),
  'foreign-revision': (p) => ({
    message: `${quote(p.value)} n'est pas une révision de cette base`,
    hint: "--two-way ignore la colonne et compare le fichier à l'état actuel",
  }),
  'not-csv': (p) => {
    switch (p.detail.variant) {
      case 'spreadsheet':
        return { message: "c'est un classeur, pas un fichier CSV", hint: saveAs };
      case 'web-page':
        return {
          message: "c'est une page web ou du XML, quel que soit son nom, pas un fichier CSV",
          hint: `ouvrez-le dans un tableur et enregistrez-le en CSV ; ${saveAs}`,
        };
      case 'pdf':
        return {
          message: "c'est un PDF, pas un fichier CSV",
          hint: `demandez le tableau dont il a été fait ; ${saveAs}`,
        };
      case 'image':
        return {
          message: "c'est une image, pas un fichier CSV",
          hint: `demandez le tableau lui-même ; ${saveAs}`,
        };
      case 'document':
        return {
          message: "c'est un document de texte, pas un fichier CSV",
          hint: `copiez son tableau dans un classeur ; ${saveAs}`,
        };
      case 'archive':
        return {
          message: "c'est une archive, pas un fichier CSV",
          hint: `décompressez-la ; d'un classeur qu'elle contient, faites un fichier CSV ; ${saveAs}`,
        };
      case 'empty':
        return { message: 'le fichier est vide', hint: 'il faut au moins un en-tête' };
      case 'header-alone':
        return { message: 'le fichier a un en-tête et aucune ligne', hint: 'est-il complet ?' };
      case 'too-long':
        return { message: "une ligne est plus longue qu'aucune ligne ne peut l'être" };
      default:
        return {
          message: "ce n'est pas un fichier texte",
          hint: "si c'est du texte UTF-16, dites --encoding utf-16le",
        };
    }
  },
};

const saveAs =
  'dans Excel : Fichier, Enregistrer sous, « CSV UTF-8 (délimité par des virgules) » ; dans LibreOffice : Fichier, Enregistrer sous, « Texte CSV »';

function missingHint({ column, detail }: Problem): string | undefined {
  if (detail.variant === 'no-header') {
    return "l'en-tête est-il en première ligne ? --skip-rows N saute les lignes au-dessus";
  }
  return column === 'company' || column === 'universe' ? `--${column} donne une même valeur à chaque ligne` : undefined;
}

function otherLine({ origin, detail: { other } }: Problem): string {
  if (other === undefined || other.origin === null) return '';
  const file = other.origin.source === origin?.source ? '' : " d'un autre fichier";
  return ` ligne ${other.origin.line}${file}`;
}

export const problemText: typeof enText = {
  place: (file, line, record, column, header) =>
    [
      line === null ? file : `${file}:${line}`,
      record === null ? '' : ` (enregistrement ${record})`,
      column === null && header === null ? '' : ', colonne',
      column === null ? '' : ` ${column}`,
      header === null ? '' : ` « ${header} »`,
    ].join(''),
  separator: ' : ',
  hintSeparator: ' ; ',
};
