/**
 * The workloads of the benchmark, made by a seeded generator: M is 10,000 companies (30% in two universes, 1% partners, each
 * of the rest has one) with 100,000 contacts (8% admins, 25% without access); `scale` 10 is XL. As CSV files.
 */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

const CATEGORIES = [
  'eshop',
  'deliveries',
  'service-settings',
  'service-security',
  'ticketing',
  'messaging',
  'mobile',
] as const;
const CHANNELS = ['interface', 'email'] as const;
const EVENTS = [
  'eshop.quote-approval-requested',
  'deliveries.creation-order-delivered',
  'service-settings.settings-changed',
  'service-security.learning-mode-enabled',
  'ticketing.ticket-created',
  'messaging.conversation-created',
  'mobile.rio-consulted',
] as const;
const FIRST = ['Éléonore', 'Jean', 'Anne "Nanou"', 'Zoé', 'François', 'Le Goff, Yann', 'Marie', 'Noël', 'Chloé'];
const LAST = ['Œuvrard', 'Petit', 'Dupont', 'Müller', 'Lefèvre', 'Da Silva', 'Martin', 'Bernard'];

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface MadeContact {
  readonly company: string;
  readonly email: string;
  readonly access: boolean;
  readonly universes: readonly string[];
}

export interface Files {
  /** A folder for `onboard`: companies, contacts, mailboxes. */
  readonly directory: string;
  /** Subscriptions, long layout: one row a cell. */
  readonly long: string;
  readonly shuffled: string;
  readonly events: string;
  readonly rows: number;
}

/** Rows are `rows` long subscriptions and `events` events over `companies` companies with ten contacts each. */
export async function makeFiles(
  folder: string,
  size: { readonly companies: number; readonly rows: number; readonly events: number },
): Promise<Files> {
  const random = randomFrom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const directory = join(folder, 'directory');
  await mkdir(directory, { recursive: true });
  const files = {
    directory,
    long: join(folder, 'long.csv'),
    shuffled: join(folder, 'shuffled.csv'),
    events: join(folder, 'events.csv'),
    rows: size.rows,
  };

  const partners = Math.max(1, Math.floor(size.companies / 100));
  const codes: string[] = [];
  const contacts: MadeContact[] = [];
  const companies = new Csv(join(directory, 'companies.csv'), 'company,name,universes,partner');
  const people = new Csv(join(directory, 'contacts.csv'), 'company,contact,name,role,access,universes');
  const mailboxes = new Csv(join(directory, 'mailboxes.csv'), `company,universe,${CATEGORIES.join(',')}`);
  for (let i = 0; i < size.companies; i++) {
    const code = `C${String(i).padStart(6, '0')}`;
    codes.push(code);
    const isPartner = i < partners;
    const universes = isPartner
      ? [...(random() < 0.3 ? ['client'] : []), pick(['ambassador', 'operator'])]
      : ['client', ...(random() < 0.3 ? ['ambassador'] : [])];
    const partner = isPartner ? '' : `C${String(Math.floor(random() * partners)).padStart(6, '0')}`;
    await companies.row([code, `Société ${code}, Industrie`, universes.join('|'), partner]);
    for (let k = 0; k < 10; k++) {
      const admin = random() < 0.08;
      const access = admin || random() >= 0.25;
      const held = random() < 0.7 ? universes : [pick(universes)];
      const email = `p${k}@${code.toLowerCase()}.fr`;
      contacts.push({ company: code, email, access, universes: held });
      const name = `${pick(FIRST)} ${pick(LAST)}`;
      await people.row([code, email, name, admin ? 'admin' : 'user', access ? 'yes' : 'no', held.join('|')]);
    }
    for (const universe of universes) {
      const cells = CATEGORIES.map((category) => (random() < 0.6 ? `${category}@${code.toLowerCase()}.fr` : ''));
      await mailboxes.row([code, universe, ...cells]);
    }
  }
  for (const csv of [companies, people, mailboxes]) await csv.end();

  const rows: string[][] = [];
  outer: for (;;) {
    for (const { company, email, access, universes } of contacts) {
      for (const universe of universes) {
        for (const category of CATEGORIES) {
          for (const channel of CHANNELS) {
            if (rows.length === size.rows) break outer;
            const on = random() < 0.5 && (access || channel === 'email');
            rows.push([company, email, universe, category, channel, on ? '1' : '0']);
          }
        }
      }
    }
    break;
  }
  const header = 'company,contact,universe,category,channel,value';
  const long = new Csv(files.long, header);
  for (const row of rows) await long.row(row);
  await long.end();
  for (let i = rows.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [rows[i], rows[j]];
    if (a === undefined || b === undefined) continue;
    rows[i] = b;
    rows[j] = a;
  }
  const shuffled = new Csv(files.shuffled, header);
  for (const row of rows) await shuffled.row(row);
  await shuffled.end();

  const events = new Csv(files.events, 'event,company,id');
  for (let i = 0; i < size.events; i++) await events.row([pick(EVENTS), pick(codes), `e${i}`]);
  await events.end();
  return { ...files, rows: rows.length };
}

class Csv {
  private readonly stream: WriteStream;
  private pending = '';

  constructor(file: string, header: string) {
    this.stream = createWriteStream(file);
    this.pending = `${header}\n`;
  }

  async row(cells: readonly string[]): Promise<void> {
    this.pending += `${cells.map((cell) => (/[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
    if (this.pending.length > 65_536) await this.flush();
  }

  async end(): Promise<void> {
    await this.flush();
    this.stream.end();
    await finished(this.stream);
  }

  private async flush(): Promise<void> {
    const text = this.pending;
    this.pending = '';
    if (!this.stream.write(text)) await once(this.stream, 'drain');
  }
}
