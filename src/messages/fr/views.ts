import type { views as en } from '../en/views.js';
import { minuteOf } from '../text.js';
import { andMore, counted, more, number } from './text.js';

const THEIR_COMPANY = 'sa société';
const THEIR_CLIENT = 'une cliente de sa société, dans un univers de cette personne';

export const views: typeof en = {
  number,
  andMore,
  more: (n) => `… ${more(n)}`,
  size: (bytes) => `${(bytes / 2 ** 20).toFixed(1).replace('.', ',')} Mio`,
  error: 'Erreur :',
  afterColon: (sentence) => sentence.charAt(0).toLowerCase() + sentence.slice(1),
  yesNo: { yes: 'oui', no: 'non' },
  onceImported: (files) => `Lancez ces commandes après l'import de ${files.join(', ')}.`,

  universeShort: { client: 'client', ambassador: 'ambassadeur', operator: 'opérateur' },
  roleShort: { admin: 'admin', user: 'utilis.' },

  column: {
    notified: 'Notifié',
    stored: 'Choix',
    reason: 'Pourquoi',
    note: 'Remarque',
    number: 'N°',
    at: 'Quand (UTC)',
    actor: 'Qui',
    command: 'Commande',
    message: 'Message',
    input: 'Fichier',
    undo: 'Annulation',
    changes: 'Changements',
  },

  inert: 'sans effet possible',
  dormant: 'univers non détenu',

  grid: {
    channelInitial: { interface: 'I', email: 'E' },
    explicitOn: 'choisi',
    adminDefault: "administrateur, abonné d'office",
    explicitOff: 'désabonné',
    notSubscribed: 'non abonné',
    impossible: 'impossible',
    noAccess: 'sans accès au portail',
    channels: 'I interface, E e-mail',
  },

  plan: {
    database: 'Base :',
    input: 'Entrée :',
    kind: { company: 'société', contact: 'contact', mailbox: 'boîte', subscription: 'abonnement' },
    undoes: (n) => `Annule : la modification n° ${n}`,
    nothingToDo: (n) => (n === 0 ? 'Aucun changement.' : `Aucun changement (${counted(n, 'inchangé')}).`),
    totals: (p) =>
      `Plan : ${counted(p.add, 'ajout')}, ${counted(p.change, 'changement')}, ${counted(p.remove, 'suppression')} ; ` +
      `${counted(p.unchanged, 'inchangé')}.`,
    kept: (n) => `Conservés : ${number(n)}, modifiés depuis l'export.`,
    keptByUndo: (n, changeSet) => `Conservés : ${number(n)}, modifiés depuis la modification n° ${changeSet}.`,
    conflicts: (n) => `Conflits : ${number(n)}.`,
    skipped: (n) => `Ignorés : ${number(n)}, car le réglage ne peut pas s'y appliquer.`,
    deliveries: (p) => `Notifications : ${counted(p.gained, 'gagnée')}, ${counted(p.lost, 'perdue')}.`,
    uncounted:
      'Notifications : non comptées, car les changements sont trop nombreux. Pour les compter, ajoutez --impact.',
    losses: (p) =>
      `Pertes : ${number(p.losses)} destinataire${p.losses < 2 ? ' recevra' : 's recevront'} moins, sur ${number(p.recipients)}.`,
    mailboxOf: 'boîtes génériques',
    silenced: (n) => `Réduit au silence : ${counted(n, 'catégorie')} où plus personne ne sera notifié.`,
    inert: (n) =>
      `Inerte : ${counted(n, 'changement')} sans effet possible, car aucun événement de cette catégorie ne va dans cet univers :`,
    withoutAdmin: (company, isNew) => `${company} n'a ${isNew ? 'pas' : 'plus'} d'administrateur.`,
    auditError: (p) => `${p.company} : ${p.finding} [${p.rule}].`,
    moreAuditErrors: (n) => `… et ${counted(n, "autre erreur d'audit", "autres erreurs d'audit")}.`,
    impact: "Qui commence (+) et qui cesse (-) d'être notifié :",
    noImpact: "Personne ne commence ni ne cesse d'être notifié.",
    forEventsAt: (companies) => `pour les événements de ${companies}`,
    moreImpactHere: (cells) => `… et ${counted(cells, 'autre case', 'autres cases')} dans cette société`,
    moreImpactElsewhere: (p) =>
      `… et ${counted(p.cells, 'autre case', 'autres cases')} dans ${counted(p.companies, 'autre société', 'autres sociétés')}`,
    noEffect: 'sans effet',
    inertNote: 'inerte',
    moreHere: (n) => `… et ${counted(n, 'autre changement', 'autres changements')} dans cette société`,
    moreElsewhere: (p) =>
      `… et ${counted(p.changes, 'autre changement', 'autres changements')} dans ${counted(p.companies, 'autre société', 'autres sociétés')}`,
    savedBy: (p) => `Enregistré le ${p.at} UTC par ${p.actor} : abo ${p.command}`,
    markdown: {
      plan: 'Plan',
      losses: 'Qui recevra moins',
      silenced: 'Où plus personne ne sera notifié',
      impact: "Qui commence (+) et qui cesse (-) d'être notifié",
      cut: (groups) => `… et ${counted(groups, 'autre section', 'autres sections')}, omises pour rester court.`,
    },
    applied: (n) => `Appliqué : modification n° ${n}.`,
    undo: (command) => `Pour l'annuler : ${command}`,
  },

  erasure: {
    journal: (p) =>
      `Journal : ${counted(p.entries, 'entrée réécrite', 'entrées réécrites')}, dans ${counted(p.changeSets, 'modification', 'modifications')}. ` +
      `L'adresse devient partout ${p.placeholder}.`,
    heads: 'Les auteurs, messages et noms de fichiers qui la contiennent sont aussi réécrits.',
    stillContact: (address) =>
      `Le contact reste, sans adresse ni nom. Pour le supprimer d'abord : abo contact remove ${address} --everywhere`,
    stillMailbox: (address) =>
      `Une boîte générique reste, sans adresse. Pour lui en donner une autre d'abord : abo address replace ${address} NOUVELLE --only mailbox`,
    renamed: (p) =>
      `${p.company}  ${p.now} a eu cette adresse et garde le nom. Pour l'effacer aussi : abo address erase ${p.now}`,
    other: (address) =>
      `Le journal connaît aussi ce contact sous ${address}. Pour l'effacer aussi : abo address erase ${address}`,
    onlyThere:
      'Seulement dans ces sociétés. Les auteurs, messages et noms de fichiers du journal ne sont pas modifiés.',
    unreached:
      'Non effacés : sauvegardes, copies, fichiers exportés, plans enregistrés et messages déjà envoyés. À vous de les vérifier.',
    final: 'Cette opération ne peut pas être annulée.',
    done: (placeholder) =>
      `Les valeurs effacées sont maintenant ${placeholder}. Cette opération ne peut pas être annulée.`,
    notCleared:
      "Les fichiers de la base peuvent encore contenir des valeurs effacées : un autre utilisateur a ouvert la base, ou ce compte n'est pas propriétaire de ses tables. Le prochain changement fait sans ces obstacles les supprimera.",
    note: 'effacement',
  },

  simulation: {
    event: {
      'eshop.quote-approval-requested': "l'approbation d'un devis est demandée",
      'deliveries.creation-order-delivered': 'une commande de création est livrée',
      'deliveries.addition-order-delivered': "une commande d'ajout est livrée",
      'service-settings.delivery-note-sent': 'un bon de livraison est envoyé',
      'service-settings.settings-changed': "le paramétrage d'un service change",
      'service-security.learning-mode-enabled': 'le mode apprentissage est activé',
      'service-security.learning-mode-disabled': 'le mode apprentissage est désactivé',
      'ticketing.ticket-created': 'un ticket est créé',
      'ticketing.ticket-updated': 'un ticket est mis à jour',
      'messaging.conversation-created': 'une conversation est créée',
      'messaging.conversation-updated': 'une conversation est mise à jour',
      'mobile.rio-consulted': "quelqu'un consulte un RIO",
    },
    partnerAudience: 'Cet événement va au partenaire qui gère cette société.',
    ownAudience:
      'Aucun partenaire ne gère cette société, qui en est elle-même un : cet événement lui revient, dans chacun de ses univers de partenaire.',
    notified: (n) => `Notifiés : ${counted(n, 'notification')}`,
    notNotified: 'Non notifiés :',
    noOneNotified: "Personne n'est notifié.",
    noResult: 'Cet événement ne va pas dans cet univers.',
    hiddenNotInUniverse: (n) => `Non affichés : ${counted(n, 'contact')} hors de cet univers (voir --explain).`,
    reason: {
      'not-in-universe': "n'a pas cet univers",
      'no-portal-access': "n'a pas accès au portail",
      'explicit-on': 'a choisi de recevoir',
      'explicit-off': "s'est désabonné",
      'admin-default': "abonné d'office, car administrateur",
      'not-subscribed': "n'est pas abonné",
    },
    mailboxReason: {
      mailbox: 'boîte générique',
      'no-mailbox': "aucune adresse n'est renseignée",
      'not-in-universe': "la société n'a pas cet univers",
    },
    noAudience: {
      'no-partner':
        "Cet événement n'atteint personne : aucun partenaire ne gère cette société, et elle n'a pas d'univers de partenaire.",
      'out-of-scope':
        "Cet événement va au partenaire de la société, si elle en a un. Vous n'êtes pas autorisé à le voir.",
    },
    changedWithin: (day) => `La réponse a changé au cours du ${day}. Ci-dessus, la réponse à la fin de ce jour.`,
    sameAll: (day) => `La réponse a été la même toute la journée du ${day}.`,
    until: (p) => `Auparavant, jusqu'à la modification n° ${p.number} (${minuteOf(p.at)} UTC) :`,
    refusedThen: {
      'unknown-contact': "Ce contact n'existait pas.",
      'unknown-company': "Cette société n'existait pas.",
      'universe-not-held': "La société n'avait pas cet univers.",
    },
    configurationOnly: 'Selon la configuration. abo ne voit pas si un message a été envoyé.',
  },

  history: {
    changeSet: (n) => `Modification n° ${n}`,
    undoes: (n) => `annule la n° ${n}`,
    undoneBy: (n) => `annulée par la n° ${n}`,
    hiddenActor: '(masqué)',
  },

  decision: {
    yes: (because) => `Oui : ${because}.`,
    no: (p) => `Non : ${p.because} [${p.rule}].`,
    oneself: (p) => `${p.actor} a accès au portail, et un contact qui y a accès peut modifier ses propres abonnements`,
    sees: (p) => `${p.actor} a accès au portail, et ${p.company} est ${p.own ? THEIR_COMPANY : THEIR_CLIENT}`,
    administers: (p) =>
      `${p.actor} est administrateur avec accès au portail, et ${p.company} est ${p.own ? THEIR_COMPANY : THEIR_CLIENT}`,
    refusal: {
      'actor-no-access': (p) => `${p.actor} n'a pas accès au portail`,
      'out-of-scope': (p) =>
        `${p.company} n'est ni la société de ${p.actor}, ni une cliente de celle-ci dans un univers de cette personne`,
      'not-admin': (p) =>
        `${p.actor} n'est pas administrateur, et les autres ne peuvent modifier que leurs propres abonnements`,
      'staff-only': () => 'seul le support peut le faire',
    },
  },

  prompt: {
    yesNo: '(o/N)',
    unclear: 'Tapez o ou n.',
  },

  progress: {
    reading: 'Lecture',
    auditing: 'Audit des sociétés',
    writing: 'Écriture',
    simulating: 'Simulation',
    copying: 'Copie',
    checking: 'Vérification',
    backingUp: 'Sauvegarde',
    of: (p) => `${p.label} : ${p.done} sur ${p.total}`,
    sofar: (p) => `${p.label} : ${p.done}`,
    rate: (amount) => `${amount}/s`,
    left: (time) => `reste ${time}`,
  },
};
