/** Every export, in every form, imports back with zero changes. Source: docs/contract/csv.md, "Writing". */
import { expect } from 'vitest';
import { test, type Abo } from './abo.js';
import { randomWorld } from './random-world.js';

const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  company: [''],
  contact: [''],
  mailbox: ['--layout wide', '--layout long'],
  subscription: [
    '--layout wide --values effective',
    '--layout wide --values stored',
    '--layout long --values effective',
    '--layout long --values stored',
  ],
};
const WAYS = ['', '--excel --lang fr', '--excel --lang en'];

/** Odd states that occur in a portal: dormant choices and mailboxes, a pinned choice, odd texts. */
async function oddWorld(abo: Abo): Promise<void> {
  const { files } = randomWorld(7, 12, 60);
  await abo.holds({
    ...files,
    'companies.csv': `${files['companies.csv'] ?? ''}00075,=SUM(A1),client|operator,,\nGOFF,Le Goff; SARL,client|ambassador,,\n`,
    'contacts.csv': `${files['contacts.csv'] ?? ''}00075,o'neil+x@été.fr,Œuvrard,user,yes,client|operator,00012
00075,anne@été.fr,"Anne ""Nanou""",admin,yes,client,-1
GOFF,zoe@goff.fr,"'=Zoé",user,yes,client|ambassador,1E5
`,
    'mailboxes.csv': `${files['mailboxes.csv'] ?? ''}GOFF,ambassador,mobile,box@goff.fr\n`,
    'subscriptions.csv': `${files['subscriptions.csv'] ?? ''}00075,o'neil+x@été.fr,client,ticketing,interface,1
00075,o'neil+x@été.fr,operator,mobile,email,1
GOFF,zoe@goff.fr,ambassador,eshop,interface,1
`,
  });
  for (const command of [
    // Dormant: interface choices of a contact without access, and choices and a mailbox in a universe no longer held.
    `contact set access=no --contact "00075/o'neil+x@été.fr"`,
    `contact set universes=client --contact "00075/o'neil+x@été.fr"`,
    'company set universes=client -c GOFF',
    'sub set eshop.email=on --contact 00075/anne@été.fr --pin',
    'sub set mobile.email=off --contact GOFF/zoe@goff.fr --pin',
  ]) {
    await abo.answer(`${command} -y`);
  }
}

test('every export of every noun imports back with no changes, in every layout and language', async ({ abo }) => {
  await oddWorld(abo);
  const before = await abo.dump();
  const exports = Object.entries(EXPORTS).flatMap(([noun, layouts]) =>
    layouts.flatMap((layout) => WAYS.map((way) => ({ noun, command: `${noun} export ${layout} ${way}`.trim() }))),
  );
  const files = await abo.runEach(exports.map(({ command }) => command));
  for (const [i, { stdout }] of files.entries()) {
    expect(stdout.split('\n').length).toBeGreaterThan(3);
    abo.write(`${i}.csv`, stdout);
  }
  // The language is read from the file; --lang makes no difference.
  const imports = await abo.runEach(
    exports.map(({ noun }, i) => `${noun} import ${i}.csv -n --detailed-exitcode --lang ${i % 3 === 1 ? 'en' : 'fr'}`),
  );
  const wrong = imports.flatMap(({ stdout, stderr, exitCode }, i) =>
    exitCode === 0 ? [] : [`${exports[i]?.command ?? ''} (exit ${exitCode})\n${stdout}${stderr}`],
  );
  expect(wrong).toEqual([]);
  expect(await abo.dump()).toBe(before);
});

test('the four exports onboard into an empty database as the same world', async ({ abo }) => {
  await abo.holds(randomWorld(11, 12, 60).files);
  const nouns = { company: 'companies', contact: 'contacts', mailbox: 'mailboxes', subscription: 'subscriptions' };
  const exported = async (more: string): Promise<readonly string[]> => {
    const files = Object.keys(nouns).map((noun) => abo.answer(`${noun} export ${more}`));
    return (await Promise.all(files)).map((file) => file.replaceAll(/,(abo_revision|\d+@[a-z]{4})$/gmu, ''));
  };
  const files = await exported('');
  for (const [i, name] of Object.values(nouns).entries()) abo.write(`copy/${name}.csv`, files[i] ?? '');
  await abo.answer('db init --db copy.db');
  await abo.answer('onboard copy -y --db copy.db');
  expect(await exported('--db copy.db')).toEqual(files);
});
