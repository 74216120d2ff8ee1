import type { usage as en } from '../en/usage.js';
import { type ErrorText } from '../text.js';
import { reason, yamlReason } from './reasons.js';
import { andMore, didYouMean, quote } from './text.js';

type UsageParams<C extends keyof typeof en> = Parameters<(typeof en)[C]>[0];

const formerHint = (former: UsageParams<'unknown-contact'>['former']): string | undefined =>
  former &&
  (former.renamedTo === null
    ? `Supprimé par la modification n° ${former.changeSet}. Pour voir l'état précédent, utilisez --at ${former.changeSet - 1}.`
    : `Renommé en ${quote(former.renamedTo)} par la modification n° ${former.changeSet}.`);

const notAValue = (p: { value: string; flag: string }): string =>
  `${quote(p.value)} n'est pas une valeur valide pour ${p.flag}.`;
const validValues = (expected: readonly string[]): string => `Valeurs possibles : ${expected.join(', ')}.`;
const seeHelp = (command: string): string => `Voir ${command} --help.`;
const ACT_AS_STAFF = 'Pour agir en tant que support, retirez --as.';
const KEEP_ONE = "N'en gardez qu'une.";

const settable = (p: { expected: readonly string[]; channels?: readonly string[] }): string =>
  p.expected.join(', ') +
  (p.channels === undefined
    ? ''
    : ` ; pour un seul canal, ajoutez ${p.channels.map((channel) => `.${channel}`).join(' ou ')}`);

const ELSEWHERE = {
  rename: 'Pour changer une adresse, utilisez abo contact rename ANCIENNE NOUVELLE.',
  'contact-flag': "Indiquez l'adresse avec --contact.",
  never: 'Cette valeur ne change jamais. Ajoutez un nouvel élément, puis supprimez celui-ci.',
} as const;

const SETTING_TYPES = {
  text: 'du texte',
  mapping: 'un ensemble de clés',
  'true-or-false': 'true ou false',
  list: 'une liste',
  day: 'une date, par exemple 2027-01-31',
  ratio: 'un nombre supérieur à 1',
  domain: 'un domaine, par exemple acme.fr, ou *.acme.fr pour ses sous-domaines',
} as const;

const INTERRUPTED: Readonly<Record<UsageParams<'interrupted'>['stage'], ErrorText>> = {
  changing: ["Interrompu : rien n'a été écrit."],
  'making-tables': [
    "Interrompu : aucune ligne n'a été écrite. Les tables déjà créées restent, vides.",
    "Relancez la même commande : elle reprend là où celle-ci s'est arrêtée.",
  ],
  committing: [
    'Interrompu pendant la validation : les changements ont été écrits en entier, ou pas du tout.',
    'Pour le savoir, lancez abo history.',
  ],
};

export const usage: typeof en = {
  'unknown-command': (p) => [
    `${quote(p.name)} n'est pas une commande.`,
    didYouMean(p.suggestion) ?? seeHelp(p.command),
  ],
  'unknown-option': (p) => [`${p.command} n'a pas d'option ${p.flag}.`, didYouMean(p.suggestion) ?? seeHelp(p.command)],
  'unknown-code': (p) => [
    `${quote(p.code)} n'est pas un code utilisé par abo.`,
    didYouMean(p.suggestion) ?? 'Pour la liste des codes, lancez abo explain.',
  ],
  'no-past-here': (p) => [
    `${p.command} porte sur l'état actuel et n'a pas d'option ${p.flag}.`,
    'Pour consulter le passé, utilisez list, show, export, find, simulate, why ou audit.',
  ],
  'missing-operand': (p) => [`Il manque ${p.operand} à ${p.command}.`, seeHelp(p.command)],
  'excess-operand': (p) => [
    `${p.command} n'accepte pas ${quote(p.operand)}.`,
    `Mettez entre guillemets une valeur qui contient des espaces. ${seeHelp(p.command)}`,
  ],
  'missing-value': (p) => [`Il manque une valeur à ${p.flag}.`, seeHelp(p.command)],
  'missing-flag': (p) => [`Il manque ${p.flag} à ${p.command}.`, seeHelp(p.command)],
  'empty-value': (p) => [`${p.name} ne peut pas être vide.`, "Pour garder la valeur actuelle, ne l'indiquez pas."],
  'empty-filter': (p) => [`${p.flag} ${quote(p.value)} est vide.`, 'Indiquez une valeur, ou retirez cette option.'],
  'not-a-count': (p) => [notAValue(p), `Indiquez un nombre entier, au moins ${p.least}.`],
  'not-a-limit': (p) => [notAValue(p), 'Indiquez un nombre de destinataires (25) ou un pourcentage (40%).'],
  'not-a-time': (p) => [notAValue(p), 'Indiquez un jour (2026-11-24) ou une date et une heure (2026-11-24T09:30:00Z).'],
  'not-a-moment': (p) => [
    notAValue(p),
    "Indiquez un numéro de modification (12), un jour (2026-11-24, c'est-à-dire sa fin) ou une date et une heure (2026-11-24T09:30:00Z).",
  ],
  'one-value': (p) => [`${p.command} n'accepte qu'une seule option ${p.flag}.`, 'Lancez-la une fois par valeur.'],
  'nothing-to-onboard': (p) => [
    `Il n'y a rien à importer dans ${p.folder}.`,
    `Le dossier doit contenir au moins un de ces fichiers : ${p.files.join(', ')}.`,
  ],
  'flag-needs': (p) => [`${p.flag} ne s'utilise qu'avec ${p.needed}.`, `Ajoutez ${p.needed}, ou retirez ${p.flag}.`],
  'bad-value': (p) => [notAValue(p), [didYouMean(p.suggestion), validValues(p.expected)].filter(Boolean).join(' ')],
  'list-unreadable': (p) => [
    `${p.flag} : impossible de lire la liste ${p.file} : ${reason(p.code, p.said)}.`,
    'Une liste est un fichier texte avec une valeur par ligne.',
  ],
  'flags-exclude': (p) => [`${p.first} et ${p.second} ne vont pas ensemble.`, "N'utilisez que l'un des deux."],
  'bad-assignment': (p) => [
    `${quote(p.text)} n'a pas la forme NOM=VALEUR.`,
    `Écrivez NOM=VALEUR, où NOM est l'un de ceux-ci : ${settable(p)}.`,
  ],
  'unknown-name': (p) => [
    `${quote(p.name)} n'est pas modifiable ici.`,
    p.elsewhere === undefined
      ? (didYouMean(p.suggestion) ?? `Noms possibles : ${settable(p)}.`)
      : ELSEWHERE[p.elsewhere],
  ],
  'set-twice': (p) => [`${quote(p.name)} reçoit deux valeurs différentes.`, KEEP_ONE],
  'needs-filter': (p) => [
    `${p.command} modifierait tout : il faut un filtre.`,
    'Ajoutez --company, --partner ou un autre filtre. Pour tout modifier, ajoutez --all.',
  ],
  'unknown-company': (p) => [
    `Il n'y a pas de société ${quote(p.company)}.`,
    didYouMean(p.suggestion) ?? 'Pour chercher par code ou par nom, utilisez abo find TEXTE.',
  ],
  'unknown-contact': (p) => [
    `Il n'y a pas de contact ${quote(p.contact)}${p.company === undefined ? '' : ` chez ${p.company}`}.`,
    formerHint(p.former) ??
      (p.isMailbox === true ? `C'est une boîte générique : voir abo address show ${p.contact}.` : undefined) ??
      didYouMean(p.suggestion) ??
      'Pour chercher par nom ou par adresse, utilisez abo find TEXTE. Dans un motif, * remplace du texte.',
  ],
  'ambiguous-contact': (p) => [
    `${quote(p.contact)} désigne plusieurs contacts : ${andMore(p.choices, p.more)}.`,
    `Indiquez-en un sous la forme CODE/ADRESSE${p.acts === true ? '' : ', ou précisez --company'}.`,
  ],
  'unknown-event': (p) => [
    `${quote(p.event)} n'est ni un événement ni une catégorie.`,
    didYouMean(p.suggestion) ?? `Événements : ${p.known.join(', ')}.`,
  ],
  'unknown-change-set': (p) => [
    `Il n'y a pas de modification n° ${p.number}.`,
    p.last === 0
      ? "Il n'y a encore aucune modification."
      : `La dernière est la n° ${p.last}. Pour la liste, lancez abo history.`,
  ],
  'universe-not-held': (p) => [
    `${p.company} n'a pas l'univers ${quote(p.universe)}.`,
    `Ses univers : ${p.held.join(', ')}.`,
  ],
  'unknown-address': (p) => [
    `Aucun contact et aucune boîte n'a l'adresse ${quote(p.address)}.`,
    didYouMean(p.suggestion) ?? "Pour chercher une partie d'adresse, utilisez abo find TEXTE.",
  ],
  'address-elsewhere': (p) => [
    p.only === 'contact'
      ? `Aucun contact n'a l'adresse ${quote(p.address)} ; c'est celle d'une boîte générique.`
      : `Aucune boîte générique n'a l'adresse ${quote(p.address)} ; c'est celle d'un contact.`,
    "Retirez --only, ou donnez-lui l'autre valeur.",
  ],
  'already-erased': (p) => [`${quote(p.address)} remplace une adresse déjà effacée.`, "Il n'y a plus rien à effacer."],
  'erasure-is-final': (p) => [
    `La modification n° ${p.number} a effacé une adresse et ne peut pas être annulée : l'adresse n'est plus enregistrée nulle part.`,
    "Si vous avez le droit de les conserver, saisissez à nouveau l'adresse et le nom.",
  ],
  'bad-replacement': (p) => [
    `${quote(p.from)} ne peut pas être remplacé par ${quote(p.to)}.`,
    'Indiquez deux adresses (ancien@acme.fr nouveau@acme.fr) ou deux domaines (@ancien.fr @nouveau.fr).',
  ],
  conflicts: (p) => [
    `${p.count === 1 ? 'Un conflit' : `${p.count} conflits`} : ${p.by === 'with' ? "un import s'arrêterait là" : "rien n'a été écrit"}.`,
    {
      undo: 'Pour garder les valeurs actuelles et annuler le reste, ajoutez --on-conflict current.',
      import:
        'Pour appliquer le fichier, ajoutez --on-conflict file. Pour garder les valeurs actuelles, ajoutez --on-conflict current.',
      with: "Pour comparer le fichier à l'état actuel, retirez sa colonne abo_revision.",
    }[p.by],
  ],
  'company-exists': (p) => [
    `La société ${quote(p.company)} existe déjà.`,
    `Pour la modifier : abo company set NOM=VALEUR --company ${p.company}`,
  ],
  'contact-exists': (p) => [
    `${p.company} a déjà un contact ${quote(p.contact)}.`,
    `Pour le modifier : abo contact set NOM=VALEUR --company ${p.company} --contact ${p.contact}`,
  ],
  'company-is-partner': (p) => [
    `${p.company} ne peut pas être supprimée : c'est le partenaire de ${andMore(p.clients, p.more)}.`,
    `Donnez-leur d'abord un autre partenaire, ou aucun : abo company set partner=- --partner ${p.company}`,
  ],
  'same-contact': (p) => [`Les deux contacts n'en font qu'un : ${quote(p.contact)}.`, 'Indiquez-en deux différents.'],
  'confirmation-needed': (p) => [
    "Une confirmation est nécessaire, mais il n'y a pas de terminal pour la demander. Rien n'a été modifié.",
    p.command === null
      ? 'Pour faire les changements affichés ci-dessus, relancez avec --yes.'
      : `Examinez le plan avec ${p.command} … --dry-run, puis lancez la commande avec --yes.`,
  ],
  'plan-not-shown': () => [
    "La sortie a été fermée avant l'affichage du plan. Rien n'a été modifié.",
    "Relancez la commande, ou confirmez d'avance avec --yes.",
  ],
  declined: () => ["Abandonné : rien n'a été modifié."],
  interrupted: (p) => INTERRUPTED[p.stage],
  'actor-no-access': (p) => [
    `${p.actor} n'a pas accès au portail et ne peut rien y voir ni modifier [actor-no-access].`,
    ACT_AS_STAFF,
  ],
  'not-admin': (p) => [
    `${p.actor} ne peut pas modifier les ${
      p.contact === null ? `boîtes génériques de ${p.company}` : `abonnements de ${p.contact} (${p.company})`
    } : seul un administrateur le peut. Les autres ne modifient que leurs propres abonnements [not-admin].`,
    ACT_AS_STAFF,
  ],
  'staff-only': (p) => [
    `${p.actor} ne peut pas faire cela : les sociétés, les contacts, l'annulation et la base sont réservés au support [staff-only].`,
    ACT_AS_STAFF,
  ],
  'profile-read-only': (p) => [
    `Le profil ${quote(p.profile)} est en lecture seule : rien n'a été modifié.`,
    'Utilisez un autre profil, ou retirez read_only de celui-ci.',
  ],
  'profile-protected': (p) => [
    `Le profil ${quote(p.profile)} est protégé : rien n'a été modifié.`,
    `Pour faire des changements, ajoutez --confirm ${p.profile}.`,
  ],
  'database-chosen-twice': (p) => [`${p.first} et ${p.second} désignent tous deux la base.`, 'Gardez-en un seul.'],
  'unknown-profile': (p) => [
    `Il n'y a pas de profil ${quote(p.profile)} dans ${p.file}.`,
    p.known.length === 0 ? 'Ce fichier ne contient aucun profil.' : `Profils : ${p.known.join(', ')}.`,
  ],
  'config-unreadable': (p) => [
    `Impossible de lire ${p.file} : ${reason(p.code, p.said)}.`,
    'Vérifiez son chemin et ses droits.',
  ],
  'config-syntax': (p) => [
    `${p.file}:${p.line}, colonne ${p.column} : ce n'est pas du YAML valide : ${yamlReason(p.code)}.`,
  ],
  'config-exclusive': (p) => [
    `${p.file}:${p.line} : ${p.key} et ${p.other} ne vont pas ensemble.`,
    "N'en gardez qu'un.",
  ],
  'config-value': (p) => [
    `${p.file}:${p.line} : ${p.key === '' ? 'tout le fichier' : p.key} doit être ${SETTING_TYPES[p.expected]}.`,
  ],
  'config-key': (p) => [`${p.file}:${p.line} : ${quote(p.key)} n'est pas un réglage.`, didYouMean(p.suggestion)],
  'config-choice': (p) => [
    `${p.file}:${p.line} : ${quote(p.value)} n'est pas une valeur valide pour ${p.key}.`,
    didYouMean(p.suggestion) ?? validValues(p.expected),
  ],
  'baseline-unreadable': (p) => [
    `${p.file} n'est pas une référence d'audit.`,
    'Pour en écrire une nouvelle, utilisez abo audit --write-baseline FICHIER.',
  ],
  'config-unsafe': (p) => [
    `${p.file}:${p.line} : un fichier de projet ne peut pas contenir ${quote(p.key)} : entrer dans un dossier ne doit ni choisir une base ni lancer une commande.`,
    'Mettez-le dans un profil de votre propre config.yaml, et indiquez ce profil ici.',
  ],
};
