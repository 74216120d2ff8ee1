/** `abo demo`: what each step of the tour shows. A title has at most 70 characters, so that it fits a terminal. */
export const tour = {
  what: 'A tour of abo, on a temporary database, with the example files in fixtures/',
  steps: {
    onboard: 'A new customer: four files, exactly as a French Excel saved them',
    grid: 'Who is subscribed to what',
    simulate: 'A conversation starts: who would be notified, who not, and why',
    plan: 'Before a change: what it would do, and to whom',
    errors: 'A file with errors: all of them at once, and nothing is written',
  },
  before: (lines: number) => `… ${lines} lines: how each file was read, and every change it makes`,
  end: 'The database was deleted. To create your own: abo db init, abo onboard FOLDER',
  kept: (file: string) => `The database is kept: ${file}`,
};
