import type { usage as en } from '../en/usage.js';
import { type ErrorText } from '../text.js';
import { reason, yamlReason } from './reasons.js';
import { andMore, didYouMean, quote } from './text.js';

type Params<C extends keyof typeof en> = Parameters<(typeof en)[C]>[0];

const formerHint = (former: Params<'unknown-contact'>['former']): string | undefined =>
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

const INTERRUPTED: Readonly<Record<Params<'interrupted'>['stage'], ErrorText>> = {
  changing: { message: "Interrompu : rien n'a été écrit." },
  'making-tables': {
    message: "Interrompu : aucune ligne n'a été écrite. Les tables déjà créées restent, vides.",
    hint: "Relancez la même commande : elle reprend là où celle-ci s'est arrêtée.",
  },
  committing: {
    message: 'Interrompu pendant la validation : les changements ont été écrits en entier, ou pas du tout.',
    hint: 'Pour le savoir, lancez abo history.',
  },
};

export const usage: typeof en = {
  'unknown-command': (p) => ({
    message: `${quote(p.name)} n'est pas une commande.`,
    hint: didYouMean(p.suggestion) ?? seeHelp(p.command),
  }),
  'unknown-option': (p) => ({
    message: `${p.command} n'a pas d'option ${p.flag}.`,
    hint: didYouMean(p.suggestion) ?? seeHelp(p.command),
  }),
  'unknown-code': (p) => ({
    message: `${quote(p.code)} n'est pas un code utilisé par abo.`,
    hint: didYouMean(p.suggestion) ?? 'Pour la liste des codes, lancez abo explain.',
  }),
  'no-past-here': (p) => ({
    message: `${p.command} porte sur l'état actuel et n'a pas d'option ${p.flag}.`,
    hint: 'Pour consulter le passé, utilisez list, show, export, find, simulate, why ou audit.',
  }),
  'missing-operand': (p) => ({ message: `Il manque ${p.operand} à ${p.command}.`, hint: seeHelp(p.command) }),
  'excess-operand': (p) => ({
    message: `${p.command} n'accepte pas ${quote(p.operand)}.`,
    hint: `Mettez entre guillemets une valeur qui contient des espaces. ${seeHelp(p.command)}`,
  }),
  'missing-value': (p) => ({ message: `Il manque une valeur à ${p.flag}.`, hint: seeHelp(p.command) }),
  'missing-flag': (p) => ({ message: `Il manque ${p.flag} à ${p.command}.`, hint: seeHelp(p.command) }),
  'empty-value': (p) => ({
    message: `${p.name} ne peut pas être vide.`,
    hint: "Pour garder la valeur actuelle, ne l'indiquez pas.",
  }),
  'empty-filter': (p) => ({
    message: `${p.flag} ${quote(p.value)} ne contient aucune valeur.`,
    hint: 'Indiquez une valeur, ou retirez cette option.',
  }),
  'not-a-count': (p) => ({ message: notAValue(p), hint: `Indiquez un nombre entier, au moins ${p.least}.` }),
  'not-a-limit': (p) => ({
    message: notAValue(p),
    hint: 'Indiquez un nombre de destinataires (25) ou un pourcentage (40%).',
  }),
  'not-a-time': (p) => ({
    message: notAValue(p),
    hint: 'Indiquez un jour (2026-11-24) ou une date et une heure (2026-11-24T09:30:00Z).',
  }),
  'not-a-moment': (p) => ({
    message: notAValue(p),
    hint: "Indiquez un numéro de modification (12), un jour (2026-11-24, c'est-à-dire sa fin) ou une date et une heure (2026-11-24T09:30:00Z).",
  }),
  'one-value': (p) => ({
    message: `${p.command} n'accepte qu'une seule option ${p.flag}.`,
    hint: 'Lancez la commande une fois pour chaque valeur.',
  }),
  'nothing-to-onboard': (p) => ({
    message: `Il n'y a rien à importer dans ${p.folder}.`,
    hint: `Le dossier doit contenir au moins un de ces fichiers : ${p.files.join(', ')}.`,
  }),
  'flag-needs': (p) => ({
    message: `${p.flag} ne s'utilise qu'avec ${p.needed}.`,
    hint: `Ajoutez ${p.needed}, ou retirez ${p.flag}.`,
  }),
  'bad-value': (p) => ({
    message: notAValue(p),
    hint: [didYouMean(p.suggestion), validValues(p.expected)].filter(Boolean).join(' '),
  }),
  'list-unreadable': (p) => ({
    message: `${p.flag} : impossible de lire la liste ${p.file} : ${reason(p.code, p.said)}.`,
    hint: 'Une liste est un fichier texte avec une valeur par ligne.',
  }),
  'flags-exclude': (p) => ({
    message: `${p.first} et ${p.second} ne peuvent pas être utilisés ensemble.`,
    hint: "N'utilisez que l'un des deux.",
  }),
  'bad-assignment': (p) => ({
    message: `${quote(p.text)} n'a pas la forme NOM=VALEUR.`,
    hint: `Écrivez NOM=VALEUR, où NOM est l'un de ceux-ci : ${settable(p)}.`,
  }),
  'unknown-name': (p) => ({
    message: `${quote(p.name)} n'est pas modifiable ici.`,
    hint:
      p.elsewhere === undefined
        ? (didYouMean(p.suggestion) ?? `Noms possibles : ${settable(p)}.`)
        : ELSEWHERE[p.elsewhere],
  }),
  'set-twice': (p) => ({ message: `${quote(p.name)} reçoit deux valeurs différentes.`, hint: KEEP_ONE }),
  'needs-filter': (p) => ({
    message: `${p.command} modifierait tout : il faut un filtre.`,
    hint: 'Ajoutez --company, --partner ou un autre filtre. Pour tout modifier, ajoutez --all.',
  }),
  'unknown-company': (p) => ({
    message: `Il n'y a pas de société ${quote(p.company)}.`,
    hint: didYouMean(p.suggestion) ?? 'Pour chercher par code ou par nom, utilisez abo find TEXTE.',
  }),
  'unknown-contact': (p) => ({
    message: `Il n'y a pas de contact ${quote(p.contact)}${p.company === undefined ? '' : ` chez ${p.company}`}.`,
    hint:
      formerHint(p.former) ??
      (p.isMailbox === true ? `C'est une boîte générique : voir abo address show ${p.contact}.` : undefined) ??
      didYouMean(p.suggestion) ??
      'Pour chercher par nom ou par adresse, utilisez abo find TEXTE. Dans un motif, * remplace du texte.',
  }),
  'ambiguous-contact': (p) => ({
    message: `${quote(p.contact)} désigne plusieurs contacts : ${andMore(p.choices, p.more)}.`,
    hint: `Indiquez-en un sous la forme CODE/ADRESSE${p.acts === true ? '' : ', ou précisez --company'}.`,
  }),
  'unknown-event': (p) => ({
    message: `${quote(p.event)} n'est ni un événement ni une catégorie.`,
    hint: didYouMean(p.suggestion) ?? `Événements : ${p.known.join(', ')}.`,
  }),
  'unknown-change-set': (p) => ({
    message: `Il n'y a pas de modification n° ${p.number}.`,
    hint:
      p.last === 0
        ? "Il n'y a encore aucune modification."
        : `La dernière est la n° ${p.last}. Pour la liste, lancez abo history.`,
  }),
  'universe-not-held': (p) => ({
    message: `${p.company} n'a pas l'univers ${quote(p.universe)}.`,
    hint: `Ses univers : ${p.held.join(', ')}.`,
  }),
  'unknown-address': (p) => ({
    message: `Aucun contact et aucune boîte n'a l'adresse ${quote(p.address)}.`,
    hint: didYouMean(p.suggestion) ?? "Pour chercher une partie d'adresse, utilisez abo find TEXTE.",
  }),
  'address-elsewhere': (p) => ({
    message:
      p.only === 'contact'
        ? `Aucun contact n'a l'adresse ${quote(p.address)} ; c'est celle d'une boîte générique.`
        : `Aucune boîte générique n'a l'adresse ${quote(p.address)} ; c'est celle d'un contact.`,
    hint: "Retirez --only, ou donnez-lui l'autre valeur.",
  }),
  'already-erased': (p) => ({
    message: `${quote(p.address)} remplace une adresse déjà effacée.`,
    hint: "Il n'y a plus rien à effacer.",
  }),
  'erasure-is-final': (p) => ({
    message: `La modification n° ${p.number} a effacé une adresse et ne peut pas être annulée : l'adresse n'est plus enregistrée nulle part.`,
    hint: "Si vous avez le droit de les conserver, saisissez à nouveau l'adresse et le nom.",
  }),
  'bad-replacement': (p) => ({
    message: `${quote(p.from)} ne peut pas être remplacé par ${quote(p.to)}.`,
    hint: 'Indiquez deux adresses (ancien@acme.fr nouveau@acme.fr) ou deux domaines (@ancien.fr @nouveau.fr).',
  }),
  conflicts: (p) => ({
    message: `${p.count === 1 ? 'Un conflit' : `${p.count} conflits`} : ${p.by === 'with' ? "un import s'arrêterait là" : "rien n'a été écrit"}.`,
    hint: {
      undo: 'Pour garder les valeurs actuelles et annuler le reste, ajoutez --on-conflict current.',
      import:
        'Pour appliquer le fichier, ajoutez --on-conflict file. Pour garder les valeurs actuelles, ajoutez --on-conflict current.',
      with: "Pour comparer le fichier à l'état actuel, retirez sa colonne abo_revision.",
    }[p.by],
  }),
  'company-exists': (p) => ({
    message: `La société ${quote(p.company)} existe déjà.`,
    hint: `Pour la modifier : abo company set NOM=VALEUR --company ${p.company}`,
  }),
  'contact-exists': (p) => ({
    message: `${p.company} a déjà un contact ${quote(p.contact)}.`,
    hint: `Pour le modifier : abo contact set NOM=VALEUR --company ${p.company} --contact ${p.contact}`,
  }),
  'company-is-partner': (p) => ({
    message: `${p.company} ne peut pas être supprimée : c'est le partenaire de ${andMore(p.clients, p.more)}.`,
    hint: `Donnez-leur d'abord un autre partenaire, ou aucun : abo company set partner=- --partner ${p.company}`,
  }),
  'same-contact': (p) => ({
    message: `Les deux contacts n'en font qu'un : ${quote(p.contact)}.`,
    hint: 'Indiquez deux contacts différents.',
  }),
  'confirmation-needed': (p) => ({
    message: "Une confirmation est nécessaire, mais il n'y a pas de terminal pour la demander. Rien n'a été modifié.",
    hint:
      p.command === null
        ? 'Pour faire les changements affichés ci-dessus, relancez avec --yes.'
        : `Examinez le plan avec ${p.command} … --dry-run, puis lancez la commande avec --yes.`,
  }),
  'plan-not-shown': () => ({
    message: "La sortie a été fermée avant l'affichage du plan. Rien n'a été modifié.",
    hint: "Relancez la commande, ou confirmez d'avance avec --yes.",
  }),
  declined: () => ({ message: "Abandonné : rien n'a été modifié." }),
  interrupted: (p) => INTERRUPTED[p.stage],
  'actor-no-access': (p) => ({
    message: `${p.actor} n'a pas accès au portail et ne peut rien y voir ni modifier [actor-no-access].`,
    hint: ACT_AS_STAFF,
  }),
  'not-admin': (p) => ({
    message: `${p.actor} ne peut pas modifier les ${
      p.contact === null ? `boîtes génériques de ${p.company}` : `abonnements de ${p.contact} (${p.company})`
    } : seul un administrateur le peut. Les autres ne modifient que leurs propres abonnements [not-admin].`,
    hint: ACT_AS_STAFF,
  }),
  'staff-only': (p) => ({
    message: `${p.actor} ne peut pas faire cela : les sociétés, les contacts, l'annulation et la base sont réservés au support [staff-only].`,
    hint: ACT_AS_STAFF,
  }),
  'profile-read-only': (p) => ({
    message: `Le profil ${quote(p.profile)} est en lecture seule : rien n'a été modifié.`,
    hint: 'Utilisez un autre profil, ou retirez read_only de celui-ci.',
  }),
  'profile-protected': (p) => ({
    message: `Le profil ${quote(p.profile)} est protégé : rien n'a été modifié.`,
    hint: `Pour faire des changements, ajoutez --confirm ${p.profile}.`,
  }),
  'database-chosen-twice': (p) => ({
    message: `${p.first} et ${p.second} désignent tous deux la base.`,
    hint: "N'utilisez que l'un des deux.",
  }),
  'unknown-profile': (p) => ({
    message: `Il n'y a pas de profil ${quote(p.profile)} dans ${p.file}.`,
    hint: p.known.length === 0 ? 'Ce fichier ne contient aucun profil.' : `Profils : ${p.known.join(', ')}.`,
  }),
  'config-unreadable': (p) => ({
    message: `Impossible de lire ${p.file} : ${reason(p.code, p.said)}.`,
    hint: 'Vérifiez son chemin et ses droits.',
  }),
  'config-syntax': (p) => ({
    message: `${p.file}:${p.line}, colonne ${p.column} : ce n'est pas du YAML valide : ${yamlReason(p.code)}.`,
  }),
  'config-exclusive': (p) => ({
    message: `${p.file}:${p.line} : ${p.key} et ${p.other} ne peuvent pas être utilisés ensemble.`,
    hint: "N'en gardez qu'un.",
  }),
  'config-value': (p) => ({
    message: `${p.file}:${p.line} : ${p.key === '' ? 'tout le fichier' : p.key} doit être ${SETTING_TYPES[p.expected]}.`,
  }),
  'config-key': (p) => ({
    message: `${p.file}:${p.line} : ${quote(p.key)} n'est pas un réglage.`,
    hint: didYouMean(p.suggestion),
  }),
  'config-choice': (p) => ({
    message: `${p.file}:${p.line} : ${quote(p.value)} n'est pas une valeur valide pour ${p.key}.`,
    hint: didYouMean(p.suggestion) ?? validValues(p.expected),
  }),
  'baseline-unreadable': (p) => ({
    message: `${p.file} n'est pas une référence d'audit.`,
    hint: 'Pour en écrire une nouvelle, utilisez abo audit --write-baseline FICHIER.',
  }),
  'config-unsafe': (p) => ({
    message: `${p.file}:${p.line} : un fichier de projet ne peut pas contenir ${quote(p.key)} : entrer dans un dossier ne doit ni choisir une base ni lancer une commande.`,
    hint: 'Mettez-le dans un profil de votre propre config.yaml, et indiquez ce profil ici.',
  }),
};
