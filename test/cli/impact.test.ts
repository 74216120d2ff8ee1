/** Who starts and who stops being notified, in every form of a plan. Source: docs/contract/cli.md, "--impact". */
import { expect } from 'vitest';
import { ORACLE_EVENTS } from '../support/oracle.js';
import { test, type Abo } from './abo.js';
import { csv, randomWorld } from './random-world.js';
import { ACME } from './world.js';

const IMPORT = `company,contact,universe,category,channel,value
ACME,jean@acme.fr,client,ticketing,email,off
ACME,jean@acme.fr,client,ticketing,interface,off
ACME,lea@acme.fr,client,eshop,email,on
ACME,support@acme.fr,client,ticketing,email,off
PART,paul@part.fr,operator,mobile,email,off
PART,lea@acme.fr,operator,mobile,email,on
`;

test('losses by company, universe, category and channel: a delivery that moves to a generic mailbox is no loss', async ({
  abo,
}) => {
  await abo.holds(ACME);
  abo.write('s.csv', IMPORT);
  expect(
    await abo.each([
      'subscription import s.csv -n --impact',
      'contact set role=user --contact PART/paul@part.fr -n --impact --lang fr',
      'mailbox set mobile=rio@acme.fr -c ACME -u client -n --impact',
      'company set partner=- -c ACME -n --impact',
      'contact set role=admin -c ACME --contact jean@acme.fr -n --impact',
      'address erase support@acme.fr -n --impact',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo subscription import s.csv -n --impact
    Database: <folder>/data/abo/abo.db (sqlite)      Input: s.csv  sha256 26147b60c14d…
    ACME  Acme Industrie
      + subscription  client  ticketing.interface  jean@acme.fr     default (on) → off
      + subscription  client  ticketing.email      jean@acme.fr     default (on) → off
      + subscription  client  eshop.email          lea@acme.fr      default (off) → on
      ~ subscription  client  ticketing.email      support@acme.fr  on → off
    PART  Le Partenaire
      + subscription  operator  mobile.email  lea@acme.fr   default (off) → on
      + subscription  operator  mobile.email  paul@part.fr  default (on) → off
    Who starts (+) and who stops (-) being notified:
    ACME  Acme Industrie
      client  eshop.email  + lea@acme.fr
      client  ticketing    - jean@acme.fr
    PART  Le Partenaire
      operator  mobile.email  + lea@acme.fr
                              - paul@part.fr
                              for events at ACME, PART
    Plan: 5 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 3 gained, 4 lost.
    Losses: 3 of 6 recipients will receive less.
      ACME  jean@acme.fr
      ACME  support@acme.fr
      PART  paul@part.fr
    stderr
    s.csv: subscriptions (long), utf-8, comma
    Dry run: nothing was changed.

    $ abo contact set role=user --contact PART/paul@part.fr -n --impact --lang fr
    Base : <folder>/data/abo/abo.db (sqlite)
    PART  Le Partenaire
      ~ contact  paul@part.fr  role  admin → user
    Qui commence (+) et qui cesse (-) d'être notifié :
    PART  Le Partenaire
      client    eshop             - paul@part.fr
      client    deliveries        - paul@part.fr
      client    service-settings  - paul@part.fr
      client    service-security  - paul@part.fr
      client    ticketing         - paul@part.fr
      client    messaging         - paul@part.fr
      operator  eshop             - paul@part.fr
      operator  deliveries        - paul@part.fr
      operator  service-settings  - paul@part.fr
      operator  service-security  - paul@part.fr
      operator  ticketing         - paul@part.fr
      operator  messaging         - paul@part.fr
      operator  mobile            - paul@part.fr
                                  pour les événements de ACME, PART
    Plan : 0 ajout, 1 changement, 0 suppression ; 0 inchangé.
    Notifications : 0 gagnée, 28 perdues.
    Pertes : 1 destinataire recevra moins, sur 2.
      PART  paul@part.fr
    Réduit au silence : 12 catégories où plus personne ne sera notifié.
      PART  client  eshop, deliveries, service-settings, service-security, ticketing, messaging
      PART  operator  eshop, deliveries, service-settings, service-security, ticketing, messaging
    PART n'a plus d'administrateur.
    stderr
    Essai à blanc : rien n'a été modifié.

    $ abo mailbox set mobile=rio@acme.fr -c ACME -u client -n --impact
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ mailbox  client  mobile  m@acme.fr → rio@acme.fr  (inert)
    No one starts or stops being notified.
    Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Inert: 1 change can never deliver, because no event of this category goes to this universe:
      client  mobile
    stderr
    Dry run: nothing was changed.

    $ abo company set partner=- -c ACME -n --impact
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ company  partner           PART → -
      ~ company  partner_universe  operator → -
    Who starts (+) and who stops (-) being notified:
    ACME  Acme Industrie
      ambassador  mobile  + jean@acme.fr
    PART  Le Partenaire
      operator  mobile.interface  - paul@part.fr
                                  for events at ACME
      operator  mobile.email      - paul@part.fr, rio@part.fr
                                  for events at ACME
    Plan: 0 to add, 2 to change, 0 to remove; 0 unchanged.
    Deliveries: 2 gained, 3 lost.
    Silenced: 1 category will no longer notify anyone.
      ACME  operator  mobile
    stderr
    Dry run: nothing was changed.

    $ abo contact set role=admin -c ACME --contact jean@acme.fr -n --impact
    Database: <folder>/data/abo/abo.db (sqlite)
    No changes (1 unchanged).
    stderr
    Dry run: nothing was changed.

    $ abo address erase support@acme.fr -n --impact
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ contact  erased-2  email  support@acme.fr → erased-2
      ~ contact  erased-2  name   Support → erased-2
      ~ mailbox  client  ticketing  Support@acme.fr → erased-2
    Who starts (+) and who stops (-) being notified:
    ACME  Acme Industrie
      client  ticketing.email  + erased-2
                               - Support@acme.fr
    Plan: 0 to add, 3 to change, 0 to remove; 0 unchanged.
    Deliveries: 1 gained, 1 lost.
    ACME: the contact erased-2 does not have an e-mail address [invalid-address].
    ACME: the mailbox erased-2 (Ticketing in the client universe) is not an e-mail address [invalid-address].
    Journal: 2 entries rewritten in 1 change set. The address becomes erased-2 everywhere.
    Actors, messages and file names that contain it are rewritten too.
    The contact stays, without address or name. To remove them first: abo contact remove support@acme.fr --everywhere
    A generic mailbox stays, without an address. To give it another one first: abo address replace support@acme.fr NEW --only mailbox
    Not erased: backups, copies, exported files, saved plans and messages already sent. Check those yourself.
    This can't be undone.
    stderr
    Dry run: nothing was changed.
    "
  `);
});

test('in JSON the impact is null unless --impact is given', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('s.csv', IMPORT);
  type Answer = Readonly<Record<'impact' | 'deliveries', unknown>>;
  const dry = await abo.json<Answer>('subscription import s.csv -n --impact --format json');
  expect((await abo.json<Answer>('subscription import s.csv -n --format json')).impact).toBeNull();
  expect(dry.impact).toMatchInlineSnapshot(`
    [
      {
        "category": "eshop",
        "channel": "email",
        "company": "ACME",
        "concerned": [
          "ACME",
        ],
        "starts": [
          "lea@acme.fr",
        ],
        "stops": [],
        "universe": "client",
      },
      {
        "category": "ticketing",
        "channel": "interface",
        "company": "ACME",
        "concerned": [
          "ACME",
        ],
        "starts": [],
        "stops": [
          "jean@acme.fr",
        ],
        "universe": "client",
      },
      {
        "category": "ticketing",
        "channel": "email",
        "company": "ACME",
        "concerned": [
          "ACME",
        ],
        "starts": [],
        "stops": [
          "jean@acme.fr",
        ],
        "universe": "client",
      },
      {
        "category": "mobile",
        "channel": "email",
        "company": "PART",
        "concerned": [
          "ACME",
          "PART",
        ],
        "starts": [
          "lea@acme.fr",
        ],
        "stops": [
          "paul@part.fr",
        ],
        "universe": "operator",
      },
    ]
  `);
  const saved = await abo.run('subscription import s.csv -n --impact --plan-out p.json -q');
  expect(await abo.answer('plan show p.json')).toContain(saved.stdout.split('\n').slice(1).join('\n'));
  expect((await abo.json<Answer>('plan show p.json --format json')).impact).toEqual(dry.impact);
  expect((await abo.json<Answer>('apply p.json --yes --impact --format json')).impact).toEqual(dry.impact);
});

test('the impact is cut like the list of changes, and says how many more there are', async ({ abo }) => {
  const people = (company: string, n: number): string =>
    Array.from({ length: n }, (_, i) => `${company},p${String(i).padStart(2, '0')}@x.fr,P,user,yes,client\n`).join('');
  const codes = Array.from({ length: 40 }, (_, i) => `C${String(i + 10)}`);
  await abo.holds({
    'companies.csv': `company,name,universes\nBIG,Big,client|operator|ambassador\n${codes.map((code) => `${code},${code},client\n`).join('')}`,
    'contacts.csv': `company,contact,name,role,access,universes\n${people('BIG', 12)}BIG,all@x.fr,A,user,no,client|operator|ambassador\n${codes.map((code) => people(code, 1)).join('')}`,
  });
  const answer = await abo.answer('subscription set all=on --all -n --impact --max-losses 0');
  const lines = answer.split('\n');
  const from = lines.findIndex((line) => line.startsWith('Who starts'));
  const shown = lines.slice(from);
  expect(shown.slice(0, 4).join('\n')).toMatchInlineSnapshot(`
    "Who starts (+) and who stops (-) being notified:
    BIG  Big
      client      eshop.interface             + p00@x.fr, p01@x.fr, p02@x.fr, p03@x.fr, p04@x.fr, p05@x.fr, p06@x.fr, p07@x.fr, p08@x.fr, p09@x.fr and 2 more
      client      eshop.email                 + all@x.fr, p00@x.fr, p01@x.fr, p02@x.fr, p03@x.fr, p04@x.fr, p05@x.fr, p06@x.fr, p07@x.fr, p08@x.fr and 3 more"
  `);
  expect(shown.filter((line) => line.includes('…')).join('\n')).toMatchInlineSnapshot(`
    "  … and 6 more cells in this company
    … and 120 more cells in 10 other companies"
  `);
});

/** Every delivery of every event that there can be, at all these companies. */
async function deliveriesIn(abo: Abo, companies: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set(
    (await abo.json<{ items: { code: string }[] }>('company list --format json')).items.map(({ code }) => code),
  );
  const questions = companies
    .filter((code) => known.has(code))
    .flatMap((code) => ORACLE_EVENTS.map(([event]) => [event, code]));
  const stdin = csv(['event', 'company'], questions);
  const answers = (await abo.answer('simulate --events - --format ndjson -q', { stdin })).trimEnd().split('\n');
  type Answer = {
    company: string;
    category: string;
    results: { company: string; universe: string; deliveries: { channel: string; recipient: string }[] }[];
  };
  return new Set(
    answers.flatMap((line) => {
      const { company: concerned, category, results } = JSON.parse(line) as Answer;
      return results.flatMap(({ company, universe, deliveries }) =>
        deliveries.map(({ channel, recipient }) =>
          JSON.stringify([concerned, company, universe, category, channel, recipient.normalize('NFC').toLowerCase()]),
        ),
      );
    }),
  );
}

test.for([3, 20_261_125])(
  'the impact of a random import is the difference of all simulations before and after, seed %i',
  async (seed, { abo }) => {
    const first = randomWorld(seed, 20, 80);
    await abo.holds(first.files);
    const { states, files } = randomWorld(seed, 20, 120);
    const rows = csv(
      ['company', 'contact', 'universe', 'category', 'channel', 'value'],
      states.flatMap(({ company, contacts }, i) =>
        contacts
          .slice(0, 6)
          .flatMap(({ contact }, j) =>
            contact.universes.flatMap((universe) =>
              ['eshop', 'ticketing', 'mobile'].map((category, k) => [
                company.code,
                contact.email,
                universe,
                category,
                'email',
                ['on', 'off', 'default'][(i + j + k) % 3] ?? 'on',
              ]),
            ),
          ),
      ),
    );
    abo.write('new/companies.csv', files['companies.csv'] ?? '');
    abo.write('new/contacts.csv', files['contacts.csv'] ?? '');
    abo.write('new/mailboxes.csv', files['mailboxes.csv'] ?? '');
    abo.write('new/subscriptions.csv', rows);
    const codes = [...new Set([...first.states, ...states].map(({ company }) => company.code))];
    const before = await deliveriesIn(abo, codes);
    type Record = {
      company: string;
      concerned: string[];
      universe: string;
      category: string;
      channel: string;
      starts: string[];
      stops: string[];
    };
    const { impact } = await abo.json<{ impact: Record[] }>(
      'onboard new --impact --yes --max-losses 100% --format json',
    );
    const after = await deliveriesIn(abo, codes);
    const listed = (list: 'starts' | 'stops'): string[] =>
      impact
        .flatMap(({ company, concerned, universe, category, channel, ...people }) =>
          concerned.flatMap((code) =>
            people[list].map((recipient) =>
              JSON.stringify([code, company, universe, category, channel, recipient.normalize('NFC').toLowerCase()]),
            ),
          ),
        )
        .sort();
    expect(listed('starts')).toEqual([...after].filter((delivery) => !before.has(delivery)).sort());
    expect(listed('stops')).toEqual([...before].filter((delivery) => !after.has(delivery)).sort());
    expect(impact.length).toBeGreaterThan(100);
  },
);
