import { mailboxesIn, type GroupedFinding } from '../../domain/audit/finding.js';
import type { audit as en } from '../en/audit.js';
import { CATEGORIES } from '../../domain/vocabulary.js';
import { labels } from './labels.js';
import { counted, number, quote } from './text.js';
import { views } from './views.js';

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
      return 'aucun événement de cette catégorie ne va dans cet univers';
    case 'no-portal-access':
      return "le contact n'a pas accès au portail";
    default:
      return contact === undefined ? "la société n'a pas cet univers" : "le contact n'a pas cet univers";
  }
};

export const audit: typeof en = {
  severity: { error: 'erreur', warning: 'alerte', info: 'info' },
  off: 'non',
  offUnlessNamed: "Une règle désactivée s'applique quand même si --rule la nomme, avec sa gravité par défaut.",
  rule: {
    'no-recipient': "une catégorie qu'un événement peut atteindre, mais dont personne n'est notifié",
    'no-admin': 'une société qui a des contacts, mais aucun administrateur',
    'invalid-address': "une adresse enregistrée qui n'est pas une adresse e-mail",
    'shared-across-companies': 'une adresse qui reçoit les e-mails de sociétés sans lien de partenariat',
    'single-recipient': 'une seule personne ou adresse notifiée',
    'ineffective-subscription': 'un « on » enregistré sans effet : en sommeil ou inerte',
    'inert-mailbox': 'une boîte qui ne peut jamais rien recevoir',
    'mailbox-is-personal': "une boîte générique qui est l'adresse d'un contact",
    'admin-opted-out': 'un administrateur qui ne reçoit rien du tout',
    'unknown-domain': 'une adresse hors des domaines autorisés pour la société',
    'suspicious-domain': "un domaine à une faute de frappe d'un autre, bien plus fréquent",
  },
  finding: {
    'no-recipient': (f) => `personne n'est notifié de ${cell(f)}${inUniverse(f)}`,
    'no-admin': () => 'a des contacts, mais aucun administrateur',
    'invalid-address': (f) =>
      f.contact === undefined
        ? `la boîte ${f.address ?? ''} (${cell(f)}${inUniverse(f)}) n'est pas une adresse e-mail`
        : `le contact ${f.contact} n'a pas une adresse e-mail valable`,
    'shared-across-companies': (f) =>
      `${f.address ?? ''} reçoit les e-mails de ${listed(f.detail)}, sans lien de partenariat`,
    'single-recipient': (f) => `seul ${f.address ?? ''} est notifié de ${cell(f)}${inUniverse(f)}`,
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
    looksFor: 'Trouve',
  },
  acrossCompanies: 'Entre sociétés',
  fix: 'pour corriger :',
  unknownCompany: (p) =>
    `abo.config.yaml, ${p.key} : il n'y a pas de société ${quote(p.company)}${p.suggestion === undefined ? '' : ` ; vouliez-vous dire ${quote(p.suggestion)} ?`}`,
  nothing: 'Rien à signaler.',
  summary: (p) =>
    `${counted(p.companies, 'société vérifiée', 'sociétés vérifiées')} : ${counted(p.error, 'erreur')}, ${counted(p.warning, 'alerte')}, ${counted(p.info, 'info')}.`,
  accepted: (n) => `Acceptés dans abo.config.yaml, non affichés : ${number(n)}.`,
  known: (n) => `Présents dans la référence, non affichés : ${number(n)}.`,
  stale: (n) => `Dans la référence, mais plus constatés : ${number(n)}.`,
  expired: (p) => `L'acceptation de ${p.rule} a expiré le ${p.until} (${p.reason}).`,
  unused: (p) => `Une acceptation de ${p.rule} ne correspond plus à aucun constat (${p.reason}).`,
  baselineWritten: (p) =>
    `${p.file} : ${counted(p.findings, 'constat enregistré', 'constats enregistrés')}${p.kept === 0 ? '' : `, dont ${number(p.kept)} de la référence précédente que cet audit n'a pas vérifiés`}.`,
  cut: (p) => `… et ${counted(p.findings, 'autre constat', 'autres constats')} dans ${counted(p.groups, 'groupe')}.`,
  title: 'Audit',
};
