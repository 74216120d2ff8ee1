/** The journal is complete: from it comes every earlier state. Source: docs/contract/rules.md, "The journal". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { ACME } from './world.js';

/** Every command that changes something, and every field and cell that there is. */
const CHANGES = [
  'company add NEW name=Nouvelle universes=client,operator partner=PART partner_universe=operator -y',
  'company set name=Renamed --company NEW -y',
  'company set universes=client,ambassador,operator --company NEW -y',
  'company set partner=ACME partner_universe=ambassador --company NEW -y',
  'company set partner=- --company NEW -y',
  'company import companies.csv -y',
  'contact add --company NEW --contact n@new.fr name=N role=user access=no universes=client,ambassador ref=N1 -y',
  'contact set name=M --contact n@new.fr -y',
  'contact set access=yes --contact n@new.fr -y',
  'contact set role=admin --contact n@new.fr -y',
  'contact set ref=N2 --contact n@new.fr -y',
  'contact set universes=client --contact n@new.fr -y',
  'contact set ref=- --contact n@new.fr -y',
  'contact rename n@new.fr m@new.fr -y',
  'contact import contacts.csv -y',
  'mailbox set all=box@new.fr --company NEW -y',
  'mailbox set ticketing=tickets@new.fr --company NEW --universe client -y',
  'mailbox clear mobile --company NEW -y',
  'mailbox import mailboxes.csv -y',
  'subscription set all=off --contact m@new.fr -y',
  'subscription set ticketing.email=default --contact m@new.fr -y',
  'subscription set ticketing.interface=on --contact m@new.fr --pin -y',
  'subscription copy m@new.fr o@new.fr --mode mirror -y',
  'subscription import subscriptions.csv -y',
  'address replace @new.fr @newer.fr -y',
  'contact remove m@newer.fr --successor o@newer.fr -y',
  'undo 27 -y',
  'company remove 00075 -y',
  'undo 29 -y',
  'onboard folder -y',
  'company remove NEW -y',
  'undo 32 -y',
];

const LISTS = ['company list', 'contact list', 'mailbox list', 'subscription list'];
const listsAt = (at: string): readonly string[] => LISTS.map((list) => `${list} --format csv -q${at}`);

test('after every kind of change to every kind of field, each earlier state is rebuilt', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write(
    'companies.csv',
    'company,name,universes,partner,partner_universe\nNEW,Again,client|ambassador|operator,ACME,ambassador\n',
  );
  abo.write('contacts.csv', 'company,contact,name,role,access,universes,ref\nNEW,o@new.fr,O,admin,yes,client,O1\n');
  abo.write('mailboxes.csv', 'company,universe,eshop,messaging\nNEW,client,shop@new.fr,-\n');
  abo.write('subscriptions.csv', 'company,contact,universe,eshop.email,messaging.email\nNEW,o@new.fr,client,on,off\n');
  abo.write('folder/companies.csv', 'company,name,universes\nLAST,La dernière,client\n');
  abo.write('folder/contacts.csv', 'company,contact,name,universes\nLAST,last@new.fr,L,client\n');

  const lived = await abo.runEach(
    ['', ...CHANGES].flatMap((change) => [...(change === '' ? [] : [change]), ...listsAt('')]),
  );
  const states: string[][] = [];
  for (let at = 0; at < lived.length; at += LISTS.length) {
    const change = CHANGES[states.length - 1];
    if (change !== undefined) {
      const { stdout, stderr, exitCode } = lived[at++] ?? { stdout: '', stderr: '', exitCode: null };
      expect({ change, exitCode, stderr }).toEqual({ change, exitCode: 0, stderr: expect.any(String) as string });
      // Each is a change set: the state that comes after it has its number.
      expect(stdout, change).toContain(`Applied as change set ${states.length + 1}.`);
    }
    states.push(lived.slice(at, at + LISTS.length).map(({ stdout }) => stdout));
  }
  expect(states).toHaveLength(1 + CHANGES.length);
  expect(new Set(states.map((state) => state.join('\n'))).size).toBeGreaterThan(CHANGES.length - 3);

  const rebuilt = await abo.runEach(states.flatMap((_, i) => listsAt(` --at ${i + 1}`)));
  for (const [i, state] of states.entries()) {
    const answers = rebuilt.slice(i * LISTS.length, (i + 1) * LISTS.length).map(({ stdout }) => stdout);
    expect(answers, `after change set ${i + 1}: ${CHANGES[i - 1] ?? 'onboard'}`).toEqual(state);
  }
});
