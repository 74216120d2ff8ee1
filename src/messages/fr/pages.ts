import type { pages as en } from '../en/pages.js';
import { counted } from './text.js';

const by = (p: { number: number; at: string; actor: string | null } | null): string =>
  p === null ? '' : ` (${p.actor === null ? '' : `${p.actor}, `}${p.at} UTC, modification n° ${p.number})`;

export const pages: typeof en = {
  contacts: (n) => counted(n, 'contact'),
  line: (label, value) => `${label} : ${value}`,
  mailboxes: 'Boîtes génériques',
  clients: (n) => counted(n, 'client'),
  receives: (n) => `Reçoit (${n})`,
  receivesNothing: 'Ne reçoit rien.',
  because: 'Parce que',
  column: { what: 'Quoi', address: 'Adresse' },
  conflict: {
    none: 'rien',
    exists: 'présent',
    removed: 'supprimé',
    undo: (p) =>
      `${p.what} : valait ${p.expected}, l'annulation rétablirait ${p.wanted}, vaut maintenant ${p.now}${by(p.by)}`,
    undoBlocked: (p) =>
      `${p.what} : l'annulation ${p.wanted === null ? 'le supprimerait' : `rétablirait ${p.wanted}`}, mais ${p.cause} est maintenant ${p.now}${by(p.by)}`,
    importBlocked: (p) => `${p.what} : demandé ${p.wanted}, mais ${p.cause} a été supprimé${by(p.by)}`,
    import: (p) => `${p.what} : valait ${p.expected}, demandé ${p.wanted}, vaut maintenant ${p.now}${by(p.by)}`,
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
      `non protégé contre les changements faits hors d'abo : il manque ${missing.join(', ')} (restaurez une sauvegarde qui les contient, ou faites un db copy)`,
    state: {
      absent: "n'existe pas : créez-la avec abo db init",
      'not-initialised': 'non initialisée : lancez abo db init',
      foreign: 'appartient à un autre programme',
      behind: 'pas à jour : lancez abo db migrate',
      current: 'à jour',
      newer: 'plus récente que cette version : mettez abo à jour',
    },
    counts: (companies, contacts) => `${counted(companies, 'société')}, ${counted(contacts, 'contact')}`,
    changeSet: (p) => `${p.number}, ${p.at}, ${p.actor ?? '–'} : ${p.command}`,
  },
  copy: { table: 'Table', rows: 'Lignes', checksum: 'SHA-256' },
  explain: {
    kind: {
      reason: { one: 'raison', all: 'Raisons : pourquoi un contact ou une boîte est notifié ou non' },
      refusal: { one: 'refus', all: 'Refus : qui a le droit de faire quoi' },
      rule: { one: "règle d'audit", all: 'Règles : ce que trouve un audit' },
      problem: {
        one: 'problème de fichier ou de saisie',
        all: 'Problèmes : ce qui ne va pas dans un fichier ou une saisie',
      },
      error: { one: 'erreur', all: 'Erreurs : pourquoi une commande a échoué' },
    },
    exit: (code) => `code de sortie ${code}`,
    severity: (severity) => `gravité ${severity}`,
  },
  settings: {
    head: { setting: 'Réglage', value: 'Valeur', source: 'Origine' },
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
      prompts: 'confirmations',
      user_file: 'vos réglages',
      project_file: 'fichier du projet',
      audit: "réglages d'audit",
    },
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
    free: 'autorisées',
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
      ['abo demo', 'faire la visite guidée, sur une base temporaire'],
      ['abo db init', 'créer la base'],
      ['abo onboard DOSSIER', "importer les fichiers d'un client"],
    ],
    nextSteps: [
      ['abo find TEXTE', 'chercher une société, un contact ou une adresse'],
      ['abo subscription list --company CODE', 'voir qui est abonné à quoi'],
      ['abo simulate ÉVÉNEMENT --company CODE', 'voir qui serait notifié, et pourquoi'],
    ],
    help: 'Pour la liste des commandes, lancez abo --help.',
  },
};
