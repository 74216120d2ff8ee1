import type { verify as en } from '../en/verify.js';
import { labels } from './labels.js';
import { views } from './views.js';

const n = (count: number, one: string, many = `${one}s`): string => `${views.number(count)} ${count < 2 ? one : many}`;
const through = (channel: 'interface' | 'email'): string => labels.channel[channel].toLowerCase();
const where = ({ universe }: { universe: string | null }): string => (universe === null ? '' : ` (${universe})`);

export const verify: typeof en = {
  title: 'Attentes',
  at: (line) => `ligne ${views.number(line)}`,
  unlisted: 'hors liste',
  expectedYes: (p) => `${p.recipient} par ${through(p.channel)}${where(p)}`,
  expectedNo: (p) => `pas ${p.recipient} par ${through(p.channel)}${where(p)}`,
  expectedNobody: (p) => `personne par ${through(p.channel)}${where(p)}`,
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
    'no-mailbox': "aucun contact n'a cette adresse, et aucune boîte générique n'est réglée",
    'nobody-at-address': "personne n'est interrogé à cette adresse : ni contact, ni boîte",
    'no-result': "cet univers n'est pas interrogé",
  },
  summary: (p) =>
    p.failed + p.unlisted === 0
      ? `${n(p.rows, 'attente')} : ${p.rows < 2 ? 'vérifiée' : 'toutes vérifiées'}.`
      : `${n(p.rows, 'attente')} : ${n(p.failed, 'non vérifiée', 'non vérifiées')}` +
        (p.unlisted === 0 ? '.' : ` ; ${n(p.unlisted, 'notification')} hors liste.`),
  cut: (p) => `… et ${views.number(p.count)} de plus dans ${n(p.groups, 'groupe')}.`,
  confirmUpdate: (file) => `Réécrire ${file} d’après l’état actuel ?`,
  rewritten: (p) => `${p.file} : réécrit, ${n(p.rows, 'attente')}.`,
  upToDate: (file) => `${file} : rien à réécrire.`,
};
