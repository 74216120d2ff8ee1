import type { database as en } from '../en/database.js';
import { reason } from './reasons.js';
import { quote } from './text.js';

type DatabaseParams<C extends keyof typeof en> = Parameters<(typeof en)[C]>[0];

const stopped = (p: DatabaseParams<'schema-unfinished'>): string =>
  p.why === 'connection-lost' ? `La connexion à ${p.name} a été perdue` : `Il n'y a plus de place pour ${p.name}`;
const toContinue = (p: DatabaseParams<'schema-unfinished'>): string =>
  `${p.why === 'connection-lost' ? 'Quand le serveur sera de nouveau joignable' : 'Après avoir libéré de la place'}, relancez la même commande : elle reprend là où celle-ci s'est arrêtée.`;

const WRONG: Readonly<Record<DatabaseParams<'bad-database-url'>['wrong'], (url: string) => string>> = {
  database: (url) => `Il manque le nom de la base dans l'URL ${quote(url)}.`,
  host: (url) => `Il manque l'hôte dans l'URL ${quote(url)}.`,
  port: (url) => `Dans ${quote(url)}, le port n'est pas un nombre de 1 à 65535.`,
  path: (url) => `Dans ${quote(url)}, le nom de la base contient un / ou est suivi d'un /.`,
  escape: (url) =>
    `Dans ${quote(url)}, un caractère d'un nom ou du mot de passe n'est pas échappé, ou un % ne fait pas partie d'un échappement.`,
};

const unavailable = ({ key, why }: DatabaseParams<'password-unavailable'>): string => {
  if (why === 'empty') return key === 'password_command' ? "la commande n'a rien affiché" : 'le fichier est vide';
  if ('file' in why) return `impossible de lire ${quote(why.file)} : ${reason(why.code, why.said)}`;
  return 'said' in why ? why.said : `la commande n'a pas terminé en ${why.seconds} s`;
};

const SERVERS = { postgres: 'PostgreSQL', mysql: 'MySQL ou MariaDB' } as const;
const FOUND = { ...SERVERS, http: 'un serveur web', other: null } as const;

export const database: typeof en = {
  'unsupported-engine': (p) => [
    `abo ne prend pas en charge les bases ${quote(`${p.engine}:`)}.`,
    "Indiquez le chemin d'un fichier SQLite, ou une URL qui commence par sqlite:, postgres: ou mysql:.",
  ],
  'bad-database-url': (p) => [
    WRONG[p.wrong](p.url),
    'Écrivez sqlite:CHEMIN (ou le chemin seul), postgres://COMPTE@HÔTE:PORT/BASE ou mysql://COMPTE@HÔTE:PORT/BASE. Dans un nom ou un mot de passe, écrivez @ sous la forme %40, : %3A, / %2F, # %23, ? %3F et % %25.',
  ],
  'bad-database-parameter': (p) => [
    `Paramètre ou valeur inconnus dans l'URL de la base : ${quote(p.parameter)}.`,
    `Paramètres : ${p.known.join(', ')}.`,
  ],
  'tls-certificate-unreadable': (p) => [
    `Impossible de lire les certificats de ${p.file}.`,
    'sslrootcert doit désigner un fichier de certificats PEM. Vérifiez son chemin et ses droits.',
  ],
  'password-unavailable': (p) => [
    `Le ${p.key} du profil ${p.profile} n'a donné aucun mot de passe : ${unavailable(p)}.`,
    'Corrigez-le dans config.yaml. Pour savoir où se trouve ce fichier, lancez abo config.',
  ],
  'server-unknown': (p) => [
    `La base ${p.name} est injoignable : hôte ${p.host} inconnu.`,
    "Vérifiez l'hôte dans l'URL, et que cette machine est sur le bon réseau.",
  ],
  'server-unreachable': (p) => [
    `La base ${p.name} est injoignable : ${reason(p.reason, p.reason)}.`,
    "Vérifiez l'hôte et le port dans l'URL, que le serveur est démarré, et le réseau entre les deux.",
  ],
  'other-server': (p) => [
    `Le serveur ${p.name} n'est pas ${SERVERS[p.expected]}${FOUND[p.found] === null ? '' : ` mais ${FOUND[p.found]}`}.`,
    "Vérifiez l'hôte et le port dans l'URL, et si elle doit commencer par postgres: ou mysql:.",
  ],
  'wrong-credentials': (p) => [
    `Le serveur de ${p.name} a refusé le compte ou le mot de passe : ${p.detail}.`,
    `Vérifiez le compte dans l'URL, et son mot de passe : password_command ou password_file du profil, ou ${p.variable}.`,
  ],
  'password-missing': (p) => [
    `Le serveur de ${p.name} demande un mot de passe, et aucun n'est configuré.`,
    'Donnez au profil un password_command ou un password_file, ou indiquez un fichier de mots de passe dans PGPASSFILE.',
  ],
  'password-file-exposed': (p) => [
    `Le fichier de mots de passe ${p.file} n'est pas utilisé, car d'autres utilisateurs peuvent le lire.`,
    `Réservez-le à votre compte : chmod 600 ${p.file}`,
  ],
  'server-lacks-database': (p) => [
    `Le serveur n'a pas de base ${p.name}.`,
    `Demandez à son administrateur de la créer (${p.command}). Ensuite, abo db init ou db copy y crée les tables.`,
  ],
  'missing-rights': (p) => [
    `Le compte n'a pas le droit de faire cela dans ${p.name} : ${p.detail}.`,
    "L'accès en lecture suffit pour lister, exporter, simuler et auditer. Pour plus, demandez à l'administrateur de la base.",
  ],
  'definer-missing': (p) => [
    `Le serveur de ${p.name} n'a pas le compte auquel appartiennent les déclencheurs du journal : ${p.detail}. Rien n'a été écrit.`,
    'Demandez à son administrateur de créer ce compte avec les droits indiqués dans docs/servers.md, ou faites un db copy, dont les déclencheurs vous appartiennent.',
  ],
  'database-encoding': (p) => [
    `La base ${p.name} est en ${p.encoding}, un encodage qui ne permet pas d'enregistrer tous les noms. abo a besoin d'UTF8.`,
    "Demandez à son administrateur d'en créer une autre : createdb --encoding=UTF8 --template=template0 NOM",
  ],
  'server-too-old': (p) => [
    `Le serveur de ${p.name} est trop ancien : ${p.server} ${p.version}.`,
    `abo a besoin de ${p.server} ${p.minimum} ou plus récent.`,
  ],
  'tls-failed': (p) => [
    `La connexion à ${p.name} ne peut pas être chiffrée comme demandé : ${p.detail}.`,
    "Vérifiez sslmode et sslrootcert dans l'URL.",
  ],
  'connection-lost': (p) => [
    `La connexion à ${p.name} a été perdue. Rien n'a été écrit.`,
    'Relancez quand le serveur sera de nouveau joignable.',
  ],
  'commit-unknown': (p) => [
    `La connexion à ${p.name} a été perdue pendant la validation, et le serveur ne répond plus : les changements ont été écrits en entier, ou pas du tout.`,
    'Pour le savoir, lancez abo history quand le serveur sera de nouveau joignable.',
  ],
  'database-without-identity': (p) => [
    `La base ${p.name} est endommagée : elle n'a pas d'identité.`,
    'Restaurez une sauvegarde.',
  ],
  'database-missing': (p) => [
    `Il n'y a pas de base de données à l'emplacement ${p.name}.`,
    'Créez-la avec abo db init, ou indiquez-en une autre avec --db.',
  ],
  'database-is-folder': (p) => [
    `${p.name} est un dossier, pas un fichier de base de données.`,
    'Indiquez un fichier de ce dossier avec --db.',
  ],
  'database-folder-missing': (p) => [
    `Impossible de créer la base de données ${p.name} : il n'y a pas de dossier ${p.folder}.`,
    'Créez le dossier, ou vérifiez --db.',
  ],
  'database-not-initialised': (p) => [
    `La base de données ${p.name} n'est pas initialisée : elle n'a aucune table d'abo.`,
    'Lancez abo db init.',
  ],
  'database-not-empty': (p) => [
    `${p.name} appartient à un autre programme : elle a des tables, mais aucune d'abo.`,
    'Indiquez une autre base avec --db.',
  ],
  'backup-by-server': (p) => [
    `abo ne peut pas sauvegarder ${p.name}. Utilisez l'outil du serveur, qui sait aussi restaurer la sauvegarde.`,
    `${p.hasDefiners ? 'Le serveur où vous la restaurerez doit avoir le compte qui a créé les tables : voir docs/servers.md.\n' : ''}Lancez :\n  ${p.command}`,
  ],
  'copy-target-not-empty': (p) => [
    `${p.name} n'est pas vide. Une copie demande une base vide et n'écrase rien. Rien n'a été écrit.`,
    'Indiquez-en une autre avec --to.',
  ],
  'copy-onto-itself': (p) => [
    `${p.name} est la base à copier, peut-être sous un autre nom. Rien n'a été écrit.`,
    'Indiquez-en une autre avec --to.',
  ],
  'copy-differs': (p) => [
    `La table ${p.table} de ${p.name} ne contient pas ce qui y a été copié. La copie a été annulée.`,
    "Cherchez un déclencheur, ou autre chose, qui modifie ce qu'on y écrit, puis relancez.",
  ],
  'copy-unfinished': (p) => [
    `${stopped(p)}. Aucune ligne n'a été copiée. Les tables déjà créées restent, vides.`,
    toContinue(p),
  ],
  'schema-unfinished': (p) => [
    `${stopped(p)} pendant la création des tables. Celles qui ont déjà été créées restent.`,
    toContinue(p),
  ],
  'database-behind': (p) => [
    `La base de données ${p.name} a été créée par une version plus ancienne d'abo. Il y manque : ${p.missing.join(', ')}.`,
    'Faites une sauvegarde (abo db backup), puis lancez abo db migrate.',
  ],
  'database-newer': (p) => [
    `La base de données ${p.name} a été créée par une version plus récente d'abo. Inconnu ici : ${p.unknown.join(', ')}.`,
    'Mettez abo à jour.',
  ],
  'not-a-database': (p) => [`${p.name} n'est pas une base SQLite.`, 'Vérifiez --db, ou le profil qui la désigne.'],
  'database-damaged': (p) => [`La base ${p.name} est endommagée : ${p.detail}.`, 'Restaurez une sauvegarde.'],
  'database-unreadable': (p) => [
    `Impossible d'ouvrir la base de données ${p.name} : ${p.detail}.`,
    'Vérifiez les droits du fichier et de son dossier.',
  ],
  'database-read-only': (p) => [
    `La base de données ${p.name} est en lecture seule. Rien n'a été écrit.`,
    p.isFile
      ? 'Pour la modifier, vérifiez les droits du fichier et de son dossier.'
      : "Pour la modifier, utilisez un compte qui a le droit d'écrire, sur un serveur qui n'est pas une réplique.",
  ],
  'database-full': (p) => [
    `Il n'y a plus de place pour la base de données ${p.name}. Rien n'a été écrit.`,
    'Libérez de la place sur le disque, puis relancez.',
  ],
  'database-io': (p) => [
    `Impossible de lire ou d'écrire la base de données ${p.name} : ${p.detail}. Rien n'a été modifié.`,
    'Vérifiez le disque et sa place libre, puis relancez.',
  ],
  'database-busy': (p) => [
    `La base de données ${p.name} est occupée : un autre utilisateur y écrit. Rien n'a été modifié.`,
    'Relancez dans un instant.',
  ],
  'database-conflict': (p) => [
    `La base de données ${p.name} a refusé le changement : ${p.detail}. Rien n'a été écrit.`,
    'Un autre programme y a écrit. Pour la vérifier, lancez abo db status.',
  ],
};
