/** Each noun once in a process of its own, from the built program: its answer and its exit code. */
import { expect } from 'vitest';
import { NOUNS } from '../../src/program.js';
import { test } from './abo.js';
import { ACME } from './world.js';

/** A command of each noun, a text that its answer holds, and its exit code. */
const COMMANDS: readonly (readonly [command: string, answer: string, exitCode: number])[] = [
  ['company show ACME', 'Acme Industrie', 0],
  ['contact list --format csv', 'ACME,jean@acme.fr,Jean Petit,admin,yes', 0],
  ['mailbox export --layout long', 'ACME,client,deliveries,log@acme.fr,', 0],
  ['subscription set all=on -c ACME --dry-run --detailed-exitcode', 'Database: <folder>/data/abo/abo.db', 3],
  ['onboard more --yes', 'Undo with: abo undo 2', 0],
  ['find petit', 'jean@acme.fr', 0],
  ['address show lea@acme.fr', 'Léa ailleurs', 0],
  ['simulate ticketing --company ACME', 'support@acme.fr', 0],
  ['verify expected.csv', 'no@acme.fr', 3],
  ['audit --fail-on info', '00075  =SUM(A1)', 3],
  ['why lea@acme.fr ticketing --company ACME', 'Léa Œuvrard', 0],
  ['apply plan.json --yes', 'Undo with: abo undo 2', 0],
  ['plan show plan.json', 'Acme SA', 0],
  ['can edit --as ACME/lea@acme.fr --company ACME', 'actor-no-access', 3],
  ['history', 'onboard', 0],
  ['undo 1 --yes --max-losses 1', 'Losses: ', 5],
  ['explain no-portal-access', 'no-portal-access', 0],
  ['db status', 'abo.db', 0],
  ['config', 'Setting', 0],
  ['profile list --format csv', 'profile,database,read_only', 0],
  ['demo', 'A tour of abo', 0],
];

test.for(COMMANDS)('abo %s', async ([command, answer, exitCode], { abo }) => {
  await abo.holds(ACME);
  abo.write('more/companies.csv', 'company,name,universes\nNEW,New,client\n');
  abo.write('expected.csv', 'event,company,channel,recipient,expected\nticketing,ACME,email,no@acme.fr,yes\n');
  await abo.answer('company set "name=Acme SA" -c ACME --dry-run --plan-out plan.json');
  const ran = await abo.spawn(command);
  expect({ stdout: abo.plain(ran.stdout), exitCode: ran.exitCode }).toEqual({
    stdout: expect.stringContaining(answer) as string,
    exitCode,
  });
});

test('every noun is among them', () => {
  expect(COMMANDS.map(([command]) => command.split(' ')[0])).toEqual(Object.keys(NOUNS));
});
