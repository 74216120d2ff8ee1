import type { notices as en } from '../en/notices.js';
import type { FileKind } from '../../domain/file-kinds.js';
import type { Delimiter } from '../notices.js';
import { minuteOf } from '../text.js';

const quote = (text: string): string => `« ${text} »`;
const n = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

const DELIMITERS: Readonly<Record<Delimiter, string>> = {
  ',': 'virgule',
  ';': 'point-virgule',
  '\t': 'tabulation',
  '|': 'barre',
};
const KINDS: Readonly<Record<FileKind, string>> = {
  companies: 'sociétés',
  contacts: 'contacts',
  mailboxes: 'boîtes',
  subscriptions: 'abonnements',
  events: 'événements',
  expectations: 'attentes',
};

export const notices: typeof en = {
  standardInput: 'entrée standard',
  aFilter: 'un filtre',
  confirm: 'Appliquer ce plan ?',
  confirmName: (profile) => `Cette base est protégée. Tapez ${profile} pour appliquer le plan :`,
  confirmDatabase: (profile) => `Cette base est protégée. Tapez ${profile} pour continuer :`,
  nothing: 'Rien à montrer.',
  noMatch: (patterns) => `Rien ne correspond à ${patterns.map(quote).join(', ')}.`,
  reading: (p) =>
    `${p.file} : ${KINDS[p.kind]}${p.layout === null ? '' : ` (${p.layout})`}, ${p.encoding}, ${DELIMITERS[p.delimiter]}`,
  unusedConstant: (p) => `${p.file} a lui-même cette colonne : ${p.flag} est sans effet.`,
  emptyCells: (p) =>
    `${p.file} : ${n(p.cells, 'cellule vide laissée', 'cellules vides laissées')} en l'état, là où quelque chose est réglé. ${
      p.marksOnly
        ? 'Le fichier ne contient que des croix et des blancs : si un blanc veut dire non, ajoutez --empty off.'
        : "Pour qu'une cellule vide veuille dire non, ajoutez --empty off."
    }`,
  saidOtherwise: (p) =>
    `${p.file} : ${n(p.rows, 'ligne donne', 'lignes donnent')} un nom, un rôle ou un accès autre que celui de l'annuaire (${p.first}) ; un fichier d'abonnements n'y change rien.`,
  waiting: "Quelqu'un d'autre écrit dans la base : on l'attend, 45 s au plus.",
  atNothing: "L'état d'avant la première modification : il n'y avait encore rien.",
  at: (p) => `L'état d'après la modification n° ${p.number}, du ${minuteOf(p.at)} UTC.`,
  with: (files) =>
    `Comme si ${files.join(', ')} ${files.length === 1 ? 'était importé' : 'étaient importés'} : rien n'est écrit.`,
  heldSeveral: (p) =>
    `Le ${p.day} a connu les modifications n° ${p.first} à ${p.last} : voici l'état d'après la dernière. Avant elles : --at ${p.before}.`,
  noProfile: (p) =>
    p.exists ? `${p.file} ne contient aucun profil.` : `Il n'y a pas de profil : les profils sont dans ${p.file}.`,
  noneChosen: (p) => `Aucun n'est choisi : la base est ${p.database} (${p.by ?? 'par défaut'}).`,
  planSaved: (file, command) => `Le plan est enregistré dans ${file}. Pour l'appliquer : ${command}`,
  dryRun: "Essai à blanc : rien n'a été modifié.",
  leftAsTheyAre: (conflicts) =>
    conflicts === 1 ? "Un conflit est laissé en l'état :" : `${conflicts} conflits sont laissés en l'état :`,
  mailboxesKept: (p) =>
    `${n(p.mailboxes, 'boîte garde', 'boîtes gardent')} l'adresse ${p.address} : voir abo address show ${p.address}.`,
  created: (p) => `Base ${p.name} créée (${p.identity}).`,
  existed: (p) => `${p.name} est déjà initialisée (${p.identity}) : rien à faire.`,
  migrated: (names) =>
    names.length === 0 ? 'Le schéma est à jour : rien à faire.' : `Migrations faites : ${names.join(', ')}.`,
  backedUp: (p) => `Base ${p.name} sauvegardée dans ${p.file} (${p.size}).`,
  copied: (p) =>
    `${n(p.rows, 'ligne copiée', 'lignes copiées')} dans ${p.name} (${p.identity}), puis relues et comparées.`,
  wouldCopy: (p) =>
    `${n(p.rows, 'ligne serait copiée', 'lignes seraient copiées')} dans ${p.name}, qui est vide. Rien n'a été écrit.`,
  events: (p) =>
    `${n(p.events, 'événement', 'événements')}, ${n(p.deliveries, 'notification', 'notifications')} ; ${n(p.unreached, 'événement ne touche', 'événements ne touchent')} personne${
      p.skipped > 0 ? ` ; ${n(p.skipped, 'ligne passée', 'lignes passées')}` : ''
    }. C'est ce que dit la configuration : rien n'a été envoyé.`,
  moreProblems: (more) => `… et ${n(more, 'autre erreur', 'autres erreurs')}.`,
  writtenNotShown: (changeSet) =>
    `La modification n° ${changeSet} est enregistrée, mais la réponse n'a pas pu être écrite : voyez abo history show ${changeSet}.`,
  leftOut: (p) =>
    `Laissé de côté : ${n(p.rows, 'ligne', 'lignes')}, ${n(p.errors, 'erreur', 'erreurs')}. Le reste suit.`,
  rejects: (p) =>
    p.rows === 0
      ? `${p.file} : aucune ligne n'est rejetée.`
      : `${p.file} : ${n(p.rows, 'ligne rejetée', 'lignes rejetées')}, à corriger et à importer.`,
  noRejects: (p) => `${p.file} n'est pas écrit : c'est le fichier lu qu'il faut d'abord corriger.`,
  rejected: (p) => `Rejeté : ${n(p.errors, 'erreur', 'erreurs')}${p.changes ? ", rien n'a été écrit" : ''}.`,
};
