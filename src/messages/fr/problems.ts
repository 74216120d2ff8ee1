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
  'bad-encoding': (p) => [
    `le fichier n'est pas en ${list(p.detail.names)} valide ici`,
    'indiquez son encodage avec --encoding, ou enregistrez-le en « CSV UTF-8 »',
  ],
  'bad-quote': (p) =>
    p.detail.variant === 'unclosed'
      ? [
          "un guillemet s'ouvre ici et ne se ferme jamais : la lecture s'est arrêtée",
          'fermez-le ; dans une cellule entre guillemets, doublez chaque guillemet',
        ]
      : [
          "un guillemet est mal placé : la lecture s'est arrêtée",
          "mettez toute la cellule entre guillemets, et doublez chaque guillemet à l'intérieur",
        ],
  'ragged-row': (p) =>
    p.detail.variant === 'short'
      ? [
          `la ligne s'arrête après ${(p.detail.names ?? []).join(' cellule(s) sur ')}, avant une cellule obligatoire`,
          'est-elle tronquée, ou utilise-t-elle un autre séparateur ?',
        ]
      : [
          `${quoted(p.value)} est au-delà de la dernière colonne`,
          'mettez entre guillemets une cellule qui contient le séparateur',
        ],
  'unknown-column': (p) => {
    if (p.detail.variant === 'another-kind') {
      const [found = '', wanted] = p.detail.names ?? [];
      const reader = readerOf(found);
      return [
        `cela ressemble à un fichier ${kinds[found] ?? found}${wanted === undefined ? '' : `, et non ${kinds[wanted] ?? wanted}`}`,
        reader && `utilisez ${reader}`,
      ];
    }
    if (p.detail.variant === 'empty') return ["la colonne n'a pas d'en-tête", 'nommez-la, ou retirez-la'];
    return [`${quoted(p.value)} n'est pas une colonne de ce type de fichier`, suggest(p)];
  },
  'missing-column': (p) =>
    p.detail.variant === 'no-value-column'
      ? ['aucune colonne ne contient de valeurs', `ajoutez-en au moins une : ${list(p.detail.expected)}`]
      : [`il manque la colonne ${quote(p.column ?? '')}`, missingHint(p)],
  'duplicate-column': (p) => [
    `${quoted(p.value)} est la même colonne que ${p.detail.names?.[0] ?? ''} ${quoted(p.detail.names?.[1] ?? '')}`,
    "n'en gardez qu'une",
  ],
  'missing-value': (p) => {
    if (p.detail.variant === 'new') return [`il faut ${field(p.column)} pour un nouvel élément`];
    if (p.detail.variant === 'link') return ['un univers du partenaire ne va pas sans partenaire'];
    if (p.column === 'partner_universe' && p.detail.expected !== undefined) {
      return [
        `${list(p.detail.names)} a plusieurs univers de partenaire`,
        `choisissez-en un : ${list(p.detail.expected)}`,
      ];
    }
    return ['la cellule ne doit pas être vide'];
  },
  'bad-value': (p) => {
    if (p.detail.variant === 'revision') {
      return [
        `${quoted(p.value)} n'est pas une révision`,
        "laissez la colonne telle qu'elle a été exportée, ou retirez-la",
      ];
    }
    if (p.detail.variant === 'code' && p.value === '') return ['un code ne peut pas être vide'];
    if (p.detail.variant === 'code') {
      return [
        `${quoted(p.value)} ne peut pas être un code : il serait interprété autrement`,
        'choisissez-en un sans virgule ni joker, autre que « - », « none » ou « aucun »',
      ];
    }
    if (p.detail.variant === 'long-code') {
      return [`${quoted(p.value)} est trop long pour un code`, `${MAX_CODE_LENGTH} caractères au plus`];
    }
    if (p.detail.variant === 'everybody') {
      return ["« * » signifie aucun destinataire, et n'est valide qu'avec « no »", 'indiquez le destinataire'];
    }
    return [`${quoted(p.value)} n'est pas une valeur valide ici`, suggest(p)];
  },
  'bad-email': (p) => [`${quoted(p.value)} n'est pas une adresse e-mail`],
  'unknown-company': (p) =>
    p.detail.variant === 'rejected'
      ? [`la société ${quoted(p.value)} est elle-même rejetée${otherLine(p)}`, 'corrigez aussi cette ligne']
      : [`il n'y a pas de société ${quoted(p.value)}`, suggest(p)],
  'unknown-contact': (p) => [
    `il n'y a pas de contact ${quoted(p.value)}${p.detail.names === undefined ? '' : ` chez ${list(p.detail.names)}`}`,
    suggest(p),
  ],
  'unknown-universe': (p) => [`${quoted(p.value)} n'est pas un univers`, suggest(p)],
  'unknown-category': (p) => [`${quoted(p.value)} n'est pas une catégorie`, suggest(p)],
  'unknown-channel': (p) => [`${quoted(p.value)} n'est pas un canal`, suggest(p)],
  'unknown-event': (p) => [`${quoted(p.value)} n'est pas un événement`, p.detail.suggestion && suggest(p)],
  'universe-not-held': (p) =>
    p.detail.variant === 'stranded'
      ? [
          `resteraient sans aucun univers : ${list(p.detail.names)}`,
          'donnez-leur-en un autre dans le même import ou la même commande',
        ]
      : [
          `l'univers ${list(p.detail.names) || quoted(p.value)} n'est pas détenu`,
          p.detail.expected && `détenus : ${list(p.detail.expected)}`,
        ],
  'no-portal-access': () => [
    "le contact n'a pas accès au portail : rien ne peut y apparaître pour lui",
    "donnez-lui d'abord accès, ou laissez l'interface telle quelle",
  ],
  'admin-without-access': () => ['un administrateur a toujours accès au portail', 'donnez-lui accès, ou le rôle user'],
  'not-a-partner': (p) => {
    if (p.detail.variant === 'clients') {
      return [
        `elle gère ${list(p.detail.names)} dans un univers qui serait retiré`,
        "donnez-leur d'abord un autre partenaire",
      ];
    }
    if (p.detail.variant === 'universe') {
      return [
        `${list(p.detail.names)} n'est pas partenaire dans ${quoted(p.value)}`,
        p.detail.expected && `elle l'est dans ${list(p.detail.expected)}`,
      ];
    }
    return [
      `${list(p.detail.names) || quoted(p.value)} n'a pas d'univers de partenaire`,
      'un partenaire détient ambassador ou operator',
    ];
  },
  'partner-circle': (p) => [`une société se gérerait elle-même : ${(p.detail.names ?? []).join(' → ')}`],
  'duplicate-contact': (p) => [
    `${quoted(p.value)} appartiendrait à plusieurs contacts : ${list(p.detail.names)}`,
    'cette valeur doit être unique dans la société',
  ],
  'probable-duplicate': (p) => [
    `${quoted(p.value)} est nouveau, et presque identique à ${list(p.detail.names)}`,
    "les tableurs suppriment les zéros de tête ; si c'est une autre société, ajoutez --allow-duplicate",
  ],
  'contradictory-rows': (p) => [
    `${quoted(p.value)} ici, mais ${quoted(p.detail.other?.value ?? null)}${otherLine(p)}`,
    "n'en gardez qu'une",
  ],
  'foreign-revision': (p) => [
    `${quoted(p.value)} n'est pas une révision de cette base`,
    "pour ignorer la colonne et comparer le fichier à l'état actuel, ajoutez --two-way",
  ],
  'not-csv': ({ detail: { variant = '' } }) => {
    const [what, ...todo] = NOT_CSV[variant] ?? [];
    if (what !== undefined) return [`c'est ${what}, pas un fichier CSV`, [...todo, SAVE_AS].join(' ; ')];
    switch (variant) {
      case 'empty':
        return ['le fichier est vide', 'il faut au moins un en-tête'];
      case 'header-alone':
        return ['le fichier a un en-tête et aucune ligne', 'est-il complet ?'];
      case 'too-long':
        return ['cette ligne dépasse la longueur permise'];
      default:
        return ["ce n'est pas un fichier texte", "si c'est du texte UTF-16, ajoutez --encoding utf-16le"];
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
