/** `abo demo`: what each stop of the tour shows. At most 70 characters a title, so that it fits a terminal. */
export const tour = {
  what: 'A tour of abo, on a throw-away database, with the example files of fixtures/',
  steps: {
    onboard: 'A new customer: four files, just as their French Excel saved them',
    grid: 'Who is subscribed to what',
    simulate: 'A conversation starts: who would be told, who not, and why',
    plan: 'Before a change: what it would do, and to whom',
    errors: 'A faulty file: every error at once, and nothing is written',
  },
  before: (lines: number) => `… ${lines} lines: how each file was read, and every change that it makes`,
  end: 'The database is gone again. Make your own: abo db init, abo onboard FOLDER',
  kept: (file: string) => `The database is kept: ${file}`,
};
