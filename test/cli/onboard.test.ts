/** `abo onboard DIR|FILE`. Source: cli.md, "Commands"; csv.md. */
import { expect } from 'vitest';
import { test } from './abo.js';
import { ACME } from './world.js';

test('a customer’s folder is one change set', async ({ abo }) => {
  await abo.init();
  for (const [name, content] of Object.entries(ACME)) abo.write(`acme/${name}`, content);
  expect(await abo('onboard acme -y --staff marie -m "new customer"')).toMatchInlineSnapshot();
  expect(await abo('onboard acme --dry-run --detailed-exitcode')).toMatchInlineSnapshot();
  const { items } = await abo.json<{ items: unknown[] }>('history');
  expect(items).toHaveLength(1);
});

test('one contacts file as a French Excel saves it, boxes and all', async ({ abo }) => {
  await abo.init();
  await abo.answer('company add DUP name=Dupont universes=client,ambassador -y');
  const text = [
    'Liste des contacts;;;;;',
    'Société;Adresse mail;Nom;Rôle;Univers;Ticketing Interface;Ticketing E-mail;Mes services Paramétrage E-mail',
    'DUP;rené@dupont.fr;René Lefèvre;Administrateur;Univers client;x;x;',
    'DUP;œuvre@dupont.fr;Zoé Œuvrard;Utilisateur;"Univers client;Univers ambassadeur";;oui;x',
  ].join('\r\n');
  abo.write('contacts.csv', windows1252(text));
  expect(await abo('onboard contacts.csv --skip-rows 1 -y --lang fr')).toMatchInlineSnapshot();
  expect(await abo('sub list -c DUP')).toMatchInlineSnapshot();
});

function windows1252(text: string): Buffer {
  return Buffer.from(text.replaceAll('œ', '\u009c').replaceAll('Œ', '\u008c'), 'latin1');
}

test('every error of every file is told, and nothing is written', async ({ abo }) => {
  await abo.holds(ACME);
  const before = abo.dump();
  abo.write('new/companies.csv', 'company,name,universes,partner\nNEW,New,client,NOBODY\nNEW2,,client,\n');
  abo.write(
    'new/contacts.csv',
    'company,contact,name,role,universes\nNEW,a@b.fr,A,boss,client\nACM,c@d.fr,C,user,client\nACME,nope,N,user,client\n',
  );
  abo.write(
    'new/subscriptions.csv',
    'company,contact,universe,category,canal,value\nACME,jean@acme.fr,client,ticketing,e-mial,1\n',
  );
  expect(await abo('onboard new -y')).toMatchInlineSnapshot();
  expect(await abo('onboard new -y --format json -q')).toMatchInlineSnapshot();
  expect(abo.dump()).toBe(before);
});

test('there is something to onboard, or an error', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('empty/readme.txt', 'nothing');
  expect(await abo('onboard empty')).toMatchInlineSnapshot();
  expect(await abo('onboard nowhere')).toMatchInlineSnapshot();
  expect(await abo('onboard')).toMatchInlineSnapshot();
});
