import type { whyTexts as en } from '../en/why.js';

const andMore = (names: readonly string[], more: number): string =>
  `${names.join(', ')}${more > 0 ? ` et ${more} ${more === 1 ? 'autre' : 'autres'}` : ''}`;

const ROLE = { admin: 'administrateur', user: 'utilisateur' } as const;

export const whyTexts: typeof en = {
  label: {
    rules: 'Règles',
    since: 'Depuis',
    later: 'Ensuite',
    earlier: 'Avant',
    toStop: 'Arrêter',
    toStart: 'Activer',
    who: 'Qui peut',
    others: 'Autres',
    mailbox: 'Boîte',
    takeAway: 'Vider',
  },
  notified: (reason) => `notifié : ${reason}`,
  notNotified: (reason) => `non notifié : ${reason}`,
  throughMailbox: (reason) => `atteint par la boîte générique seulement : ${reason}`,
  passed: {
    'not-in-universe': 'a cet univers',
    'no-portal-access': 'a accès au portail',
    'explicit-on': "n'a pas choisi de recevoir",
    'explicit-off': "ne s'est pas désabonné",
    'admin-default': "n'est pas administrateur",
    'not-subscribed': '',
  },
  noChoice: "n'a rien choisi",
  changeSet: (p) =>
    `${p.at} UTC, modification n° ${p.number}, ${p.actor === null ? '' : `${p.actor}, `}${p.command}${p.message === null ? '' : ` (« ${p.message} »)`}`,
  inNoChangeSet: 'dans aucune modification encore',
  unknownChangeSet: (number) => `modification n° ${number}`,
  unknown: 'le journal ne le dit pas',
  fact: (change) => {
    switch (change.fact) {
      case 'contact':
        return change.after ? 'contact ajouté' : 'contact supprimé';
      case 'audience':
        return change.after
          ? 'la société est interrogée dans cet univers'
          : "la société n'est pas interrogée dans cet univers";
      case 'universe':
        return change.before === null ? 'sans cet univers' : change.after ? 'univers donné' : 'univers retiré';
      case 'access':
        return change.before === null ? 'sans accès' : change.after ? 'accès donné' : 'accès retiré';
      case 'role':
        return change.before === null
          ? `comme ${ROLE[change.after]}`
          : `rôle ${ROLE[change.before]} → ${ROLE[change.after]}`;
      case 'choice':
        return change.before === null ? `choix ${change.after}` : `choix ${change.before} → ${change.after}`;
    }
  },
  entry: (p) =>
    `${p.changeSet}${p.facts === '' ? '' : ` : ${p.facts}`}${p.outcome === null ? '' : ` ; alors ${p.outcome}`}`,
  refusedThen: {
    'unknown-contact': "Ce contact n'existait pas.",
    'unknown-company': "Cette société n'existait pas.",
    'universe-not-held': "La société n'avait pas cet univers.",
  },
  otherUniverse: (universe) => `${universe} : non détenu, donc non notifié [not-in-universe]`,
  outcome: {
    notified: 'notifié',
    notNotified: 'non notifié',
    gone: 'pas de tel contact',
    notAsked: 'non interrogé',
  },
  more: (n) => `… et ${n} ${n === 1 ? 'autre' : 'autres'}`,
  staffOnly: 'le support seulement',
  staffAnd: (people, more) => `le support, ${andMore(people, more)}`,
  nobodyElse: "personne d'autre ne commence ni ne cesse de recevoir",
  sameAt: (companies, more) => `de même pour les événements de ${andMore(companies, more)}`,
  starts: (recipient, cells, more) => `${recipient} recevra aussi : ${andMore(cells, more)}`,
  stops: (recipient, cells, more) => `${recipient} ne recevra plus : ${andMore(cells, more)}`,
  moreRecipients: (n) => (n === 1 ? 'et un autre' : `et ${n} autres`),
  mailbox: (email, since) => `${email} est la boîte générique : cette adresse reçoit de toute façon (${since})`,
  concerned: (company) => `Pour un événement de ${company}`,
  othersAsked: (p) =>
    `Non interrogé : cet événement va aux contacts de ${p.asked} (${p.universe}), et celui-ci appartient à ${p.company}.`,
  notInUniverse: (company) => `Non interrogé : cet événement ne va pas à ${company} dans cet univers.`,
  askedUntil: (p) => `Interrogé dans ${p.universe} jusqu'au ${p.changeSet}.`,
  whoIsAsked: 'Qui est notifié :',
  clients: (companies, more) =>
    `Interrogé pour les événements de ses clients : ${andMore(companies, more)}. Pour l'un d'eux :`,
  inert: (p) =>
    `${p.category} dans ${p.universe} ne peut rien notifier : aucun événement ne l'y apporte, quel que soit le choix.`,
};
