import type { views as en } from '../en/views.js';
import { minuteOf } from '../text.js';

const digits = new Intl.NumberFormat('fr');
const number = (n: number): string => digits.format(n);
/** En français, zéro est au singulier. */
const counted = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n < 2 ? one : many}`;

export const views: typeof en = {
  number,
  size: (bytes) => `${(bytes / 2 ** 20).toFixed(1).replace('.', ',')} Mio`,
  error: 'Erreur :',
  yesNo: { yes: 'oui', no: 'non' },
  onceImported: (files) => `Ces commandes valent après l'import de ${files.join(', ')}.`,

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
    inert: 'sans effet possible',
    noAccess: 'sans accès au portail',
    channels: 'I interface, E e-mail',
  },

  plan: {
    database: 'Base :',
    input: 'Entrée :',
    kind: { company: 'société', contact: 'contact', mailbox: 'boîte', subscription: 'abonnement' },
    takesBack: (n) => `Annule : la modification n° ${n}`,
    nothingToDo: (unchanged) =>
      unchanged === 0 ? 'Rien à changer.' : `Rien à changer : ${number(unchanged)} déjà comme demandé.`,
    totals: (p) =>
      `Plan : ${counted(p.add, 'ajout')}, ${counted(p.change, 'changement')}, ${counted(p.remove, 'suppression')} ; ` +
      `${number(p.unchanged)} déjà comme demandé.`,
    kept: (n) => `Gardés tels quels : ${number(n)}, modifiés depuis l'export.`,
    keptByUndo: (n, changeSet) => `Laissé en l'état : ${number(n)}, changé depuis la modification n° ${changeSet}.`,
    conflicts: (n) => `Conflits : ${number(n)}.`,
    skipped: (n) => `Ignorés : ${number(n)}, où le réglage ne peut pas s'appliquer.`,
    deliveries: (p) => `Notifications : ${counted(p.gained, 'gagnée')}, ${counted(p.lost, 'perdue')}.`,
    uncounted: 'Notifications : trop de changements pour les compter ; --impact le fait.',
    losses: (p) =>
      `Pertes : ${number(p.losses)} destinataire${p.losses < 2 ? ' recevra' : 's recevront'} moins, sur ${number(p.recipients)}.`,
    mailboxOf: 'boîtes génériques',
    silenced: (n) => `Réduit au silence : ${counted(n, 'catégorie')} où plus personne ne sera notifié.`,
    inert: (n) =>
      `Inerte : ${counted(n, 'changement')} sans effet possible, car aucun événement n'apporte cette catégorie à cet univers :`,
    withoutAdmin: (company, isNew) => `${company} n'a ${isNew ? 'pas' : 'plus'} d'administrateur.`,
    auditError: (p) => `${p.company} : ${p.finding} [${p.rule}].`,
    moreAuditErrors: (n) => `… et ${counted(n, "autre erreur d'audit", "autres erreurs d'audit")}.`,
    impact: "Qui commence (+) et qui cesse (-) d'être notifié :",
    noImpact: "Personne ne commence ni ne cesse d'être notifié.",
    forEventsAt: (companies) => `pour les événements de ${companies}`,
    andMore: (n) => `et ${counted(n, 'autre')}`,
    moreImpactHere: (cells) => `… et ${counted(cells, 'autre case', 'autres cases')} dans cette société`,
    moreImpactElsewhere: (p) =>
      `… et ${counted(p.cells, 'autre case', 'autres cases')} dans ${counted(p.companies, 'autre société', 'autres sociétés')}`,
    noEffect: 'sans effet',
    inertNote: 'inerte',
    more: (n) => `… et ${counted(n, 'autre')}`,
    moreHere: (n) => `… et ${counted(n, 'autre changement', 'autres changements')} dans cette société`,
    moreElsewhere: (p) =>
      `… et ${counted(p.changes, 'autre changement', 'autres changements')} dans ${counted(p.companies, 'autre société', 'autres sociétés')}`,
    savedBy: (p) => `Enregistré le ${p.at} UTC par ${p.actor} : abo ${p.command}`,
    markdown: {
      plan: 'Plan',
      changeSet: (n) => `Modification n° ${n}`,
      losses: 'Qui recevra moins',
      silenced: 'Où plus personne ne sera notifié',
      changes: 'Changements',
      impact: "Qui commence (+) et qui cesse (-) d'être notifié",
      cut: (groups) => `… et ${counted(groups, 'autre section', 'autres sections')}, omises pour rester court.`,
    },
    applied: (n) => `La modification n° ${n} est enregistrée.`,
    undo: (command) => `Pour l'annuler : ${command}`,
  },

  erasure: {
    journal: (p) =>
      `Journal : ${counted(p.entries, 'entrée réécrite', 'entrées réécrites')}, dans ${counted(p.changeSets, 'modification', 'modifications')}. ` +
      `Partout elle devient ${p.placeholder}.`,
    heads: 'Les auteurs, messages et noms de fichiers qui la citent sont réécrits aussi.',
    stillContact: (address) =>
      `Le contact reste, sans adresse ni nom. Pour le retirer d'abord : abo contact remove ${address} --everywhere`,
    stillMailbox: (address) =>
      `Une boîte générique reste réglée, sans adresse. Pour lui en donner une autre d'abord : abo address replace ${address} NOUVELLE --only mailbox`,
    renamed: (p) =>
      `${p.company}  ${p.now} a eu cette adresse, et garde son nom. Pour l'effacer aussi : abo address erase ${p.now}`,
    other: (address) =>
      `Le journal connaît aussi ce contact sous ${address}. Pour l'effacer aussi : abo address erase ${address}`,
    onlyThere: 'Seulement dans ces sociétés ; les auteurs des changements, messages et noms de fichiers restent.',
    unreached:
      'Hors de portée : sauvegardes, copies, fichiers exportés, plans enregistrés, et ce qui a été envoyé. À vous de les y chercher.',
    final: 'On ne peut pas revenir en arrière.',
    done: (placeholder) => `Ce qui est effacé est maintenant ${placeholder} ; on ne peut pas revenir en arrière.`,
    notCleared:
      "Des valeurs effacées peuvent rester dans les fichiers de la base : quelqu'un d'autre l'a ouverte, ou ce compte n'est pas propriétaire de ses tables. Le prochain changement les en ôtera, dès que ce ne sera plus le cas.",
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
    partnerAsked: 'Cet événement va à la société qui la gère.',
    ownAudience:
      'Aucun partenaire ne la gère, et elle en est un elle-même : cet événement lui revient, dans chacun de ses univers partenaires.',
    notified: (n) => `Notifiés : ${counted(n, 'notification')}`,
    notNotified: 'Non notifiés :',
    nobody: "Personne n'est notifié.",
    noResult: "Aucun univers de la société interrogée n'est concerné.",
    hiddenNotInUniverse: (n) => `Hors de cet univers, non montrés : ${counted(n, 'contact')} (--explain).`,
    mailbox: 'boîte générique',
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
        "Personne n'est concerné : aucun partenaire ne gère cette société, et elle n'a pas d'univers partenaire.",
      'out-of-scope': "Cet événement va au partenaire de la société, si elle en a un : vous n'avez pas à le voir.",
    },
    changedWithin: (day) => `La réponse a changé au cours du ${day} : ci-dessus, celle de la fin de la journée.`,
    sameAll: (day) => `La réponse a été la même pendant tout le ${day}.`,
    until: (p) => `Auparavant, jusqu'à la modification n° ${p.number} du ${minuteOf(p.at)} UTC :`,
    refusedThen: {
      'unknown-company': "Cette société n'existait pas.",
      'universe-not-held': "La société n'avait pas cet univers.",
    },
    configurationOnly: "C'est ce que dit la configuration ; abo ne voit pas si un message a été envoyé.",
  },

  history: {
    changeSet: (n) => `Modification n° ${n}`,
    undoes: (n) => `annule la n° ${n}`,
    undoneBy: (n) => `annulée par la n° ${n}`,
    notTold: '(non précisé)',
  },

  decision: {
    yes: (because) => `Oui : ${because}.`,
    no: (p) => `Non : ${p.because} [${p.rule}].`,
    oneself: (p) => `${p.actor} a accès au portail, et quiconque y a accès peut modifier ses propres abonnements`,
    sees: (p) =>
      `${p.actor} a accès au portail, et ${p.company} est ${p.own ? 'sa société' : 'une cliente de sa société, dans un univers de cette personne'}`,
    administers: (p) =>
      `${p.actor} administre et a accès au portail, et ${p.company} est ${p.own ? 'sa société' : 'une cliente de sa société, dans un univers de cette personne'}`,
    refusal: {
      'actor-no-access': (p) => `${p.actor} n'a pas accès au portail`,
      'out-of-scope': (p) =>
        `${p.company} n'est ni la société de ${p.actor}, ni une cliente de celle-ci dans un univers de cette personne`,
      'not-admin': (p) => `${p.actor} n'est pas administrateur ; les autres ne modifient que leurs propres abonnements`,
      'staff-only': () => "c'est réservé au support",
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
