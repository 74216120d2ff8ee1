import { MAX_CODE_LENGTH } from '../../domain/names-and-codes.js';
import type { Problem } from '../../domain/problems.js';
import type { problems as en, problemText as enText } from '../en/problems.js';
import { readerOf } from '../text.js';
import { quote } from './text.js';

const quoted = (text: string | null): string => (text === null || text === '' ? 'rien' : quote(text));
const list = (texts: readonly string[] | undefined): string => (texts ?? []).join(', ');

const suggest = ({ detail }: Problem): string | undefined => {
  if (detail.suggestion !== undefined) return `vouliez-vous dire ${quote(detail.suggestion)} ?`;
  return detail.expected && `valeurs possibles : ${list(detail.expected)}`;
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

const NOT_CSV: Readonly<Record<string, readonly [what: string, ...todo: string[]]>> = {
  spreadsheet: ['un classeur'],
  'web-page': ['une page web ou du XML, quel que soit son nom', 'ouvrez-le dans un tableur et enregistrez-le en CSV'],
  pdf: ['un PDF', "demandez le tableau d'origine"],
  image: ['une image', 'demandez le tableau lui-même'],
  document: ['un document texte', 'copiez son tableau dans un classeur'],
  archive: ['une archive', "décompressez-la, et enregistrez en CSV le classeur qu'elle contient"],
};
const SAVE_AS =
  'dans Excel : Fichier, Enregistrer sous, « CSV UTF-8 (délimité par des virgules) » ; dans LibreOffice : Fichier, Enregistrer sous, « Texte CSV »';

export const problems: typeof en = {
  'bad-encoding': (p) => ({
    message: `le fichier n'est pas en ${list(p.detail.names)} valide ici`,
    hint: 'indiquez son encodage avec --encoding, ou enregistrez-le en « CSV UTF-8 »',
  }),
  'bad-quote': (p) =>
    p.detail.variant === 'unclosed'
      ? {
          message: "un guillemet s'ouvre ici et ne se ferme jamais : la lecture s'est arrêtée",
          hint: 'fermez-le ; dans une cellule entre guillemets, doublez chaque guillemet',
        }
      : {
          message: "un guillemet est mal placé : la lecture s'est arrêtée",
          hint: "mettez toute la cellule entre guillemets, et doublez chaque guillemet à l'intérieur",
        },
  'ragged-row': (p) =>
    p.detail.variant === 'short'
      ? {
          message: `la ligne s'arrête après ${(p.detail.names ?? []).join(' cellule(s) sur ')}, avant une cellule obligatoire`,
          hint: 'est-elle tronquée, ou utilise-t-elle un autre séparateur ?',
        }
      : {
          message: `${quoted(p.value)} est au-delà de la dernière colonne`,
          hint: 'mettez entre guillemets une cellule qui contient le séparateur',
        },
  'unknown-column': (p) => {
    if (p.detail.variant === 'another-kind') {
      const [found = '', wanted] = p.detail.names ?? [];
      const reader = readerOf(found);
      return {
        message: `cela ressemble à un fichier ${kinds[found] ?? found}${wanted === undefined ? '' : `, et non ${kinds[wanted] ?? wanted}`}`,
        hint: reader && `utilisez ${reader}`,
      };
    }
    if (p.detail.variant === 'empty') {
      return { message: "la colonne n'a pas d'en-tête", hint: 'nommez-la, ou retirez-la' };
    }
    return { message: `${quoted(p.value)} n'est pas une colonne de ce type de fichier`, hint: suggest(p) };
  },
  'missing-column': (p) =>
    p.detail.variant === 'no-value-column'
      ? {
          message: 'aucune colonne ne contient de valeurs',
          hint: `ajoutez-en au moins une : ${list(p.detail.expected)}`,
        }
      : {
          message: `il manque la colonne ${quote(p.column ?? '')}`,
          hint: missingHint(p),
        },
  'duplicate-column': (p) => ({
    message: `${quoted(p.value)} est la même colonne que ${p.detail.names?.[0] ?? ''} ${quoted(p.detail.names?.[1] ?? '')}`,
    hint: "n'en gardez qu'une",
  }),
  'missing-value': (p) => {
    if (p.detail.variant === 'new') return { message: `il faut ${field(p.column)} pour un nouvel élément` };
    if (p.detail.variant === 'link') return { message: 'un univers du partenaire ne va pas sans partenaire' };
    if (p.column === 'partner_universe' && p.detail.expected !== undefined) {
      return {
        message: `${list(p.detail.names)} a plusieurs univers de partenaire`,
        hint: `choisissez-en un : ${list(p.detail.expected)}`,
      };
    }
    return { message: 'la cellule ne doit pas être vide' };
  },
  'bad-value': (p) => {
    if (p.detail.variant === 'revision') {
      return {
        message: `${quoted(p.value)} n'est pas une révision`,
        hint: "laissez la colonne telle qu'elle a été exportée, ou retirez-la",
      };
    }
    if (p.detail.variant === 'code' && p.value === '') return { message: 'un code ne peut pas être vide' };
    if (p.detail.variant === 'code') {
      return {
        message: `${quoted(p.value)} ne peut pas être un code : il serait interprété autrement`,
        hint: 'choisissez-en un sans virgule ni joker, autre que « - », « none » ou « aucun »',
      };
    }
    if (p.detail.variant === 'long-code') {
      return {
        message: `${quoted(p.value)} est trop long pour un code`,
        hint: `${MAX_CODE_LENGTH} caractères au plus`,
      };
    }
    if (p.detail.variant === 'everybody') {
      return {
        message: "« * » signifie aucun destinataire, et n'est valide qu'avec « no »",
        hint: 'indiquez le destinataire',
      };
    }
    return { message: `${quoted(p.value)} n'est pas une valeur valide ici`, hint: suggest(p) };
  },
  'bad-email': (p) => ({ message: `${quoted(p.value)} n'est pas une adresse e-mail` }),
  'unknown-company': (p) =>
    p.detail.variant === 'rejected'
      ? {
          message: `la société ${quoted(p.value)} est elle-même rejetée${otherLine(p)}`,
          hint: 'corrigez aussi cette ligne',
        }
      : { message: `il n'y a pas de société ${quoted(p.value)}`, hint: suggest(p) },
  'unknown-contact': (p) => ({
    message: `il n'y a pas de contact ${quoted(p.value)}${p.detail.names === undefined ? '' : ` chez ${list(p.detail.names)}`}`,
    hint: suggest(p),
  }),
  'unknown-universe': (p) => ({ message: `${quoted(p.value)} n'est pas un univers`, hint: suggest(p) }),
  'unknown-category': (p) => ({ message: `${quoted(p.value)} n'est pas une catégorie`, hint: suggest(p) }),
  'unknown-channel': (p) => ({ message: `${quoted(p.value)} n'est pas un canal`, hint: suggest(p) }),
  'unknown-event': (p) => ({
    message: `${quoted(p.value)} n'est pas un événement`,
    hint: p.detail.suggestion && suggest(p),
  }),
  'universe-not-held': (p) =>
    p.detail.variant === 'stranded'
      ? {
          message: `resteraient sans aucun univers : ${list(p.detail.names)}`,
          hint: 'donnez-leur-en un autre dans le même import ou la même commande',
        }
      : {
          message: `l'univers ${list(p.detail.names) || quoted(p.value)} n'est pas détenu`,
          hint: p.detail.expected && `détenus : ${list(p.detail.expected)}`,
        },
  'no-portal-access': () => ({
    message: "le contact n'a pas accès au portail : rien ne peut y apparaître pour lui",
    hint: "donnez-lui d'abord accès, ou laissez l'interface telle quelle",
  }),
  'admin-without-access': () => ({
    message: 'un administrateur a toujours accès au portail',
    hint: 'donnez-lui accès, ou faites-en un utilisateur',
  }),
  'not-a-partner': (p) => {
    if (p.detail.variant === 'clients') {
      return {
        message: `elle gère ${list(p.detail.names)} dans un univers qui serait retiré`,
        hint: "donnez-leur d'abord un autre partenaire",
      };
    }
    if (p.detail.variant === 'universe') {
      return {
        message: `${list(p.detail.names)} n'est pas partenaire dans ${quoted(p.value)}`,
        hint: p.detail.expected && `elle l'est dans ${list(p.detail.expected)}`,
      };
    }
    return {
      message: `${list(p.detail.names) || quoted(p.value)} n'a pas d'univers de partenaire`,
      hint: 'un partenaire détient ambassador ou operator',
    };
  },
  'partner-circle': (p) => ({ message: `une société se gérerait elle-même : ${(p.detail.names ?? []).join(' → ')}` }),
  'duplicate-contact': (p) => ({
    message: `${quoted(p.value)} appartiendrait à plusieurs contacts : ${list(p.detail.names)}`,
    hint: 'cette valeur doit être unique dans la société',
  }),
  'probable-duplicate': (p) => ({
    message: `${quoted(p.value)} est nouveau, et presque identique à ${list(p.detail.names)}`,
    hint: "les tableurs suppriment les zéros de tête ; si c'est une autre société, ajoutez --allow-duplicate",
  }),
  'contradictory-rows': (p) => ({
    message: `${quoted(p.value)} ici, mais ${quoted(p.detail.other?.value ?? null)}${otherLine(p)}`,
    hint: "n'en gardez qu'une",
  }),
  'foreign-revision': (p) => ({
    message: `${quoted(p.value)} n'est pas une révision de cette base`,
    hint: "pour ignorer la colonne et comparer le fichier à l'état actuel, ajoutez --two-way",
  }),
  'not-csv': ({ detail: { variant = '' } }) => {
    const [what, ...todo] = NOT_CSV[variant] ?? [];
    if (what !== undefined)
      return { message: `c'est ${what}, pas un fichier CSV`, hint: [...todo, SAVE_AS].join(' ; ') };
    switch (variant) {
      case 'empty':
        return { message: 'le fichier est vide', hint: 'il faut au moins un en-tête' };
      case 'header-alone':
        return { message: 'le fichier a un en-tête et aucune ligne', hint: 'est-il complet ?' };
      case 'too-long':
        return { message: 'cette ligne dépasse la longueur permise' };
      default:
        return {
          message: "ce n'est pas un fichier texte",
          hint: "si c'est du texte UTF-16, ajoutez --encoding utf-16le",
        };
    }
  },
};

function missingHint({ column, detail }: Problem): string | undefined {
  if (detail.variant === 'no-header') {
    return "l'en-tête est-il sur la première ligne ? --skip-rows N saute les lignes au-dessus";
  }
  return column === 'company' || column === 'universe' ? `--${column} donne la même valeur à chaque ligne` : undefined;
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
      header === null ? '' : ` ${quote(header)}`,
    ].join(''),
  separator: ' : ',
  hintSeparator: ' ; ',
};
