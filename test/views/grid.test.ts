/** The dashboard: each state has a sign of its own, with or without colour, at 80 columns and piped. */
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { subscriptionRecords, type SubscriptionRecord } from '../../src/domain/records.js';
import { CATEGORIES, CHANNELS } from '../../src/domain/vocabulary.js';
import { messagesIn, type Language } from '../../src/messages/index.js';
import { writeGrid, type GridOptions } from '../../src/views/grid.js';
import { widthOf } from '../../src/views/width.js';
import { MemoryOutput } from '../support/memory-output.js';
import { acme, batches, chose, company, contact, state } from './building.js';

const ALL: GridOptions = { categories: CATEGORIES, channels: CHANNELS, companyName: () => 'Acme Industrie' };

async function grid(
  records: readonly SubscriptionRecord[],
  {
    page = new MemoryOutput(),
    lang = 'en',
    options = ALL,
  }: Partial<{ page: MemoryOutput; lang: Language; options: GridOptions }> = {},
): Promise<string> {
  await writeGrid(batches(records), options, page, messagesIn[lang]);
  return page.text;
}

const cells = acme().contacts.flatMap(subscriptionRecords);

test('on a terminal of 80 columns, in French', async () => {
  const text = await grid(cells, { page: new MemoryOutput({ columns: 80 }), lang: 'fr' });
  expect(text).toMatchInlineSnapshot(`
    "ACME  Acme Industrie — Univers client
                   E-Bout.  Livr.  Param.  Sécur.  Ticket  Messag  Mobile
      Contact       I   E   I   E   I   E   I   E   I   E   I   E   I   E
    ø Anne "Nanou"  –   ·   –   ·   –   ·   –   ·   –   ✓   –   ·  (–) (·)
      anne.nanou@acme.fr
    A Jean Petit    A   A   A   A   A   A   A   A   A   ✗   A   ✓  (A) (A)
      jean.petit@acme.fr
      Léa Le Goff   ·   ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·  (·) (✓)
      lea.le-goff@acme.fr
      Zoé␊␛[31m     ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·  (·) (·)
      zoe@acme.fr

    ACME  Acme Industrie — Univers ambassadeur
                  E-Bout.  Livr.  Param.  Sécur.  Ticket  Messag  Mobile
      Contact      I   E   I   E   I   E   I   E   I   E   I   E   I   E
    A Jean Petit   A   A   A   A   A   A   A   A   A   A   A   A   A   A
      jean.petit@acme.fr
      Léa Le Goff  ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
      lea.le-goff@acme.fr

    ✓ choisi   A administrateur, abonné d'office   ✗ désabonné   · non abonné
    – impossible   ( ) sans effet possible   ø sans accès au portail
    I interface, E e-mail
    "
  `);
  expect(Math.max(...text.split('\n').map(widthOf))).toBeLessThanOrEqual(80);
});

test('piped, in English: names and addresses whole', async () => {
  expect(await grid(cells)).toMatchInlineSnapshot(`
    "ACME  Acme Industrie — Client universe
                                        E-shop  Deliv.   Setup  Secur.  Ticket  Messag  Mobile
      Contact                            I   E   I   E   I   E   I   E   I   E   I   E   I   E
    ø Anne "Nanou"  anne.nanou@acme.fr   –   ·   –   ·   –   ·   –   ·   –   ✓   –   ·  (–) (·)
    A Jean Petit    jean.petit@acme.fr   A   A   A   A   A   A   A   A   A   ✗   A   ✓  (A) (A)
      Léa Le Goff   lea.le-goff@acme.fr  ·   ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·  (·) (✓)
      Zoé␊␛[31m     zoe@acme.fr          ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·  (·) (·)

    ACME  Acme Industrie — Ambassador universe
                                       E-shop  Deliv.   Setup  Secur.  Ticket  Messag  Mobile
      Contact                           I   E   I   E   I   E   I   E   I   E   I   E   I   E
    A Jean Petit   jean.petit@acme.fr   A   A   A   A   A   A   A   A   A   A   A   A   A   A
      Léa Le Goff  lea.le-goff@acme.fr  ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·

    ✓ chosen   A administrator, on by default   ✗ opted out   · off   – impossible
    ( ) can never deliver   ø no access to the portal   I interface, E e-mail
    "
  `);
});

test('colour adds nothing that the signs do not say', async () => {
  const plain = await grid(cells, { page: new MemoryOutput({ columns: 80 }) });
  const colored = await grid(cells, { page: new MemoryOutput({ columns: 80, color: true }) });
  expect(stripVTControlCharacters(colored)).toBe(plain);
  expect(colored).toContain('\u001b[32m✓\u001b[39m');
});

test('filters drop columns and leave cells blank', async () => {
  const records = cells.filter(
    ({ category, channel, notified }) => channel === 'email' && ['ticketing', 'mobile'].includes(category) && !notified,
  );
  const options: GridOptions = { ...ALL, categories: ['ticketing', 'mobile'], channels: ['email'] };
  expect(await grid(records, { options })).toMatchInlineSnapshot(`
    "ACME  Acme Industrie — Client universe
                                        Ticket  Mobile
      Contact                              E       E
    ø Anne "Nanou"  anne.nanou@acme.fr            (·)
    A Jean Petit    jean.petit@acme.fr     ✗
      Léa Le Goff   lea.le-goff@acme.fr    ·
      Zoé␊␛[31m     zoe@acme.fr            ·      (·)

    ACME  Acme Industrie — Ambassador universe
                                       Ticket  Mobile
      Contact                             E       E
      Léa Le Goff  lea.le-goff@acme.fr    ·       ·

    A administrator, on by default   ✗ opted out   · off   ( ) can never deliver
    ø no access to the portal   I interface, E e-mail
    "
  `);
});

test('names and addresses stay whole: below the cells, where they do not fit beside them', async () => {
  const name = 'Marie-Antoinette de La Tour du Pin';
  const duchy = state(company('ACME'), [
    chose(contact('a.gouvernet@tour.fr', { name })),
    chose(contact('b.gouvernet@tour.fr', { name })),
    chose(contact('tanaka@tour.fr', { name: '田中さん' })),
  ]);
  const records = duchy.contacts.flatMap(subscriptionRecords);
  const text = await grid(records, { page: new MemoryOutput({ columns: 80 }) });
  expect(text).toMatchInlineSnapshot(`
    "ACME  Acme Industrie — Client universe
                             E-shop  Deliv.   Setup  Secur.  Ticket  Messag  Mobile
      Contact                 I   E   I   E   I   E   I   E   I   E   I   E   I   E
      Marie-Antoinette de La  ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·  (·) (·)
      Tour du Pin
      a.gouvernet@tour.fr
      Marie-Antoinette de La  ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·  (·) (·)
      Tour du Pin
      b.gouvernet@tour.fr
      田中さん                ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·  (·) (·)
      tanaka@tour.fr

    · off   ( ) can never deliver   I interface, E e-mail
    "
  `);
  expect(Math.max(...text.split('\n').map(widthOf))).toBeLessThanOrEqual(80);
  expect(await grid(records)).toContain(`${name}  a.gouvernet@tour.fr`);
});

test('nothing at all for no record, and no row is counted', async () => {
  const page = new MemoryOutput();
  expect(await writeGrid(batches(), ALL, page, messagesIn.en)).toBe(0);
  expect(page.text).toBe('');
});
