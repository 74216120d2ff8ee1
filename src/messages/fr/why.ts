import type { whyTexts as en } from '../en/why.js';
import { quote } from './text.js';
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
    toClear: 'Vider',
  },
  notified: (reason) => `notifié : ${reason}`,
  notNotified: (reason) => `non notifié : ${reason}`,
  throughMailbox: (reason) => `atteint seulement par la boîte générique : ${reason}`,
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
    `${p.at} UTC, modification n° ${p.number}, ${p.actor === null ? '' : `${p.actor}, `}${p.command}${p.message === null ? '' : ` (${quote(p.message)})`}`,
  inNoChangeSet: 'pas encore appliqué',
  unknownChangeSet: (n) => `modification n° ${n}`,
  unknown: 'le journal ne le dit pas',
  fact: (change) => {
    switch (change.fact) {
      case 'contact':
        return change.after ? 'contact ajouté' : 'contact supprimé';
      case 'audience':
        return change.after
          ? "la société reçoit l'événement dans cet univers"
          : "la société ne reçoit pas l'événement dans cet univers";
      case 'universe':
        return change.before === null ? 'sans cet univers' : change.after ? 'univers ajouté' : 'univers retiré';
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
  otherUniverse: (universe) => `${universe} : non détenu, donc non notifié [not-in-universe]`,
  outcome: {
    notified: 'notifié',
    notNotified: 'non notifié',
    noContact: 'contact inexistant',
    notInAudience: 'non concerné',
  },
  staffOnly: 'le support seulement',
  staffAnd: (people) => `le support, ${people}`,
  noOneElse: "personne d'autre ne commence ni ne cesse d'être notifié",
  sameAt: (companies) => `de même pour les événements de ${companies}`,
  starts: (recipient, cells) => `${recipient} commence aussi : ${cells}`,
  stops: (recipient, cells) => `${recipient} cesse aussi : ${cells}`,
  mailbox: (email, since) => `${email} est la boîte générique : cette adresse est notifiée de toute façon (${since})`,
  concerned: (company) => `Pour un événement de ${company}`,
  otherAudience: (p) =>
    `Non concerné : cet événement va aux contacts de ${p.audience} (${p.universe}), et celui-ci appartient à ${p.company}.`,
  notInUniverse: (company) => `Non concerné : cet événement ne va pas à ${company} dans cet univers.`,
  inAudienceUntil: (p) => `Concerné dans ${p.universe} jusqu'au ${p.changeSet}.`,
  whoIsNotified: 'Pour voir qui est notifié :',
  clients: (companies) => `Concerné par les événements de ses clients : ${companies}. Pour l'un d'eux :`,
  inert: (p) =>
    `${p.category} dans ${p.universe} : sans effet possible, quel que soit le choix, car aucun événement de cette catégorie n'y va.`,
};
