/** `why` of the past and of what would be. Source: cli.md, "Looking back and ahead". */
import { expect } from 'vitest';
import { test, type Abo } from './abo.js';
import { ACME } from './world.js';

const WHY = 'why ACME/lea@acme.fr ticketing.ticket-created -u client';

/** What came after the first change set. */
async function changes(abo: Abo): Promise<void> {
  await abo.holds(ACME);
  for (const command of [
    'subscription set ticketing.email=off -c ACME --contact lea@acme.fr -u client',
    'contact set name="Léa O." -c ACME --contact lea@acme.fr',
    'contact rename ACME/lea@acme.fr lea.o@acme.fr',
    'contact set access=yes -c ACME --contact lea.o@acme.fr',
  ]) {
    expect((await abo.run(`${command} -y --max-losses 5`)).exitCode, command).toBe(0);
  }
}

test('--at answers as it was: the timeline stops there, and no command is offered', async ({ abo }) => {
  await changes(abo);
  expect(
    await abo.each([
      `${WHY} --at 1`,
      `${WHY} --at 2 --lang fr`,
      `${WHY} --at 0`,
      'why PART/paul@part.fr ticketing -c ACME --at 1 -q',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo why ACME/lea@acme.fr ticketing.ticket-created -u client --at 1
    Léa Œuvrard  lea@acme.fr
    ticketing.ticket-created  a ticket is created

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access
      E-mail     ✓ notified: chose to be notified [explicit-on]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on

    This is what the configuration says; abo can't see whether a message was sent.
    stderr
    As it was after change set 1, of 2026-11-24 09:30 UTC.

    $ abo why ACME/lea@acme.fr ticketing.ticket-created -u client --at 2 --lang fr
    Léa Œuvrard  lea@acme.fr
    ticketing.ticket-created  un ticket est créé

    ACME  Acme Industrie — Univers client
      Interface  ✗ non notifié : n'a pas accès au portail [no-portal-access]
        Règles    a cet univers
        Depuis    2026-11-24 09:30 UTC, modification n° 1, marie, onboard : contact ajouté, sans accès
      E-mail     ✗ non notifié : s'est désabonné [explicit-off]
        Règles    a cet univers, n'a pas choisi de recevoir
        Depuis    2026-11-24 09:30 UTC, modification n° 2, <user>, subscription set : choix on → off
        Avant     2026-11-24 09:30 UTC, modification n° 1, marie, onboard : contact ajouté, choix on ; alors notifié

    C'est ce que dit la configuration ; abo ne voit pas si un message a été envoyé.
    stderr
    L'état d'après la modification n° 2, du 2026-11-24 09:30 UTC.

    $ abo why ACME/lea@acme.fr ticketing.ticket-created -u client --at 0

    stderr
    As it was before the first change set: there was nothing yet.
    Error: There is no contact “ACME/lea@acme.fr”.
    abo find TEXT looks for one by name or address; * is a wildcard.
    exit 2

    $ abo why PART/paul@part.fr ticketing -c ACME --at 1 -q
    Paul Partenaire  paul@part.fr — PART  Le Partenaire
    Ticketing
    For an event at ACME  Acme Industrie

    Not asked: this event goes to the people of ACME  Acme Industrie (Client universe, Ambassador universe), and this is a contact of PART.
    Who is notified:
      abo simulate ticketing --company ACME --at 1

    This is what the configuration says; abo can't see whether a message was sent.
    "
  `);
});

test('a day that held several answers says so, and gives them', async ({ abo }) => {
  await changes(abo);
  const today = new Date().toISOString().slice(0, 10);
  const plain = (text: string): string => abo.plain(text).replaceAll(today, '2026-11-24');
  expect(plain(await abo(`why ACME/lea.o@acme.fr ticketing -u client --at ${today}`))).toMatchInlineSnapshot(`
    "
    $ abo why ACME/lea.o@acme.fr ticketing -u client --at 2026-11-24
    Léa O.  lea.o@acme.fr
    Ticketing

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, has access to the portal, made no choice, is not an administrator
        Since     2026-11-24 09:30 UTC, change set 5, <user>, contact set: access given
        Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access; then not notified
      E-mail     ✗ not notified: opted out [explicit-off]
        Rules     holds the universe, did not opt in
        Since     2026-11-24 09:30 UTC, change set 2, <user>, subscription set: choice on → off
        Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on; then notified

    The answer changed within 2026-11-24: above is what it was at the end of that day.
    Before that, until change set 5 of 2026-11-24 09:30 UTC:

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access
      E-mail     ✗ not notified: opted out [explicit-off]
        Rules     holds the universe, did not opt in
        Since     2026-11-24 09:30 UTC, change set 2, <user>, subscription set: choice on → off
        Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on; then notified

    Before that, until change set 2 of 2026-11-24 09:30 UTC:

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access
      E-mail     ✓ notified: chose to be notified [explicit-on]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on

    Before that, until change set 1 of 2026-11-24 09:30 UTC:
    There was no such company.

    This is what the configuration says; abo can't see whether a message was sent.
    stderr
    As it was after change set 5, of 2026-11-24 09:30 UTC.
    2026-11-24 held the change sets 1 to 5: this is after the last of them. Before them: --at 0.
    "
  `);
  expect(plain(await abo(`why "00075/o'neil+x@été.fr" mobile --at ${today} -q --lang fr`))).toMatchInlineSnapshot(`
    "
    $ abo why "00075/o'neil+x@été.fr" mobile --at 2026-11-24 -q --lang fr
    Anne "Nanou"  o'neil+x@été.fr — 00075  =SUM(A1)
    Mobile

    Non interrogé : cet événement va aux contacts de ACME  Acme Industrie (Univers ambassadeur), et celui-ci appartient à 00075.
    Qui est notifié :
      abo simulate mobile --company 00075 --at 5
    Mobile dans Univers client ne peut rien notifier : aucun événement ne l'y apporte, quel que soit le choix.

    La réponse a changé au cours du 2026-11-24 : ci-dessus, celle de la fin de la journée.
    Auparavant, jusqu'à la modification n° 1 du 2026-11-24 09:30 UTC :
    Cette société n'existait pas.

    C'est ce que dit la configuration ; abo ne voit pas si un message a été envoyé.
    "
  `);
  type Then = {
    change_set: number;
    refused: string | null;
    answer: { results: { channels: { reason: string }[] }[] } | null;
  };
  const found = await abo.json<{ at: object; earlier: readonly Then[] }>(
    `why ACME/lea.o@acme.fr ticketing -u client --at ${today}`,
  );
  expect(found.at).toEqual({ change_set: 5, day: today, changed_within_day: true });
  expect(
    found.earlier.map(({ change_set: number, refused, answer }) => [
      number,
      refused ?? answer?.results.flatMap(({ channels }) => channels.map(({ reason }) => reason)),
    ]),
  ).toEqual([
    [4, ['no-portal-access', 'explicit-off']],
    [1, ['no-portal-access', 'explicit-on']],
    [0, 'unknown-company'],
  ]);
});

test('--with answers as it would be if a file were imported', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write(
    'c.csv',
    'company,contact,name,role,access,universes\nACME,lea@acme.fr,Léa,admin,yes,client\nSOLO,new@solo.fr,New,user,yes,client\n',
  );
  expect(
    await abo.each([
      `${WHY} --with c.csv`,
      'why SOLO/new@solo.fr ticketing --with c.csv -q',
      'why SOLO/new@solo.fr ticketing --with nowhere.csv',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo why ACME/lea@acme.fr ticketing.ticket-created -u client --with c.csv
    Léa  lea@acme.fr
    ticketing.ticket-created  a ticket is created

    ACME  Acme Industrie — Client universe
      Interface  ✓ notified: on by default, as an administrator [admin-default]
        Rules     holds the universe, has access to the portal, made no choice
        To stop   abo subscription set ticketing.interface=off --company ACME --contact lea@acme.fr --universe client
        Since     in no change set yet: access given, role user → admin
        Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access; then not notified
      E-mail     ✓ notified: chose to be notified [explicit-on]
        Rules     holds the universe
        To stop   abo subscription set ticketing.email=off --company ACME --contact lea@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on
      Who may   support staff, lea@acme.fr, jean@acme.fr, PART/paul@part.fr
      Others    nobody else starts or stops being notified

    This is what the configuration says; abo can't see whether a message was sent.
    stderr
    c.csv: contacts, utf-8, comma
    As it would be if c.csv was imported: nothing is written.

    $ abo why SOLO/new@solo.fr ticketing --with c.csv -q
    New  new@solo.fr
    Ticketing

    SOLO  Œuvrard & fils — Client universe
      Interface  ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, has access to the portal, made no choice, is not an administrator
        To start  abo subscription set ticketing.interface=on --company SOLO --contact new@solo.fr --universe client
      E-mail     ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, made no choice, is not an administrator
        To start  abo subscription set ticketing.email=on --company SOLO --contact new@solo.fr --universe client
      Since     in no change set yet: contact added, as user
      Who may   support staff, new@solo.fr
      Others    nobody else starts or stops being notified

    This is what the configuration says; abo can't see whether a message was sent.

    $ abo why SOLO/new@solo.fr ticketing --with nowhere.csv

    stderr
    Error: There is no file “nowhere.csv”.
    exit 2
    "
  `);
  const { with: files } = await abo.json<{ with: readonly { name: string }[] }>(`${WHY} --with c.csv`);
  expect(files.map(({ name }) => name)).toEqual(['c.csv']);
});
