import type { tour as en } from '../en/tour.js';

export const tour: typeof en = {
  what: "Une visite d'abo, sur une base jetable, avec les fichiers d'exemple de fixtures/",
  steps: {
    onboard: 'Un nouveau client : quatre fichiers, tels que son Excel les a enregistrés',
    grid: 'Qui est abonné à quoi',
    simulate: 'Une conversation est créée : qui serait notifié, qui non, et pourquoi',
    plan: 'Avant de modifier : ce que cela ferait, et à qui',
    errors: "Un fichier fautif : toutes les erreurs d'un coup, et rien n'est écrit",
  },
  before: (lines) => `… ${lines} lignes : comment chaque fichier a été lu, et tout ce qu'il change`,
  end: 'La base est déjà supprimée. Créez la vôtre : abo db init, abo onboard DOSSIER',
  kept: (file) => `La base est conservée : ${file}`,
};
