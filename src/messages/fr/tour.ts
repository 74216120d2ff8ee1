import type { tour as en } from '../en/tour.js';

export const tour: typeof en = {
  what: "Une visite guidée d'abo, sur une base temporaire, avec les fichiers de fixtures/",
  steps: {
    onboard: "Un nouveau client : quatre fichiers, tels qu'Excel les a enregistrés",
    grid: 'Qui est abonné à quoi',
    simulate: 'Une conversation est créée : qui serait notifié, qui non, et pourquoi',
    plan: 'Avant de modifier : ce que cela ferait, et à qui',
    errors: "Un fichier erroné : toutes les erreurs à la fois, et rien n'est écrit",
  },
  before: (lines) => `… ${lines} lignes : comment chaque fichier a été lu, et tout ce qu'il change`,
  end: 'La base a été supprimée. Pour créer la vôtre : abo db init, abo onboard DOSSIER',
  kept: (file) => `La base est conservée : ${file}`,
};
