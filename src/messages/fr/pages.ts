import type { pages as en } from '../en/pages.js';

const count = (n: number, one: string, many: string): string => `${n} ${n < 2 ? one : many}`;

const by = (p: { number: number; at: string; actor: string | null } | null): string =>
  p === null ? '' : ` (${p.actor === null ? '' : `${p.actor}, `}${p.at} UTC, modification n° ${p.number})`;

export const pages: typeof en = {
  contacts: (n) => count(n, 'contact', 'contacts'),
  line: (label, value) => `${label} : ${value}`,
  mailboxes: 'Boîtes génériques',
  clients: (n) => count(n, 'client', 'clients'),
  receives: (n) => `Reçoit (${n})`,
  receivesNothing: 'Ne reçoit rien.',
  because: 'Parce que',
  more: (n) => `… et ${n} autres`,
  findingKind: { company: 'société', contact: 'contact', mailbox: 'boîte' },
  column: { what: 'Quoi', address: 'Adresse' },
  conflict: {
    none: 'rien',
    there: 'présent',
    gone: 'disparu',
    back: (p) => `${p.what} : était ${p.expected}, reviendrait à ${p.wanted}, est maintenant ${p.now}${by(p.by)}`,
    blocked: (p) =>
      `${p.what} : ${p.wanted === null ? 'serait supprimé' : `reviendrait à ${p.wanted}`}, mais ${p.cause} est maintenant ${p.now}${by(p.by)}`,
    removed: (p) => `${p.what} : demandé ${p.wanted}, mais ${p.cause} a été supprimé${by(p.by)}`,
    line: (p) => `${p.what} : était ${p.expected}, demandé ${p.wanted}, est maintenant ${p.now}${by(p.by)}`,
  },
  status: {
    database: 'Base',
    engine: 'Moteur',
    identity: 'Identité',
    schema: 'Schéma',
    size: 'Taille',
    holds: 'Contient',
    last: 'Dernière modification',
    none: 'aucune',
    journal: 'Journal',
    unprotected: (missing) =>
      `modifiable sans abo : il y manque ${missing.join(', ')} (restaurez une sauvegarde qui les contient, ou faites un db copy)`,
    state: {
      absent: "il n'y en a pas : abo db init la crée",
      'not-initialised': 'non initialisée : abo db init le fait',
      foreign: "c'est la base d'un autre programme",
      behind: 'en retard : abo db migrate la met à jour',
      current: 'à jour',
      newer: 'plus récente que cet abo : installez un abo plus récent',
    },
    counts: (companies, contacts) =>
      `${count(companies, 'société', 'sociétés')}, ${count(contacts, 'contact', 'contacts')}`,
    changeSet: (p) => `${p.number}, ${p.at}, ${p.actor ?? '–'} : ${p.command}`,
  },
  copy: { table: 'Table', rows: 'Lignes', checksum: 'SHA-256' },
  explain: {
    kind: {
      reason: { one: 'raison', all: "Raisons : pourquoi quelqu'un est notifié ou non" },
      refusal: { one: 'refus', all: 'Refus : qui peut quoi' },
      rule: { one: "règle d'audit", all: 'Règles : ce que trouve un audit' },
      problem: { one: "problème d'une entrée", all: 'Problèmes : ce qui ne va pas dans une entrée' },
      error: { one: 'erreur', all: "Erreurs : pourquoi une commande n'a pas été faite" },
    },
    exit: (code) => `code de sortie ${code}`,
    severity: (severity) => `gravité ${severity}`,
  },
  settings: {
    head: { setting: 'Réglage', value: 'Valeur', source: "D'où" },
    name: {
      database: 'base',
      profile: 'profil',
      read_only: 'lecture seule',
      protected: 'protégé',
      password: 'mot de passe',
      as: 'contact qui agit',
      staff: 'support',
      language: 'langue',
      color: 'couleur',
      prompts: 'questions',
      user_file: 'vos réglages',
      project_file: 'fichier du projet',
      audit: "réglages d'audit",
    },
    yesNo: { yes: 'oui', no: 'non' },
    inUrl: "dans l'URL",
    source: {
      flag: (from) => from,
      environment: (from) => from,
      profile: (from) => `profil ${from}`,
      project: (from) => (from === '' ? 'ce dossier ou au-dessus' : 'fichier du projet'),
      user: () => 'vos réglages',
      system: (from) => (from === '' ? 'le système' : from),
      default: () => 'par défaut',
    },
  },
  profiles: {
    profile: 'Profil',
    database: 'Base',
    changes: 'Modifications',
    password: 'Mot de passe',
    chosenBy: 'Choisi par',
    refused: 'refusées',
    confirmed: 'à confirmer',
    free: 'libres',
    passwordFrom: { url: 'URL', password_command: 'commande', password_file: 'fichier' },
  },
  welcome: {
    what: 'abo : qui est notifié de quoi, dans le portail',
    database: (p) => `Base : ${p.name}  (${p.source})`,
    source: {
      flag: '--db ou --profile',
      environment: "d'après l'environnement",
      project: 'le profil du projet',
      user: 'votre profil',
      default: 'par défaut',
    },
    missing: "Elle n'existe pas encore.",
    next: 'À essayer :',
    firstSteps: [
      ['abo demo', 'une visite, sur une base jetable'],
      ['abo db init', 'créer la base'],
      ['abo onboard DOSSIER', "importer les fichiers d'un client"],
    ],
    nextSteps: [
      ['abo find TEXTE', 'chercher une société, un contact, une adresse'],
      ['abo subscription list --company CODE', 'qui est abonné à quoi'],
      ['abo simulate ÉVÉNEMENT --company CODE', 'qui serait notifié, et pourquoi'],
    ],
    help: 'abo --help donne tout.',
  },
};
