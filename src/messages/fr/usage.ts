import type { usage as en } from '../en/usage.js';
import { hint, type ErrorText } from '../text.js';
import { reason, yamlReason } from './reasons.js';

const quote = (text: string): string => `« ${text} »`;
const didYouMean = (suggestion: string | undefined): string | undefined =>
  suggestion === undefined ? undefined : `Vouliez-vous dire ${quote(suggestion)} ?`;
const see = (command: string): string => `Voir ${command} --help.`;

const goneHint = (gone: { changeSet: number; since: string | null } | undefined): string | undefined =>
  gone &&
  (gone.since === null
    ? `La modification n° ${gone.changeSet} l'a supprimé ; --at ${gone.changeSet - 1} répond comme c'était avant.`
    : `Depuis la modification n° ${gone.changeSet}, c'est ${quote(gone.since)}.`);

const ACT_AS_STAFF = 'Sans --as, vous agissez comme le support.';

const settable = (p: { expected: readonly string[]; channels?: readonly string[] }): string =>
  p.expected.join(', ') +
  (p.channels === undefined
    ? ''
    : ` ; suivi de ${p.channels.map((channel) => `.${channel}`).join(' ou ')} pour un seul canal`);

export const usage: typeof en = {
  'unknown-command': (p): ErrorText => ({
    message: `${quote(p.name)} n'est pas une commande.`,
    hint: didYouMean(p.suggestion) ?? see(p.command),
  }),
  'unknown-option': (p): ErrorText => ({
    message: `${p.command} n'a pas d'option ${p.flag}.`,
    hint: didYouMean(p.suggestion) ?? see(p.command),
  }),
  'unknown-code': (p) => ({
    message: `${quote(p.code)} n'est pas un code que donne abo.`,
    hint: didYouMean(p.suggestion) ?? 'abo explain les donne tous.',
  }),
  'no-past-here': (p): ErrorText => ({
    message: `${p.command} travaille sur l'état présent : il n'a pas d'option ${p.flag}.`,
    hint: 'Le passé se consulte : avec list, show, export, find, simulate, why et audit.',
  }),
  'missing-operand': (p): ErrorText => ({ message: `Il manque ${p.operand} à ${p.command}.`, hint: see(p.command) }),
  'excess-operand': (p): ErrorText => ({
    message: `${p.command} ne prend pas ${quote(p.operand)}.`,
    hint: see(p.command),
  }),
  'missing-value': (p): ErrorText => ({ message: `Il manque une valeur à ${p.flag}.`, hint: see(p.command) }),
  'missing-flag': (p): ErrorText => ({ message: `Il manque ${p.flag} à ${p.command}.`, hint: see(p.command) }),
  'empty-value': (p): ErrorText => ({
    message: `${p.name} ne peut pas être vide.`,
    hint: 'Ne le donnez pas pour le laisser tel quel.',
  }),
  'empty-filter': (p): ErrorText => ({
    message: `${p.flag} ${quote(p.value)} ne nomme rien.`,
    hint: 'Donnez une valeur, ou retirez cette option.',
  }),
  'not-a-count': (p): ErrorText => ({
    message: `${quote(p.value)} n'est pas une valeur pour ${p.flag}.`,
    hint: `Il faut un nombre entier à partir de ${p.least}.`,
  }),
  'not-a-limit': (p): ErrorText => ({
    message: `${quote(p.value)} n'est pas une valeur de ${p.flag}.`,
    hint: "C'est un nombre de destinataires (25) ou une part d'entre eux (40%).",
  }),
  'not-a-time': (p): ErrorText => ({
    message: `${quote(p.value)} n'est pas une valeur pour ${p.flag}.`,
    hint: 'Il faut un jour (2026-11-24) ou un moment (2026-11-24T09:30:00Z).',
  }),
  'not-a-moment': (p): ErrorText => ({
    message: `${quote(p.value)} n'est pas une valeur pour ${p.flag}.`,
    hint: "Il faut le numéro d'une modification (12), un jour (2026-11-24, à sa fin) ou un moment (2026-11-24T09:30:00Z).",
  }),
  'one-value': (p): ErrorText => ({
    message: `${p.command} prend un seul ${p.flag}.`,
    hint: 'Lancez-le une fois pour chacun.',
  }),
  'nothing-to-onboard': (p): ErrorText => ({
    message: `Il n'y a rien à importer dans ${p.folder}.`,
    hint: `Il y faudrait au moins l'un de ${p.files.join(', ')}.`,
  }),
  'flag-needs': (p): ErrorText => ({
    message: `${p.flag} n'a pas de sens sans ${p.needed}.`,
    hint: `Ajoutez ${p.needed}, ou retirez ${p.flag}.`,
  }),
  'bad-value': (p): ErrorText => ({
    message: `${quote(p.value)} n'est pas une valeur pour ${p.flag}.`,
    hint: [didYouMean(p.suggestion), `Valeurs possibles : ${p.expected.join(', ')}.`].filter(Boolean).join(' '),
  }),
  'list-unreadable': (p): ErrorText => ({
    message: `${p.flag} : la liste ${p.file} est illisible : ${reason(p.code, p.said)}.`,
    hint: 'Une liste est un fichier texte, une valeur par ligne.',
  }),
  'flags-exclude': (p): ErrorText => ({
    message: `${p.first} et ${p.second} ne vont pas ensemble.`,
    hint: "Gardez l'un des deux.",
  }),
  'bad-assignment': (p): ErrorText => ({
    message: `${quote(p.text)} ne dit pas quoi régler.`,
    hint: `Écrivez NOM=VALEUR, où NOM est l'un de ${settable(p)}.`,
  }),
  'unknown-name': (p): ErrorText => ({
    message: `${quote(p.name)} ne se règle pas ici.`,
    hint:
      p.elsewhere === undefined
        ? (didYouMean(p.suggestion) ?? `Ce qui se règle : ${settable(p)}.`)
        : {
            rename: 'Une adresse se change par abo contact rename ANCIENNE NOUVELLE.',
            'contact-flag': "L'adresse est celle que donne --contact.",
            never: 'Cela ne change jamais : ajoutez-en un autre, et supprimez celui-ci.',
          }[p.elsewhere],
  }),
  'set-twice': (p): ErrorText => ({
    message: `${quote(p.name)} est réglé deux fois, à deux valeurs.`,
    hint: "Gardez l'une des deux.",
  }),
  'needs-filter': (p): ErrorText => ({
    message: `${p.command} changerait tout : il faut un filtre.`,
    hint: 'Dites lesquels avec --company, --partner ou un autre filtre, ou --all si vous voulez bien tout.',
  }),
  'unknown-company': (p): ErrorText => ({
    message: `Il n'y a pas de société ${quote(p.company)}.`,
    ...hint(didYouMean(p.suggestion) ?? 'abo find TEXTE en cherche une par code ou par nom.'),
  }),
  'unknown-contact': (p): ErrorText => ({
    message:
      p.company === undefined
        ? `Il n'y a pas de contact ${quote(p.contact)}.`
        : `Il n'y a pas de contact ${quote(p.contact)} chez ${p.company}.`,
    ...hint(
      goneHint(p.gone) ??
        (p.isMailbox === true ? `C'est une boîte générique : abo address show ${p.contact} dit de qui.` : undefined) ??
        didYouMean(p.suggestion) ??
        'abo find TEXTE en cherche un par nom ou par adresse ; * remplace du texte.',
    ),
  }),
  'ambiguous-contact': (p): ErrorText => ({
    message: `${quote(p.contact)} désigne plusieurs contacts : ${p.choices.join(', ')}${p.more > 0 ? ` et ${p.more} autres` : ''}.`,
    hint: p.acts === true ? 'Nommez-en un par CODE/ADRESSE.' : 'Nommez-en un par CODE/ADRESSE, ou précisez --company.',
  }),
  'unknown-event': (p): ErrorText => ({
    message: `${quote(p.event)} n'est ni un événement ni une catégorie.`,
    hint: didYouMean(p.suggestion) ?? `Événements : ${p.known.join(', ')}.`,
  }),
  'unknown-change-set': (p): ErrorText => ({
    message: `Il n'y a pas de modification n° ${p.number}.`,
    hint: p.last === 0 ? "Rien n'a encore été modifié." : `La dernière est ${p.last} ; abo history en donne la liste.`,
  }),
  'universe-not-held': (p): ErrorText => ({
    message: `${p.company} n'est pas dans l'univers ${quote(p.universe)}.`,
    hint: `Ses univers : ${p.held.join(', ')}.`,
  }),
  'unknown-address': (p): ErrorText => ({
    message: `Personne n'a l'adresse ${quote(p.address)} : ni contact, ni boîte générique.`,
    ...hint(didYouMean(p.suggestion)),
  }),
  'address-elsewhere': (p): ErrorText => ({
    message:
      p.only === 'contact'
        ? `Aucun contact n'a l'adresse ${quote(p.address)} ; une boîte générique l'a.`
        : `Aucune boîte générique n'a l'adresse ${quote(p.address)} ; un contact l'a.`,
    hint: "Retirez --only, ou donnez-lui l'autre valeur.",
  }),
  'bad-address': (p): ErrorText => ({
    message: `${quote(p.address)} n'est pas une adresse e-mail.`,
    hint: 'Une adresse ressemble à jean@acme.fr.',
  }),
  'already-erased': (p): ErrorText => ({
    message: `${quote(p.address)} tient lieu d'une adresse effacée : il n'en reste rien.`,
  }),
  'erasure-is-final': (p): ErrorText => ({
    message: `La modification n° ${p.number} a effacé une adresse : plus personne ne la connaît, on ne peut donc pas revenir en arrière.`,
    hint: "Remettez l'adresse et le nom, si vous en avez le droit.",
  }),
  'bad-replacement': (p): ErrorText => ({
    message: `${quote(p.from)} ne peut pas être remplacé par ${quote(p.to)}.`,
    hint: 'Donnez deux adresses (ancien@acme.fr nouveau@acme.fr) ou deux domaines (@ancien.fr @nouveau.fr).',
  }),
  conflicts: (p): ErrorText => ({
    message: `${p.count === 1 ? 'Un conflit' : `${p.count} conflits`} : ${p.by === 'with' ? "un import s'arrêterait là" : "rien n'a été écrit"}.`,
    hint: {
      undo: "--on-conflict current les laisse tels qu'ils sont, et annule le reste.",
      import: "--on-conflict file les tranche pour le fichier, --on-conflict current pour l'état actuel.",
      with: "Sans sa colonne abo_revision, le fichier est comparé à l'état actuel.",
    }[p.by],
  }),
  'company-exists': (p): ErrorText => ({
    message: `Il y a déjà une société ${quote(p.company)}.`,
    hint: `Pour la modifier : abo company set NOM=VALEUR --company ${p.company}`,
  }),
  'contact-exists': (p): ErrorText => ({
    message: `${p.company} a déjà un contact ${quote(p.contact)}.`,
    hint: `Pour le modifier : abo contact set NOM=VALEUR --company ${p.company} --contact ${p.contact}`,
  }),
  'company-is-partner': (p): ErrorText => ({
    message: `${p.company} est le partenaire de ${p.clients.join(', ')}${p.more > 0 ? ` et ${p.more} autres` : ''}, et ne peut pas être supprimée.`,
    hint: "Donnez-leur d'abord un autre partenaire : abo company set partner=- --partner " + p.company,
  }),
  'same-contact': (p): ErrorText => ({
    message: `${quote(p.contact)} est à la fois l'un et l'autre contact.`,
    hint: 'Nommez deux contacts.',
  }),
  'confirmation-needed': (p): ErrorText => ({
    message: "Rien n'a été fait : il faut une confirmation, et il n'y a pas de terminal où la demander.",
    hint:
      p.command === null
        ? 'Ce qui changerait est déjà montré : pour continuer, relancez avec --yes.'
        : `Regardez le plan avec ${p.command} … --dry-run, puis relancez avec --yes.`,
  }),
  'plan-not-shown': (): ErrorText => ({
    message: "Le plan n'a pas pu être montré, car plus personne ne lit la sortie : rien n'a été fait.",
    hint: "Relancez, ou confirmez d'avance avec --yes.",
  }),
  declined: (): ErrorText => ({ message: "Abandonné : rien n'a été fait." }),
  interrupted: ({ stage }): ErrorText => {
    switch (stage) {
      case 'changing':
        return { message: "Interrompu : rien n'a été écrit." };
      case 'making-tables':
        return {
          message: "Interrompu : aucune ligne n'a été écrite ; les tables déjà créées restent, vides.",
          hint: "Relancez la même commande : elle reprend là où celle-ci s'est arrêtée.",
        };
      case 'committing':
        return {
          message: "Interrompu pendant la validation : tout est écrit, ou rien ne l'est.",
          hint: 'abo history dira lequel des deux.',
        };
    }
  },
  'actor-no-access': (p): ErrorText => ({
    message: `${p.actor} n'a pas accès au portail, et ne peut rien y voir ni modifier [actor-no-access].`,
    hint: ACT_AS_STAFF,
  }),
  'not-admin': (p): ErrorText => ({
    message: `${p.actor} ne peut pas modifier les ${
      p.contact === null ? `boîtes génériques de ${p.company}` : `abonnements de ${p.contact} (${p.company})`
    } : seul un administrateur le peut ; les autres modifient leurs propres abonnements [not-admin].`,
    hint: ACT_AS_STAFF,
  }),
  'staff-only': (p): ErrorText => ({
    message: `${p.actor} ne peut pas le faire : sociétés, contacts, annulation et base sont réservés au support [staff-only].`,
    hint: ACT_AS_STAFF,
  }),
  'profile-read-only': (p): ErrorText => ({
    message: `Le profil ${quote(p.profile)} est en lecture seule : rien n'a été fait.`,
    hint: 'Prenez un autre profil, ou ôtez-lui read_only.',
  }),
  'profile-protected': (p): ErrorText => ({
    message: `Le profil ${quote(p.profile)} est protégé : rien n'a été fait.`,
    hint: `Ajoutez --confirm ${p.profile} pour le modifier.`,
  }),
  'database-chosen-twice': (p): ErrorText => ({
    message: `${p.first} et ${p.second} choisissent tous deux la base.`,
    hint: "Gardez l'un des deux.",
  }),
  'unknown-profile': (p): ErrorText => ({
    message: `Il n'y a pas de profil ${quote(p.profile)} dans ${p.file}.`,
    hint: p.known.length === 0 ? 'Il ne contient aucun profil.' : `Profils : ${p.known.join(', ')}.`,
  }),
  'config-unreadable': (p): ErrorText => ({ message: `${p.file} est illisible : ${reason(p.code, p.said)}` }),
  'config-syntax': (p): ErrorText => ({
    message: `${p.file}:${p.line}, colonne ${p.column} : ce n'est pas du YAML : ${yamlReason(p.code)}.`,
  }),
  'config-exclusive': (p): ErrorText => ({
    message: `${p.file}:${p.line} : ${p.key} et ${p.other} disent tous deux d'où vient le mot de passe.`,
    hint: "Gardez l'un des deux.",
  }),
  'config-value': (p): ErrorText => ({
    message: `${p.file}:${p.line} : ${p.key === '' ? 'tout le fichier' : p.key} doit être ${{ text: 'un texte', mapping: 'une table', 'true-or-false': 'true ou false', list: 'une liste', day: 'un jour, comme 2027-01-31', ratio: 'un nombre supérieur à 1', domain: 'un domaine comme acme.fr, ou *.acme.fr pour tous ceux sous lui' }[p.expected]}.`,
  }),
  'config-key': (p): ErrorText => ({
    message: `${p.file}:${p.line} : ${quote(p.key)} n'est pas un réglage.`,
    ...hint(didYouMean(p.suggestion)),
  }),
  'config-choice': (p): ErrorText => ({
    message: `${p.file}:${p.line} : ${quote(p.value)} n'est pas une valeur pour ${p.key}.`,
    hint: didYouMean(p.suggestion) ?? `Valeurs possibles : ${p.expected.join(', ')}.`,
  }),
  'baseline-unreadable': (p): ErrorText => ({
    message: `${p.file} n'est pas une référence d'un audit.`,
    hint: 'abo audit --write-baseline FICHIER en écrit une, dans un nouveau fichier.',
  }),
  'config-unsafe': (p): ErrorText => ({
    message: `${p.file}:${p.line} : le fichier d'un projet ne peut pas contenir ${quote(p.key)} : un dossier où l'on entre ne doit ni choisir une base ni lancer une commande.`,
    hint: 'Mettez-le dans un profil de votre propre config.yaml, et nommez ce profil ici.',
  }),
};
