/** `why` for the past (`--at`) and for files that are not imported yet (`--with`). Source: docs/contract/cli.md, "Looking back and ahead". */
import { expect } from 'vitest';
import { test, type Abo } from './abo.js';
import { ACME } from './world.js';

const WHY = 'why ACME/lea@acme.fr ticketing.ticket-created -u client';

/** The commands after the first change set. */
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

test('--at answers for that time: the timeline stops there, and no command is suggested', async ({ abo }) => {
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

    This is what the configuration says. abo can't see whether a message was sent.
    stderr
    As it was after change set 1 (2026-11-24 09:30 UTC).

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

    Selon la configuration. abo ne voit pas si un message a été envoyé.
    stderr
    État après la modification n° 2 (2026-11-24 09:30 UTC).

    $ abo why ACME/lea@acme.fr ticketing.ticket-created -u client --at 0

    stderr
    As it was before the first change set: nothing was stored yet.
    Error: There is no contact “ACME/lea@acme.fr”.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2

    $ abo why PART/paul@part.fr ticketing -c ACME --at 1 -q
    Paul Partenaire  paul@part.fr — PART  Le Partenaire
    Ticketing
    For an event at ACME  Acme Industrie

    Not in the audience: this event goes to the contacts of ACME  Acme Industrie (Client universe, Ambassador universe), and this contact belongs to PART.
    To see who is notified:
      abo simulate ticketing --company ACME --at 1

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('a day with several answers shows each of them', async ({ abo }) => {
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

    The answer changed during 2026-11-24. Above is the answer at the end of that day.
    Before that, until change set 5 (2026-11-24 09:30 UTC):

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access
      E-mail     ✗ not notified: opted out [explicit-off]
        Rules     holds the universe, did not opt in
        Since     2026-11-24 09:30 UTC, change set 2, <user>, subscription set: choice on → off
        Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on; then notified

    Before that, until change set 2 (2026-11-24 09:30 UTC):

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access
      E-mail     ✓ notified: chose to be notified [explicit-on]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on

    Before that, until change set 1 (2026-11-24 09:30 UTC):
    The company did not exist.

    This is what the configuration says. abo can't see whether a message was sent.
    stderr
    As it was after change set 5 (2026-11-24 09:30 UTC).
    On 2026-11-24 there were change sets 1 to 5: this is after the last one. For the state before them, use --at 0.
    "
  `);
  expect(plain(await abo(`why "00075/o'neil+x@été.fr" mobile --at ${today} -q --lang fr`))).toMatchInlineSnapshot(`
    "
    $ abo why "00075/o'neil+x@été.fr" mobile --at 2026-11-24 -q --lang fr
    Anne "Nanou"  o'neil+x@été.fr — 00075  =SUM(A1)
    Mobile

    Non concerné : cet événement va aux contacts de ACME  Acme Industrie (Univers ambassadeur), et celui-ci appartient à 00075.
    Pour voir qui est notifié :
      abo simulate mobile --company 00075 --at 5
    Mobile dans Univers client : sans effet possible, quel que soit le choix, car aucun événement de cette catégorie n'y va.

    La réponse a changé au cours du 2026-11-24. Ci-dessus, la réponse à la fin de ce jour.
    Auparavant, jusqu'à la modification n° 1 (2026-11-24 09:30 UTC) :
    Cette société n'existait pas.

    Selon la configuration. abo ne voit pas si un message a été envoyé.
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

test('a contact renamed, removed or added again within a day, or removed with the company: the earlier answer is shown', async ({
  abo,
}) => {
  await abo.holds(ACME);
  for (const command of [
    'contact rename ACME/lea@acme.fr lea.o@acme.fr',
    'contact remove paul@part.fr',
    'contact add --company PART --contact paul@part.fr name="Paul B." universes=operator',
    'contact remove support@acme.fr',
    'company remove SOLO',
    'company set universes=client,ambassador,operator -c ACME',
    'company set universes=client,ambassador -c ACME',
  ]) {
    expect((await abo.run(`${command} -y --max-losses 100%`)).exitCode, command).toBe(0);
  }
  const today = new Date().toISOString().slice(0, 10);
  const shown: string[] = [];
  for (const command of [
    'why ACME/lea@acme.fr ticketing -u client',
    'why support@acme.fr ticketing',
    'why support@acme.fr ticketing --lang fr',
    'why paul@part.fr mobile -c ACME',
    'why ACME/jean@acme.fr eshop -u operator',
    'why nobody@acme.fr ticketing',
    'simulate ticketing -c SOLO',
    'simulate ticketing -c ACME -u operator',
  ]) {
    shown.push(abo.plain(await abo(`${command} --at ${today} -q`)).replaceAll(today, '2026-11-24'));
  }
  expect(shown.join('')).toMatchInlineSnapshot(`
    "
    $ abo why ACME/lea@acme.fr ticketing -u client --at 2026-11-24 -q
    Léa Œuvrard  lea.o@acme.fr
    Ticketing

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access
      E-mail     ✓ notified: chose to be notified [explicit-on]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on

    The answer changed during 2026-11-24. Above is the answer at the end of that day.
    Before that, until change set 1 (2026-11-24 09:30 UTC):
    The company did not exist.

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why support@acme.fr ticketing --at 2026-11-24 -q
    Support  support@acme.fr — ACME  Acme Industrie
    Ticketing
    The contact did not exist.

    The answer changed during 2026-11-24. Above is the answer at the end of that day.
    Before that, until change set 5 (2026-11-24 09:30 UTC):

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, has access to the portal, made no choice, is not an administrator
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, as user
      E-mail     ✓ notified: chose to be notified [explicit-on]
        Rules     holds the universe
        Mailbox   Support@acme.fr is the generic mailbox, so this address is notified in any case (2026-11-24 09:30 UTC, change set 1, marie, onboard)
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on

    Ambassador universe: not held, so not notified [not-in-universe]

    Before that, until change set 1 (2026-11-24 09:30 UTC):
    The company did not exist.

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why support@acme.fr ticketing --lang fr --at 2026-11-24 -q
    Support  support@acme.fr — ACME  Acme Industrie
    Ticketing
    Ce contact n'existait pas.

    La réponse a changé au cours du 2026-11-24. Ci-dessus, la réponse à la fin de ce jour.
    Auparavant, jusqu'à la modification n° 5 (2026-11-24 09:30 UTC) :

    ACME  Acme Industrie — Univers client
      Interface  ✗ non notifié : n'est pas abonné [not-subscribed]
        Règles    a cet univers, a accès au portail, n'a rien choisi, n'est pas administrateur
        Depuis    2026-11-24 09:30 UTC, modification n° 1, marie, onboard : contact ajouté, comme utilisateur
      E-mail     ✓ notifié : a choisi de recevoir [explicit-on]
        Règles    a cet univers
        Boîte     Support@acme.fr est la boîte générique : cette adresse est notifiée de toute façon (2026-11-24 09:30 UTC, modification n° 1, marie, onboard)
        Depuis    2026-11-24 09:30 UTC, modification n° 1, marie, onboard : contact ajouté, choix on

    Univers ambassadeur : non détenu, donc non notifié [not-in-universe]

    Auparavant, jusqu'à la modification n° 1 (2026-11-24 09:30 UTC) :
    Cette société n'existait pas.

    Selon la configuration. abo ne voit pas si un message a été envoyé.

    $ abo why paul@part.fr mobile -c ACME --at 2026-11-24 -q
    Paul B.  paul@part.fr
    Mobile
    For an event at ACME  Acme Industrie

    PART  Le Partenaire — Operator universe
      Interface  ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, has access to the portal, made no choice, is not an administrator
      E-mail     ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, made no choice, is not an administrator
      Since     2026-11-24 09:30 UTC, change set 4, <user>, contact add: contact added, as user

    The answer changed during 2026-11-24. Above is the answer at the end of that day.
    Before that, until change set 4 (2026-11-24 09:30 UTC):
    The contact did not exist.

    Before that, until change set 3 (2026-11-24 09:30 UTC):

    PART  Le Partenaire — Operator universe
      Interface  ✓ notified: on by default, as an administrator [admin-default]
        Rules     holds the universe, has access to the portal, made no choice
      E-mail     ✓ notified: on by default, as an administrator [admin-default]
        Rules     holds the universe, made no choice
      Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, as administrator

    Before that, until change set 1 (2026-11-24 09:30 UTC):
    The company did not exist.

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why ACME/jean@acme.fr eshop -u operator --at 2026-11-24 -q
    Jean Petit  jean@acme.fr — ACME  Acme Industrie
    E-shop
    The company did not hold this universe.

    The answer changed during 2026-11-24. Above is the answer at the end of that day.
    Before that, until change set 8 (2026-11-24 09:30 UTC):

    ACME  Acme Industrie — Operator universe
      Interface  ✗ not notified: does not hold this universe [not-in-universe]
      E-mail     ✗ not notified: does not hold this universe [not-in-universe]
      Since     2026-11-24 09:30 UTC, change set 7, <user>, company set: the company receives the event in this universe
      Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, the company does not receive the event in this universe; then not in the audience

    Before that, until change set 7 (2026-11-24 09:30 UTC):
    The company did not hold this universe.

    Before that, until change set 1 (2026-11-24 09:30 UTC):
    The company did not exist.

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why nobody@acme.fr ticketing --at 2026-11-24 -q

    stderr
    Error: There is no contact “nobody@acme.fr”.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2

    $ abo simulate ticketing -c SOLO --at 2026-11-24 -q
    Ticketing
    SOLO  Œuvrard & fils
    The company did not exist.

    The answer changed during 2026-11-24. Above is the answer at the end of that day.
    Before that, until change set 6 (2026-11-24 09:30 UTC):

    SOLO  Œuvrard & fils — Client universe
      No one is notified.
      Not notified:
        E-mail  generic mailbox  no address is set

    Before that, until change set 1 (2026-11-24 09:30 UTC):
    The company did not exist.

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo simulate ticketing -c ACME -u operator --at 2026-11-24 -q
    Ticketing
    ACME  Acme Industrie
    The company did not hold this universe.

    The answer changed during 2026-11-24. Above is the answer at the end of that day.
    Before that, until change set 8 (2026-11-24 09:30 UTC):

    ACME  Acme Industrie — Operator universe
      No one is notified.
      Not notified:
        E-mail  generic mailbox  no address is set
      Not shown: 2 contacts outside this universe (see --explain).

    Before that, until change set 7 (2026-11-24 09:30 UTC):
    The company did not hold this universe.

    Before that, until change set 1 (2026-11-24 09:30 UTC):
    The company did not exist.

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);

  type Earlier = { change_set: number; refused: string | null };
  type Document = { refused: string; results: unknown[]; earlier: Earlier[] };
  const outlineOf = async (question: string): Promise<unknown> => {
    const { refused, results, earlier } = await abo.json<Document>(`${question} --at ${today}`);
    return [refused, results, earlier.map((then) => [then.change_set, then.refused])];
  };
  expect(await outlineOf('why support@acme.fr ticketing')).toEqual([
    'unknown-contact',
    [],
    [
      [4, null],
      [0, 'unknown-company'],
    ],
  ]);
  expect(await outlineOf('simulate ticketing -c SOLO')).toEqual([
    'unknown-company',
    [],
    [
      [5, null],
      [0, 'unknown-company'],
    ],
  ]);
});

test('a removed contact or company is named, with what happened to it', async ({ abo }) => {
  await abo.holds(ACME);
  for (const command of [
    'contact rename ACME/lea@acme.fr lea.o@acme.fr',
    'contact remove support@acme.fr',
    'company remove SOLO',
  ]) {
    expect((await abo.run(`${command} -y --max-losses 100%`)).exitCode, command).toBe(0);
  }
  expect(
    await abo.each([
      'why support@acme.fr ticketing',
      'why rio@part.fr mobile',
      'why Rio@part.fr mobile -c ACME --lang fr',
      'why ACME/support@acme.fr ticketing --lang fr',
      'why "Léa Œuvrard" ticketing -c ACME',
      'why ACME/lea@acme.fr ticketing',
      'why ACME/lea@acme.fr ticketing --lang fr',
      'why SUPPORT@acme.fr ticketing --as jean@acme.fr',
      'why SUPPORT@acme.fr ticketing --as PART/paul@part.fr --at 3',
      'history --contact support@acme.fr',
      'history --contact ACME/lea@acme.fr',
      'history --contact support@acme.fr -c SOLO',
      'history -c SOLO',
      'history -c SOL',
      'history --contact nobody@acme.fr',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo why support@acme.fr ticketing

    stderr
    Error: There is no contact “support@acme.fr”.
    It was removed in change set 3. To see the state before that, use --at 2.
    exit 2

    $ abo why rio@part.fr mobile

    stderr
    Error: There is no contact “rio@part.fr”.
    It is a generic mailbox: see abo address show rio@part.fr.
    exit 2

    $ abo why Rio@part.fr mobile -c ACME --lang fr

    stderr
    Erreur : il n'y a pas de contact « Rio@part.fr ».
    C'est une boîte générique : voir abo address show Rio@part.fr.
    exit 2

    $ abo why ACME/support@acme.fr ticketing --lang fr

    stderr
    Erreur : il n'y a pas de contact « ACME/support@acme.fr ».
    Supprimé par la modification n° 3. Pour voir l'état précédent, utilisez --at 2.
    exit 2

    $ abo why "Léa Œuvrard" ticketing -c ACME
    Léa Œuvrard  lea.o@acme.fr
    Ticketing

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        To start  abo contact set access=yes --company ACME --contact lea.o@acme.fr && abo subscription set ticketing.interface=on --company ACME --contact lea.o@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access
        Who may   support staff only
      E-mail     ✓ notified: chose to be notified [explicit-on]
        Rules     holds the universe
        To stop   abo subscription set ticketing.email=off --company ACME --contact lea.o@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on
        Who may   support staff, jean@acme.fr, PART/paul@part.fr
      Others    no one else starts or stops being notified

    Ambassador universe: not held, so not notified [not-in-universe]

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why ACME/lea@acme.fr ticketing

    stderr
    Error: There is no contact “ACME/lea@acme.fr”.
    It was renamed to “lea.o@acme.fr” in change set 2.
    exit 2

    $ abo why ACME/lea@acme.fr ticketing --lang fr

    stderr
    Erreur : il n'y a pas de contact « ACME/lea@acme.fr ».
    Renommé en « lea.o@acme.fr » par la modification n° 2.
    exit 2

    $ abo why SUPPORT@acme.fr ticketing --as jean@acme.fr

    stderr
    Error: There is no contact “SUPPORT@acme.fr”.
    It was removed in change set 3. To see the state before that, use --at 2.
    exit 2

    $ abo why SUPPORT@acme.fr ticketing --as PART/paul@part.fr --at 3

    stderr
    As it was after change set 3 (2026-11-24 09:30 UTC).
    Error: There is no contact “SUPPORT@acme.fr”.
    It was removed in change set 3. To see the state before that, use --at 2.
    exit 2

    $ abo history --contact support@acme.fr
    No.  When (UTC)        Who    Command         Changes  Note
      3  2026-11-24 09:30  <user>   contact remove        2
      1  2026-11-24 09:30  marie  onboard              17  files

    $ abo history --contact ACME/lea@acme.fr
    No.  When (UTC)        Who    Command         Changes  Note
      2  2026-11-24 09:30  <user>   contact rename        1
      1  2026-11-24 09:30  marie  onboard              17  files

    $ abo history --contact support@acme.fr -c SOLO

    stderr
    Error: There is no contact “support@acme.fr” in SOLO.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2

    $ abo history -c SOLO
    No.  When (UTC)        Who    Command         Changes  Note
      4  2026-11-24 09:30  <user>   company remove        1
      1  2026-11-24 09:30  marie  onboard              17  files

    $ abo history -c SOL

    stderr
    Error: There is no company “SOL”.
    To search by code or name, use abo find TEXT.
    exit 2

    $ abo history --contact nobody@acme.fr

    stderr
    Error: There is no contact “nobody@acme.fr”.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2
    "
  `);
});

test('an audience that is empty now, or an address that changed: the change is named', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer('company add -y -q -- -dash name=Dash universes=client,ambassador');
  for (const command of [
    'company set partner=- -c ACME',
    'contact rename ACME/lea@acme.fr lea.o@acme.fr',
    'contact add --company=-dash --contact d@dash.fr name=D universes=ambassador',
    'company set partner=-dash partner_universe=ambassador -c SOLO',
  ]) {
    expect((await abo.run(`${command} -y --max-losses 100%`)).exitCode, command).toBe(0);
  }
  expect(
    await abo.each([
      'why PART/paul@part.fr mobile -c ACME',
      'why PART/paul@part.fr mobile -c ACME --lang fr -u operator',
      'why PART/paul@part.fr mobile -c SOLO -q',
      'why lea.o@acme.fr deliveries --at 1 -u client',
      'why d@dash.fr mobile',
      'why -c SOLO -- -dash/d@dash.fr mobile',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo why PART/paul@part.fr mobile -c ACME
    Paul Partenaire  paul@part.fr — PART  Le Partenaire
    Mobile
    For an event at ACME  Acme Industrie

    Not in the audience: this event goes to the contacts of ACME  Acme Industrie (Ambassador universe), and this contact belongs to PART.
    In the audience in Operator universe until 2026-11-24 09:30 UTC, change set 3, <user>, company set.
    To see who is notified:
      abo simulate mobile --company ACME
    Mobile in Client universe can never deliver, whatever the choice: no event of this category goes there.

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why PART/paul@part.fr mobile -c ACME --lang fr -u operator
    Paul Partenaire  paul@part.fr — PART  Le Partenaire
    Mobile
    Pour un événement de ACME  Acme Industrie

    Non concerné : cet événement ne va pas à ACME  Acme Industrie dans cet univers.
    Concerné dans Univers opérateur jusqu'au 2026-11-24 09:30 UTC, modification n° 3, <user>, company set.
    Pour voir qui est notifié :
      abo simulate mobile --company ACME

    Selon la configuration. abo ne voit pas si un message a été envoyé.

    $ abo why PART/paul@part.fr mobile -c SOLO -q
    Paul Partenaire  paul@part.fr — PART  Le Partenaire
    Mobile
    For an event at SOLO  Œuvrard & fils

    Not in the audience: this event goes to the contacts of -dash  Dash (Ambassador universe), and this contact belongs to PART.
    To see who is notified:
      abo simulate mobile --company SOLO
    Mobile in Client universe can never deliver, whatever the choice: no event of this category goes there.

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why lea.o@acme.fr deliveries --at 1 -u client
    Léa Œuvrard  lea@acme.fr
    Deliveries

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access
      E-mail     ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, made no choice, is not an administrator
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, as user

    This is what the configuration says. abo can't see whether a message was sent.
    stderr
    As it was after change set 1 (2026-11-24 09:30 UTC).

    $ abo why d@dash.fr mobile
    D  d@dash.fr
    Mobile

    -dash  Dash — Ambassador universe
      Interface  ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, has access to the portal, made no choice, is not an administrator
        To start  abo subscription set mobile.interface=on --company -dash --contact d@dash.fr --universe ambassador
      E-mail     ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, made no choice, is not an administrator
        To start  abo subscription set mobile.email=on --company -dash --contact d@dash.fr --universe ambassador
      Since     2026-11-24 09:30 UTC, change set 5, <user>, contact add: contact added, as user
      Who may   support staff, d@dash.fr
      Others    the same for events at SOLO

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why -c SOLO -- -dash/d@dash.fr mobile
    D  d@dash.fr
    Mobile
    For an event at SOLO  Œuvrard & fils

    -dash  Dash — Ambassador universe
      Interface  ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, has access to the portal, made no choice, is not an administrator
        To start  abo subscription set mobile.interface=on --company -dash --contact d@dash.fr --universe ambassador
      E-mail     ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, made no choice, is not an administrator
        To start  abo subscription set mobile.email=on --company -dash --contact d@dash.fr --universe ambassador
      Since     2026-11-24 09:30 UTC, change set 6, <user>, company set: the company receives the event in this universe
      Earlier   2026-11-24 09:30 UTC, change set 5, <user>, contact add: contact added, the company does not receive the event in this universe; then not in the audience
      Who may   support staff, d@dash.fr
      Others    the same for events at -dash

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
  const until = await abo.json<{ asked_until: unknown }>('why PART/paul@part.fr mobile -c ACME');
  expect(until.asked_until).toMatchObject([
    { universe: 'operator', change_set: { number: 3, command: 'company set' } },
  ]);
});

test('no command is suggested that would not work: for the past, for another actor, for a file that is not imported', async ({
  abo,
}) => {
  await abo.holds(ACME);
  expect((await abo.run('sub set ticketing.email=off --contact support@acme.fr -y')).exitCode).toBe(0);
  expect(
    await abo.each([
      'why support@acme.fr ticketing -u client --at 2 -q',
      'why ACME/lea@acme.fr ticketing -u client --as jean@acme.fr',
      'why ACME/jean@acme.fr ticketing -u client --as ACME/lea@acme.fr',
      'why paul@part.fr mobile -u client --as paul@part.fr',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo why support@acme.fr ticketing -u client --at 2 -q
    Support  support@acme.fr
    Ticketing

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, has access to the portal, made no choice, is not an administrator
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, as user
      E-mail     ✓ reached only through the generic mailbox: opted out [explicit-off]
        Rules     holds the universe, did not opt in
        Mailbox   Support@acme.fr is the generic mailbox, so this address is notified in any case (2026-11-24 09:30 UTC, change set 1, marie, onboard)
        Since     2026-11-24 09:30 UTC, change set 2, <user>, subscription set: choice on → off
        Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on; then notified

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why ACME/lea@acme.fr ticketing -u client --as jean@acme.fr
    Léa Œuvrard  lea@acme.fr
    Ticketing

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        To start  abo contact set access=yes --company ACME --contact lea@acme.fr && abo subscription set ticketing.interface=on --company ACME --contact lea@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 1, onboard: contact added, without access
        Who may   support staff only
      E-mail     ✓ notified: chose to be notified [explicit-on]
        Rules     holds the universe
        To stop   abo subscription set ticketing.email=off --company ACME --contact lea@acme.fr --universe client --as jean@acme.fr
        Since     2026-11-24 09:30 UTC, change set 1, onboard: contact added, choice on
        Who may   support staff, jean@acme.fr
      Others    no one else starts or stops being notified

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why ACME/jean@acme.fr ticketing -u client --as ACME/lea@acme.fr

    stderr
    Error: lea@acme.fr has no access to the portal and can't see or change anything [actor-no-access].
    To act as support staff, leave out --as.
    exit 5

    $ abo why paul@part.fr mobile -u client --as paul@part.fr
    Paul Partenaire  paul@part.fr — PART  Le Partenaire
    Mobile

    Not in the audience: this event does not go to PART  Le Partenaire in that universe.
    To see who is notified:
      abo simulate mobile --company PART --as paul@part.fr
    In the audience for events at its clients: ACME. For one of them:
      abo why PART/paul@part.fr mobile --company ACME --as paul@part.fr
    Mobile in Client universe can never deliver, whatever the choice: no event of this category goes there.

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('the timeline lists a choice that was made after the deciding change as later', async ({ abo }) => {
  await abo.holds(ACME);
  for (const command of [
    'contact set access=yes -c ACME --contact lea@acme.fr',
    'sub set ticketing=on -c ACME --contact lea@acme.fr -u client',
    'contact set access=no -c ACME --contact lea@acme.fr',
    'sub set ticketing=default -c ACME --contact lea@acme.fr -u client',
  ]) {
    expect((await abo.run(`${command} -y --max-losses 100%`)).exitCode, command).toBe(0);
  }
  expect(await abo('why ACME/lea@acme.fr ticketing -u client')).toMatchInlineSnapshot(`
    "
    $ abo why ACME/lea@acme.fr ticketing -u client
    Léa Œuvrard  lea@acme.fr
    Ticketing

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        To start  abo contact set access=yes --company ACME --contact lea@acme.fr && abo subscription set ticketing.interface=on --company ACME --contact lea@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 4, <user>, contact set: access removed
        Later     2026-11-24 09:30 UTC, change set 5, <user>, subscription set: choice on → default; then not notified
        Earlier   2026-11-24 09:30 UTC, change set 3, <user>, subscription set: choice default → on; then notified
                  2026-11-24 09:30 UTC, change set 2, <user>, contact set: access given; then not notified
                  2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access; then not notified
        Who may   support staff only
      E-mail     ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, made no choice, is not an administrator
        To start  abo subscription set ticketing.email=on --company ACME --contact lea@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 5, <user>, subscription set: choice on → default
        Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on; then notified
        Who may   support staff, jean@acme.fr, PART/paul@part.fr
      Others    no one else starts or stops being notified

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
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
        Since     not applied yet: access given, role user → admin
        Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access; then not notified
      E-mail     ✓ notified: chose to be notified [explicit-on]
        Rules     holds the universe
        To stop   abo subscription set ticketing.email=off --company ACME --contact lea@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on
      Who may   support staff, lea@acme.fr, jean@acme.fr, PART/paul@part.fr
      Others    no one else starts or stops being notified

    Run these commands after importing c.csv.
    This is what the configuration says. abo can't see whether a message was sent.
    stderr
    c.csv: contacts, utf-8, comma
    As it would be after importing c.csv. Nothing is written.

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
      Since     not applied yet: contact added, as user
      Who may   support staff, new@solo.fr
      Others    no one else starts or stops being notified

    Run these commands after importing c.csv.
    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why SOLO/new@solo.fr ticketing --with nowhere.csv

    stderr
    Error: There is no file “nowhere.csv”.
    Check the name, and which folder you are in.
    exit 2
    "
  `);
  const { with: files } = await abo.json<{ with: readonly { name: string }[] }>(`${WHY} --with c.csv`);
  expect(files.map(({ name }) => name)).toEqual(['c.csv']);
});
