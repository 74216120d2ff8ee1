import type { database as en } from '../en/database.js';
import { listStaleRows } from '../stale-rows.js';
import type { ErrorText } from '../text.js';

export const database: typeof en = {
  'unsupported-engine': (p): ErrorText => ({
    message: `Cette version d'abo n'a pas de moteur pour les bases « ${p.engine}: ».`,
    hint: "Donnez le chemin d'un fichier SQLite, ou sqlite:CHEMIN.",
  }),
  'bad-database-url': (p): ErrorText => ({
    message: `« ${p.url} » ne désigne aucun fichier de base de données.`,
    hint: 'Écrivez sqlite:CHEMIN, où les % du chemin deviennent %25 ; ou le chemin seul.',
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
    message: `${p.name} est la base SQLite d'autre chose : elle a des tables, dont aucune n'est d'abo.`,
    hint: 'Désignez un autre fichier avec --db.',
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
    hint: 'Pour la modifier, vérifiez les droits sur le fichier et sur son dossier.',
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
