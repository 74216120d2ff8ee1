/**
 * The network between client and server is cut at random moments of an import: each time all or nothing is written, and `abo`
 * reports which. Each import is a process of its own, since a cut connection may end one.
 * Source: docs/contract/cli.md, "Every command that changes something" (3) and "Exit codes" (7).
 */
import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import { newPlace, SERVERS } from '../storage/engines.js';
import { Proxy } from '../storage/proxy.js';
import { test } from './abo.js';

const CONTACTS = 1_000;
const CUTS = 20;
/** Every so many cuts, the network stays cut: a write is tried again for ten seconds, and looked up for half a minute. */
const EVERY = 10;

const lines = (header: string, row: (i: number) => string): string =>
  `${header}\n${Array.from({ length: CONTACTS }, (_, i) => `${row(i)}\n`).join('')}`;

const choices = (value: 0 | 1): string =>
  lines(
    'company,contact,universe,ticketing.interface,ticketing.email,messaging.interface,messaging.email',
    (i) => `C${i % 20},p${i}@x.fr,client${`,${value}`.repeat(4)}`,
  );

/** Seeds the random moments. A failure names it. */
const SEED = Number(process.env['ABO_TEST_SEED'] ?? Date.now() % 1_000_000);

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271 + 11) % 0x7fffffff) / 0x7fffffff;
}

const LOST = /^Error: The connection to \S+ was lost\. Nothing was written\.\n/u;
const AWAY = /^Error: The database \S+ can't be reached: [^\n]*\n/u;
const UNKNOWN =
  /^Error: The connection to \S+ was lost while the changes were being committed, and the server can't be asked since: they are written whole, or not at all\.\n/u;

// All servers in one test: most of the time is spent waiting.
test(`${CUTS} cuts of the connection to each server`, { timeout: 900_000 }, async ({ abo }) => {
  await Promise.all(
    SERVERS.map(async (engine) => {
      const location = await newPlace(engine);
      const near = { ABO_DATABASE_URL: location };
      abo.write(
        'world/companies.csv',
        lines('company,name,universes', (i) => `C${i},Company ${i},client`),
      );
      abo.write(
        'world/contacts.csv',
        lines('company,contact,name,access,universes', (i) => `C${i % 20},p${i}@x.fr,P ${i},yes,client`),
      );
      await abo.answer('db init', { env: near });
      await abo.answer('onboard world -y -q', { env: near });
      abo.write('on.csv', choices(1));
      abo.write('off.csv', choices(0));

      /** Read from the database without abo: how many change sets there are, and how many cells are on. */
      const found = async (): Promise<{ readonly sets: number; readonly numbers: number; readonly on: number }> => {
        const [row] = await engine.query(
          location,
          `select (select count(*) from change_set) as sets, (select max(number) from change_set) as numbers,
          (select count(*) from subscription_cell where stored = 'on') as on_cells`,
        );
        return { sets: Number(row?.['sets']), numbers: Number(row?.['numbers']), on: Number(row?.['on_cells']) };
      };

      const random = randomFrom(SEED + engine.name.length);
      const proxy = await Proxy.to(location);
      const far = { ABO_DATABASE_URL: proxy.url({ connect_timeout: '5' }) };
      const start = performance.now();
      await abo.spawn('subscription import on.csv -y -q', { env: far });
      const usual = performance.now() - start;
      let state = { sets: 2, numbers: 2, on: CONTACTS * 4 };
      expect(await found()).toEqual(state);

      const counts = { done: 0, lost: 0, unknown: 0 };
      for (let cut = 0; cut < CUTS; cut++) {
        const isForGood = cut % EVERY === EVERY - 1;
        const on = state.on === 0;
        const running = abo.spawn(
          `subscription import ${on ? 'on' : 'off'}.csv -y -q --max-losses 100% --format json`,
          {
            env: far,
          },
        );
        // The first cut is certainly too late, and the first lasting one certainly in time.
        if (cut === 0) await running;
        else await setTimeout(cut === EVERY - 1 ? 0 : random() * usual);
        if (isForGood) proxy.goAway();
        else proxy.cutAll();
        const { stdout, stderr, exitCode } = await running;
        proxy.comeBack();
        const now = await found();
        const written = { sets: state.sets + 1, numbers: state.numbers + 1, on: on ? CONTACTS * 4 : 0 };
        const context = `${engine.name}, seed ${SEED}, cut ${cut}: exit ${exitCode}, ${stderr}`;
        const isWritten = now.sets === written.sets;
        expect(now, context).toEqual(isWritten ? written : state);
        if (exitCode === 0) {
          expect({ isWritten, stderr }, context).toEqual({ isWritten: true, stderr: '' });
          expect(JSON.parse(stdout), context).toMatchObject({ change_set: written.numbers });
          counts.done++;
        } else {
          expect({ exitCode, stdout }, context).toEqual({ exitCode: 7, stdout: '' });
          const { code, message } = JSON.parse(stderr) as { readonly code: string; readonly message: string };
          const said = `Error: ${message}\n`;
          if (code === 'commit-unknown') {
            expect(said, context).toMatch(UNKNOWN);
            counts.unknown++;
          } else {
            expect(said, context).toMatch(code === 'connection-lost' ? LOST : AWAY);
            expect(isWritten, context).toBe(false);
            counts.lost++;
          }
        }
        state = now;
      }
      expect(counts.done, `seed ${SEED}`).toBeGreaterThan(0);
      expect(counts.lost + counts.unknown, `seed ${SEED}`).toBeGreaterThan(0);
    }),
  );
});
