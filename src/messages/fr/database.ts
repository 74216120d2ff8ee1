import type { database as en } from '../en/database.js';
import { listStaleRows } from '../stale-rows.js';
import { unreachable } from './reasons.js';
import type { ErrorText } from '../text.js';

const stopped = (p: Parameters<(typeof en)['schema-unfinished']>[0]): string =>
  p.why === 'connection-lost' ? `La connexion à ${p.name} a été perdue` : `Il n'y a plus de place pour ${p.name}`;
const AFTER = { 'connection-lost': 'Quand le serveur répondra,', 'database-full': 'Faites de la place, puis' } as const;

type Params<C extends keyof typeof en> = Parameters<(typeof en)[C]>[0];

const WRONG: Readonly<Record<Params<'bad-database-url'>['wrong'], (url: string) => string>> = {
  database: (url) => `« ${url} » ne désigne aucune base de données.`,
  host: (url) => `« ${url} » ne désigne aucun hôte.`,
  port: (url) => `Dans « ${url} », le port n'est pas un nombre de 1 à 65535.`,
  path: (url) => `Dans « ${url} », il y a un / dans le nom de la base, ou derrière lui.`,
  escape: (url) => `Dans « ${url} », un signe d'un nom ou du mot de passe est écrit tel quel, ou un % n'annonce rien.`,
};

const unavailable = ({ key, why }: Params<'password-unavailable'>): string => {
  if (why === 'empty') return key === 'password_command' ? " : il n'a rien affiché" : ' : le fichier est vide';
  return 'said' in why ? ` (${why.said})` : ` : il n'a pas fini en ${why.seconds} s`;
};

const SERVERS = { postgres: 'PostgreSQL', mysql: 'MySQL ou MariaDB' } as const;
const FOUND = { ...SERVERS, http: 'un serveur web', other: null } as const;

export const database: typeof en = {
  'unsupported-engine': (p): ErrorText => ({
    message: `abo n'a pas de moteur pour les bases « ${p.engine}: ».`,
    hint: "Donnez le chemin d'un fichier SQLite, ou une URL qui commence par sqlite:, postgres: ou mysql:.",
  }),
  'bad-database-url': (p): ErrorText => ({
    message: WRONG[p.wrong](p.url),
    hint: 'Écrivez sqlite:CHEMIN (ou le chemin seul), postgres://COMPTE@HÔTE:PORT/BASE ou mysql://COMPTE@HÔTE:PORT/BASE ; dans un nom ou un mot de passe, @ devient %40, : %3A, / %2F, # %23, ? %3F et % %25.',
  }),
  'bad-database-parameter': (p): ErrorText => ({
    message: `« ${p.parameter} », dans l'URL de la base, est inconnu, ou n'a pas cette valeur.`,
    hint: `Connus : ${p.known.join(', ')}.`,
  }),
  'tls-certificate-unreadable': (p): ErrorText => ({
    message: `Les certificats de ${p.file} ne peuvent pas être lus.`,
    hint: 'sslrootcert nomme un fichier de certificats PEM ; vérifiez son chemin et ses droits.',
  }),
  'password-unavailable': (p): ErrorText => ({
    message: `Le ${p.key} du profil ${p.profile} ne donne pas de mot de passe${unavailable(p)}.`,
    hint: "Corrigez-le dans config.yaml ; abo config dit où c'est.",
  }),
  'server-unknown': (p): ErrorText => ({
    message: `La base ${p.name} est hors d'atteinte : aucun serveur ne s'appelle ${p.host}.`,
    hint: "Vérifiez le nom dans l'URL, et que cette machine est sur le bon réseau.",
  }),
  'server-unreachable': (p): ErrorText => ({
    message: `La base ${p.name} est hors d'atteinte : ${unreachable(p.reason)}.`,
    hint: "Vérifiez l'hôte et le port dans l'URL, que le serveur tourne, et ce qu'il y a entre les deux.",
  }),
  'other-server': (p): ErrorText => ({
    message: `Ce qui répond à ${p.name} n'est pas ${SERVERS[p.expected]}${FOUND[p.found] === null ? '' : `, mais ${FOUND[p.found]}`}.`,
    hint: "Vérifiez l'hôte et le port dans l'URL, et ce par quoi elle commence.",
  }),
  'wrong-credentials': (p): ErrorText => ({
    message: `Le serveur de ${p.name} refuse le compte : ${p.detail}.`,
    hint: `Vérifiez l'utilisateur dans l'URL, et son mot de passe : password_command ou password_file du profil, ou ${p.variable}.`,
  }),
  'password-missing': (p): ErrorText => ({
    message: `Le serveur de ${p.name} demande un mot de passe, et il n'y en a pas.`,
    hint: 'Donnez au profil un password_command ou un password_file, ou nommez un fichier de mots de passe dans PGPASSFILE.',
  }),
  'password-file-exposed': (p): ErrorText => ({
    message: `Les mots de passe de ${p.file} peuvent être lus par d'autres : il n'est pas utilisé.`,
    hint: `Gardez-le pour vous : chmod 600 ${p.file}`,
  }),
  'server-lacks-database': (p): ErrorText => ({
    message: `Le serveur n'a pas de base ${p.name}.`,
    hint: `Faites-la créer par son administrateur (${p.command}) ; abo db init, ou db copy, y crée ensuite les tables.`,
  }),
  'missing-rights': (p): ErrorText => ({
    message: `Le compte n'en a pas le droit dans ${p.name} : ${p.detail}.`,
    hint: "Un compte qui ne peut que lire peut lister, exporter, simuler et auditer. Pour plus, voyez l'administrateur.",
  }),
  'definer-missing': (p): ErrorText => ({
    message: `Le serveur de ${p.name} n'a pas le compte auquel appartiennent les déclencheurs du journal : ${p.detail}. Rien n'a été écrit.`,
    hint: 'Faites créer ce compte par son administrateur, avec les droits de docs/servers.md ; ou faites un db copy, dont les déclencheurs seront à vous.',
  }),
  'database-encoding': (p): ErrorText => ({
    message: `La base ${p.name} garde ses textes en ${p.encoding}, où tous les noms ne peuvent pas s'écrire : il faut UTF8 à abo.`,
    hint: 'Faites-en créer une autre par son administrateur : createdb --encoding=UTF8 --template=template0 NOM',
  }),
  'server-too-old': (p): ErrorText => ({
    message: `Le serveur de ${p.name} est trop ancien : ${p.server} ${p.version}.`,
    hint: `Il faut à abo ${p.server} ${p.needed} ou plus récent.`,
  }),
  'tls-failed': (p): ErrorText => ({
    message: `Pas de connexion chiffrée à ${p.name} comme demandé : ${p.detail}.`,
    hint: "Vérifiez sslmode et sslrootcert dans l'URL.",
  }),
  'connection-lost': (p): ErrorText => ({
    message: `La connexion à ${p.name} a été perdue. Rien n'a été écrit.`,
    hint: 'Relancez quand le serveur répondra.',
  }),
  'commit-unknown': (p): ErrorText => ({
    message: `La connexion à ${p.name} a été perdue pendant la validation, et le serveur ne répond plus : tout est écrit, ou rien ne l'est.`,
    hint: 'Quand le serveur répondra, abo history dira lequel des deux.',
  }),
  'database-without-identity': (p): ErrorText => ({
    message: `La base de données ${p.name} est endommagée : elle n'a pas d'identité.`,
    hint: 'Restaurez une sauvegarde.',
  }),
  'database-missing': (p): ErrorText => ({
    message: `Il n'y a pas de base de données à l'emplacement ${p.name}.`,
    hint: 'Créez-la avec abo db init, ou désignez-en une autre avec --db.',
  }),
  'database-is-folder': (p): ErrorText => ({
    message: `${p.name} est un dossier, pas un fichier de base de données.`,
    hint: "Désignez avec --db le fichier qui s'y trouve.",
  }),
  'database-folder-missing': (p): ErrorText => ({
    message: `Il n'y a pas de dossier ${p.folder} où créer la base de données ${p.name}.`,
    hint: 'Créez le dossier, ou vérifiez --db.',
  }),
  'database-not-initialised': (p): ErrorText => ({
    message: `La base de données ${p.name} n'est pas initialisée : elle n'a aucune table d'abo.`,
    hint: 'Lancez abo db init.',
  }),
  'database-not-empty': (p): ErrorText => ({
    message: `${p.name} est la base d'autre chose : elle a des tables, dont aucune n'est d'abo.`,
    hint: 'Désignez-en une autre avec --db.',
  }),
  'backup-by-server': (p): ErrorText => ({
    message: `abo ne sauvegarde pas ${p.name} : l'outil du serveur le fait, et sait restaurer ce qu'il a fait.`,
    hint: `${p.hasDefiners ? 'Le serveur où elle sera restaurée doit avoir le compte qui a créé les tables : voir docs/servers.md.\n' : ''}Lancez :\n  ${p.command}`,
  }),
  'copy-target-not-empty': (p): ErrorText => ({
    message: `${p.name} n'est pas vide : une copie se fait dans une base vide, et n'écrase rien. Rien n'a été écrit.`,
    hint: 'Nommez-en une autre avec --to.',
  }),
  'copy-onto-itself': (p): ErrorText => ({
    message: `${p.name} est la base à copier, ou son fichier sous un autre nom. Rien n'a été écrit.`,
    hint: 'Nommez-en une autre avec --to.',
  }),
  'copy-differs': (p): ErrorText => ({
    message: `Ce que ${p.name} rend de la table ${p.table} n'est pas ce qui y a été copié : la copie a été annulée.`,
    hint: "Cherchez un déclencheur, ou autre chose, qui change ce qu'on y écrit ; puis relancez.",
  }),
  'copy-unfinished': (p): ErrorText => ({
    message: `${stopped(p)} : aucune ligne n'a été copiée. Les tables étaient créées ; elles restent, vides.`,
    hint: `${AFTER[p.why]} relancez la même commande : elle reprend là où celle-ci s'est arrêtée.`,
  }),
  'schema-unfinished': (p): ErrorText => ({
    message: `${stopped(p)} pendant la création des tables. Celles qui étaient créées restent.`,
    hint: `${AFTER[p.why]} relancez la même commande : elle reprend là où celle-ci s'est arrêtée.`,
  }),
  'database-behind': (p): ErrorText => ({
    message: `La base de données ${p.name} vient d'un abo plus ancien ; il y manque : ${p.missing.join(', ')}.`,
    hint: 'Lancez abo db migrate.',
  }),
  'database-newer': (p): ErrorText => ({
    message: `La base de données ${p.name} vient d'un abo plus récent ; inconnu ici : ${p.unknown.join(', ')}.`,
    hint: 'Mettez abo à jour.',
  }),
  'not-a-database': (p): ErrorText => ({
    message: `${p.name} n'est pas une base de données SQLite.`,
    hint: 'Vérifiez --db, ou le profil qui la désigne.',
  }),
  'database-damaged': (p): ErrorText => ({
    message: `La base de données ${p.name} est endommagée : ${p.detail}.`,
    hint: 'Restaurez une sauvegarde.',
  }),
  'database-unreadable': (p): ErrorText => ({
    message: `La base de données ${p.name} ne peut pas être ouverte : ${p.detail}.`,
    hint: 'Vérifiez les droits sur le fichier et sur son dossier.',
  }),
  'database-read-only': (p): ErrorText => ({
    message: `La base de données ${p.name} est en lecture seule : on peut la consulter, pas la modifier.`,
    hint: p.isFile
      ? 'Pour la modifier, vérifiez les droits sur le fichier et sur son dossier.'
      : "Pour la modifier, prenez un compte qui peut écrire, sur un serveur qui n'est pas une réplique.",
  }),
  'database-full': (p): ErrorText => ({
    message: `Il n'y a plus de place pour la base de données ${p.name}. Rien n'a été écrit.`,
    hint: 'Faites de la place sur le disque, puis relancez.',
  }),
  'database-io': (p): ErrorText => ({
    message: `La base de données ${p.name} n'a pas pu être lue ou écrite : ${p.detail}. Rien n'a été modifié.`,
    hint: "Vérifiez le disque et la place qu'il y reste, puis relancez.",
  }),
  'database-busy': (p): ErrorText => ({
    message: `La base de données ${p.name} est occupée : quelqu'un d'autre y écrit. Rien n'a été fait.`,
    hint: 'Relancez dans un instant.',
  }),
  'database-conflict': (p): ErrorText => ({
    message: `La base de données ${p.name} a refusé la modification : ${p.detail}. Rien n'a été écrit.`,
    hint: "Autre chose qu'abo y a écrit. Comparez avec abo db status.",
  }),
  'stale-rows': (p): ErrorText => ({
    message: `Modifié depuis que le plan a été fait, donc rien n'a été écrit : ${listStaleRows(p.rows, (more) => `et ${more} de plus`)}.`,
    hint: 'Relancez : un nouveau plan sera fait.',
  }),
};
