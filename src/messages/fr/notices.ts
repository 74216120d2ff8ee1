import type { notices as en } from '../en/notices.js';
import type { FileKind } from '../../domain/file-kinds.js';
import { minuteOf, type Delimiter } from '../text.js';
import { counted, number, quote } from './text.js';
const DELIMITERS: Readonly<Record<Delimiter, string>> = {
  ',': 'virgule',
  ';': 'point-virgule',
  '\t': 'tabulation',
  '|': 'barre verticale',
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
  unusedConstant: (p) => `${p.file} contient cette colonne : ${p.flag} est sans effet.`,
  emptyCells: (p) =>
    `${p.file} : ${counted(p.cells, 'cellule vide laisse', 'cellules vides laissent')} la valeur actuelle inchangée. ${
      p.marksOnly
        ? 'Le fichier ne contient que des croix et des cellules vides : si une cellule vide signifie non, ajoutez --empty off.'
        : 'Si une cellule vide signifie non, ajoutez --empty off.'
    }`,
  differsFromDirectory: (p) =>
    `${p.file} : ${counted(p.rows, 'ligne diffère', 'lignes diffèrent')} de l'annuaire par le nom, le rôle ou l'accès (${p.first}). Un fichier d'abonnements ne les modifie pas.`,
  waiting: ({ seconds }: { readonly seconds: number }) =>
    `Un autre utilisateur écrit dans la base : attente de ${seconds} s au plus.`,
  atNothing: "État avant la première modification : rien n'était encore enregistré.",
  at: (p) => `État après la modification n° ${p.number} (${minuteOf(p.at)} UTC).`,
  with: (files) => `État tel qu'il serait après l'import de ${files.join(', ')}. Rien n'est écrit.`,
  severalThatDay: (p) =>
    `Le ${p.day}, il y a eu les modifications n° ${p.first} à ${p.last} : voici l'état après la dernière. Pour l'état d'avant, utilisez --at ${p.before}.`,
  noProfile: (p) =>
    p.exists
      ? `${p.file} ne contient aucun profil.`
      : `Il n'y a pas de profil. Les profils se définissent dans ${p.file}.`,
  noneChosen: (p) => `Aucun n'est choisi : la base est ${p.database} (${p.by ?? 'par défaut'}).`,
  planSaved: (file, command) => `Plan enregistré dans ${file}. Pour l'appliquer : ${command}`,
  dryRun: "Essai à blanc : rien n'a été modifié.",
  keptConflicts: (conflicts) =>
    conflicts === 1
      ? 'Un conflit garde sa valeur actuelle :'
      : `${number(conflicts)} conflits gardent leur valeur actuelle :`,
  mailboxesKept: (p) =>
    `${counted(p.mailboxes, 'boîte garde', 'boîtes gardent')} l'adresse ${p.address} : voir abo address show ${p.address}.`,
  created: (p) => `Base ${p.name} créée (${p.identity}).`,
  existed: (p) => `La base ${p.name} est déjà initialisée (${p.identity}) : rien à faire.`,
  migrated: (names) =>
    names.length === 0 ? 'Le schéma est à jour : rien à faire.' : `Migrations effectuées : ${names.join(', ')}.`,
  backedUp: (p) => `Base ${p.name} sauvegardée dans ${p.file} (${p.size}).`,
  copied: (p) =>
    `${counted(p.rows, 'ligne copiée', 'lignes copiées')} dans ${p.name} (${p.identity}) ; la copie a été vérifiée.`,
  wouldCopy: (p) =>
    `${counted(p.rows, 'ligne serait copiée', 'lignes seraient copiées')} dans ${p.name}, qui est vide. Rien n'a été écrit.`,
  events: (p) =>
    `${counted(p.events, 'événement')}, ${counted(p.deliveries, 'notification')} ; ${counted(p.unreached, "événement n'atteint", "événements n'atteignent")} personne${
      p.skipped > 0 ? ` ; ${counted(p.skipped, 'ligne ignorée', 'lignes ignorées')}` : ''
    }. C'est ce que prévoit la configuration : rien n'a été envoyé.`,
  moreProblems: (more) => `… et ${counted(more, 'autre erreur', 'autres erreurs')}.`,
  writtenNotShown: (changeSet) =>
    `La modification n° ${changeSet} a été appliquée, mais la réponse n'a pas pu être écrite : voir abo history show ${changeSet}.`,
  leftOut: (p) =>
    `Lignes ignorées : ${number(p.rows)}, avec ${counted(p.errors, 'erreur')}. Le plan porte sur les autres.`,
  rejects: (p) =>
    p.rows === 0
      ? `${p.file} : aucune ligne n'est rejetée.`
      : `${p.file} : ${counted(p.rows, 'ligne rejetée', 'lignes rejetées')}. Corrigez ce fichier, puis importez-le.`,
  noRejects: (p) => `${p.file} n'est pas écrit : corrigez d'abord le fichier lu lui-même.`,
  rejected: (p) => `Rejeté : ${counted(p.errors, 'erreur')}${p.changes ? ", rien n'a été écrit" : ''}.`,
};
