/** What a contact may run with `--as`: whatever can change something is the staff's, unless it is said not to be. */
import { expect, test } from 'vitest';
import { isStaffOnly } from '../../src/commands/lib/command.js';
import { NOUNS } from '../../src/program.js';

async function commands(which: (isStaffs: boolean, changes: boolean) => boolean): Promise<readonly string[]> {
  const nouns = await Promise.all(Object.values(NOUNS).map(({ load }) => load()));
  return nouns.flatMap((noun) =>
    noun.commands
      .filter((entry) => which(isStaffOnly(noun, entry), entry.flags.includes('dryRun')))
      .map(({ verb }) => (verb === undefined ? noun.name : `${noun.name} ${verb}`)),
  );
}

test('commands that a contact may run with --as', async () => {
  expect(await commands((isStaffs, changes) => changes && !isStaffs)).toEqual([
    'mailbox set',
    'mailbox clear',
    'mailbox import',
    'subscription set',
    'subscription copy',
    'subscription import',
    'apply',
  ]);
});

test('commands that only staff may run', async () => {
  expect(await commands((isStaffs) => isStaffs)).toMatchInlineSnapshot(`
    [
      "company add",
      "company set",
      "company remove",
      "company import",
      "contact add",
      "contact set",
      "contact rename",
      "contact remove",
      "contact import",
      "onboard",
      "address replace",
      "address erase",
      "undo",
      "db init",
      "db status",
      "db migrate",
      "db backup",
      "db copy",
      "demo",
    ]
  `);
});
