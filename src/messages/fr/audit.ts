import { mailboxesIn, type GroupedFinding } from '../../domain/audit/finding.js';
import type { audit as en } from '../en/audit.js';
import { CATEGORIES } from '../../domain/vocabulary.js';
import { labels } from './labels.js';
import { views } from './views.js';

const n = (count: number, one: string, many = `${one}s`): string => `${views.number(count)} ${count < 2 ? one : many}`;
const LISTED = ' · ';
const listed = (texts: readonly string[] = []): string => texts.join(', ');
const inUniverse = ({ universe }: GroupedFinding): string =>
  universe === undefined ? '' : ` dans l'univers ${views.universeShort[universe]}`;
const cell = ({ cells }: GroupedFinding): string =>
  cells
    .map(
      ({ category, channel }) =>
        labels.category[category] + (channel === undefined ? '' : `, ${labels.channel[channel]}`),
    )
    .join(LISTED);
const mailboxes = ({ detail = [] }: GroupedFinding): string =>
  mailboxesIn(detail)
    .map(({ universe, categories }) => {
      const names = categories.map((category) => labels.category[category]);
      const all = names.length === CATEGORIES.length;
      return `${all ? 'toutes les catégories' : names.join(LISTED)} dans l'univers ${views.universeShort[universe]}`;
    })
    .join(' ; ');
const whyNot = ({ contact, detail }: GroupedFinding): string => {
  switch (detail?.[0]) {
    case 'inert':
      return "aucun événement n'amène cette catégorie dans cet univers";
    case 'no-portal-access':
      return "le contact n'a pas accès au portail";
    default:
      return contact === undefined ? "la société n'a pas cet univers" : "le contact n'a pas cet univers";
  }
};

export const audit: typeof en = {
  severity: { error: 'erreur', warning: 'alerte', info: 'info' },
  off: 'non',
  offUnlessNamed: "Une règle désactivée est appliquée si --rule la nomme, avec sa gravité d'origine.",
  rule: {
    'no-recipient': "une catégorie qu'un événement peut atteindre, et personne n'est notifié",
    'no-admin': 'une société qui a des contacts, mais aucun administrateur',
    'invalid-address': "une adresse enregistrée qui n'en est pas une",
    'shared-across-companies': "une adresse qui reçoit les e-mails de sociétés qu'aucun lien de partenariat n'unit",
    'single-recipient': 'une seule personne ou adresse atteinte',
    'ineffective-subscription': 'un « oui » enregistré qui ne peut pas agir : en sommeil ou inerte',
    'inert-mailbox': 'une boîte à laquelle rien ne sera jamais envoyé',
    'mailbox-is-personal': "une boîte générique qui est l'adresse d'un contact",
    'admin-opted-out': 'un administrateur qui ne reçoit rien du tout',
    'unknown-domain': 'une adresse hors des domaines autorisés pour la société',
    'suspicious-domain': "un domaine à une faute de frappe d'un autre, bien plus fréquent",
  },
  finding: {
    'no-recipient': (f) => `personne n'est notifié : ${cell(f)}${inUniverse(f)}`,
    'no-admin': () => 'a des contacts, mais aucun administrateur',
    'invalid-address': (f) =>
      f.contact === undefined
        ? `la boîte ${f.address ?? ''} (${cell(f)}${inUniverse(f)}) n'est pas une adresse e-mail`
        : `le contact ${f.contact} n'a pas une adresse e-mail valable`,
    'shared-across-companies': (f) =>
      `${f.address ?? ''} reçoit les e-mails de ${listed(f.detail)}, qu'aucun lien de partenariat n'unit`,
    'single-recipient': (f) => `${f.address ?? ''} est seul à être notifié : ${cell(f)}${inUniverse(f)}`,
    'ineffective-subscription': (f) =>
      `${f.contact ?? ''} a choisi ${cell(f)}${inUniverse(f)}, sans effet : ${whyNot(f)}`,
    'inert-mailbox': (f) =>
      `la boîte ${f.address ?? ''} pour ${cell(f)}${inUniverse(f)} ne peut rien recevoir : ${whyNot(f)}`,
    'mailbox-is-personal': (f) => `la boîte générique ${f.address ?? ''} (${mailboxes(f)}) est l'adresse d'un contact`,
    'admin-opted-out': (f) => `l'administrateur ${f.contact ?? ''} ne reçoit rien du tout`,
    'unknown-domain': (f) => `${f.address ?? ''} est hors des domaines autorisés : ${listed(f.detail)}`,
    'suspicious-domain': (f) =>
      `${f.address ?? ''} est à une faute de frappe de ${listed(f.detail)}, bien plus fréquent`,
  },
  column: {
    severity: 'Gravité',
    rule: 'Règle',
    finding: 'Constat',
    fingerprint: 'Empreinte',
    mend: 'Pour corriger',
    looksFor: 'Trouve',
  },
  acrossCompanies: 'Entre sociétés',
  mend: 'pour corriger :',
  unknownCompany: (p) =>
    `abo.config.yaml, ${p.key} : il n'y a pas de société « ${p.company} »${p.suggestion === undefined ? '' : ` ; vouliez-vous dire « ${p.suggestion} » ?`}`,
  nothing: 'Rien à signaler.',
  summary: (p) =>
    `${n(p.companies, 'société vérifiée', 'sociétés vérifiées')} : ${n(p.error, 'erreur')}, ${n(p.warning, 'alerte')}, ${views.number(p.info)} pour information.`,
  accepted: (count) => `Acceptés dans abo.config.yaml, non montrés : ${views.number(count)}.`,
  known: (count) => `Connus de la référence, non montrés : ${views.number(count)}.`,
  stale: (count) => `Dans la référence, et plus constatés : ${views.number(count)}.`,
  expired: (p) => `L'acceptation de ${p.rule} a pris fin le ${p.until} (${p.reason}).`,
  unused: (p) => `Une acceptation de ${p.rule} n'accepte plus rien (${p.reason}).`,
  baselineWritten: (p) =>
    `${p.file} : ${n(p.findings, 'constat enregistré', 'constats enregistrés')}${p.kept === 0 ? '' : `, dont ${views.number(p.kept)} hors de cet audit, gardés tels quels`}.`,
  cut: (p) => `… et ${n(p.findings, 'autre constat', 'autres constats')} dans ${n(p.groups, 'groupe')}.`,
  title: 'Audit',
};
