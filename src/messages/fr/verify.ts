import type { verify as en } from '../en/verify.js';
import { labels } from './labels.js';
import { counted, number } from './text.js';
import { views } from './views.js';

const through = (channel: 'interface' | 'email'): string => labels.channel[channel].toLowerCase();
const where = ({ universe }: { universe: string | null }): string => (universe === null ? '' : ` (${universe})`);

export const verify: typeof en = {
  title: 'Attentes',
  at: (line) => `ligne ${number(line)}`,
  unlisted: 'hors liste',
  expectedYes: (p) => `${p.recipient} par ${through(p.channel)}${where(p)}`,
  expectedNo: (p) => `pas ${p.recipient} par ${through(p.channel)}${where(p)}`,
  expectedNoOne: (p) => `aucun destinataire par ${through(p.channel)}${where(p)}`,
  expectedUnlisted: (p) => `pas ${p.recipient} par ${through(p.channel)}${where(p)}, hors liste`,
  actualNot: (why) => `non notifié : ${why}`,
  actualReached: (p) => `${p.recipient} est notifié${where(p)} : ${p.why}`,
  expected: 'attendu',
  actual: 'constaté',
  inUniverse: (p) => `${p.universe} : ${p.why}`,
  missed: {
    ...views.simulation.reason,
    ...views.simulation.mailboxReason,
    ...views.simulation.noAudience,
    'no-mailbox': "aucun contact n'a cette adresse, et aucune boîte générique n'est renseignée",
    'nobody-at-address': "aucun contact et aucune boîte concernés n'ont cette adresse",
    'no-result': "l'événement ne va pas dans cet univers",
  },
  summary: (p) =>
    p.failed + p.unlisted === 0
      ? `${counted(p.rows, 'attente')} : ${p.rows < 2 ? 'respectée' : 'toutes respectées'}.`
      : `${counted(p.rows, 'attente')} : ${counted(p.failed, 'non respectée', 'non respectées')}` +
        (p.unlisted === 0 ? '.' : ` ; ${counted(p.unlisted, 'notification')} hors liste.`),
  cut: (p) => `… et ${number(p.count)} de plus dans ${counted(p.groups, 'groupe')}.`,
  confirmUpdate: (file) => `Réécrire ${file} d'après l'état actuel ?`,
  rewritten: (p) => `${p.file} : réécrit, ${counted(p.rows, 'attente')}.`,
  upToDate: (file) => `${file} : à jour.`,
};
