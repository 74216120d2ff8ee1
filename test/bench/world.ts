/**
 * The workloads of the benchmark, from a seeded generator, as CSV files: companies (30% in two universes, 1% partners, each of
 * the others has one) with ten contacts each (8% admins, 25% of the others without access), their mailboxes, a long file of
 * choices, and events. Source: docs/contract/performance.md, "Workloads".
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
const CONTACTS = 10;

export interface Size {
  readonly companies: number;
  /** Of the long file: as many cells as that of the companies' contacts. */
  readonly rows: number;
  readonly events: number;
}

/** Paths. */
export interface WorkloadFiles {
  /** A folder for `onboard`: companies, contacts, mailboxes. */
  readonly directory: string;
  /** Subscriptions, long layout: one row a cell. */
  readonly long: string;
  readonly shuffled: string;
  readonly events: string;
}

interface GeneratedContact {
  readonly company: string;
  readonly email: string;
  readonly access: boolean;
  readonly universes: readonly string[];
}

/** Writes the files of a workload into a new folder; without the shuffled file if `isShuffled` is false, since it needs all rows in memory. */
export async function writeWorkload(
  folder: string,
  size: Size,
  { isShuffled }: { readonly isShuffled: boolean },
): Promise<WorkloadFiles> {
  const random = randomFrom(7);
  const directory = join(folder, 'directory');
  await mkdir(directory, { recursive: true });
  const file = (name: string): string => join(folder, `${name}.csv`);
  const files = { directory, long: file('long'), shuffled: file('shuffled'), events: file('events') };
  const contacts = await writeDirectory(directory, size.companies, random);
  const header = 'company,contact,universe,category,channel,value';
  await writeCsv(files.long, header, longRows(contacts, size.rows, randomFrom(11)));
  if (isShuffled) {
    await writeCsv(files.shuffled, header, shuffled([...longRows(contacts, size.rows, randomFrom(11))], random));
  }
  await writeCsv(files.events, 'event,company,id', events(size, random));
  return files;
}

async function writeDirectory(
  directory: string,
  count: number,
  random: () => number,
): Promise<readonly GeneratedContact[]> {
  const pick = pickerFrom(random);
  const partners = Math.max(1, Math.floor(count / 100));
  const companies: string[][] = [];
  const people: string[][] = [];
  const mailboxes: string[][] = [];
  const contacts: GeneratedContact[] = [];
  for (let i = 0; i < count; i++) {
    const company = codeOf(i);
    const isPartner = i < partners;
    const universes = isPartner
      ? [...(random() < 0.3 ? ['client'] : []), pick(['ambassador', 'operator'])]
      : ['client', ...(random() < 0.3 ? ['ambassador'] : [])];
    const partner = isPartner ? '' : codeOf(Math.floor(random() * partners));
    companies.push([company, `Société ${company}, Industrie`, universes.join('|'), partner]);
    for (let k = 0; k < CONTACTS; k++) {
      const admin = random() < 0.08;
      const access = admin || random() >= 0.25;
      const held = random() < 0.7 ? universes : [pick(universes)];
      const email = `p${k}@${company.toLowerCase()}.fr`;
      contacts.push({ company, email, access, universes: held });
      const name = `${pick(FIRST)} ${pick(LAST)}`;
      people.push([company, email, name, admin ? 'admin' : 'user', access ? 'yes' : 'no', held.join('|')]);
    }
    for (const universe of universes) {
      const cells = CATEGORIES.map((category) => (random() < 0.6 ? `${category}@${company.toLowerCase()}.fr` : ''));
      mailboxes.push([company, universe, ...cells]);
    }
  }
  await writeCsv(join(directory, 'companies.csv'), 'company,name,universes,partner', companies);
  await writeCsv(join(directory, 'contacts.csv'), 'company,contact,name,role,access,universes', people);
  await writeCsv(join(directory, 'mailboxes.csv'), `company,universe,${CATEGORIES.join(',')}`, mailboxes);
  return contacts;
}

function codeOf(index: number): string {
  return `C${String(index).padStart(6, '0')}`;
}

/** The first cells of the contacts, one after the other: half of those that can be on are. */
function* longRows(contacts: readonly GeneratedContact[], limit: number, random: () => number): Generator<string[]> {
  let count = 0;
  for (const { company, email, access, universes } of contacts) {
    for (const universe of universes) {
      for (const category of CATEGORIES) {
        for (const channel of CHANNELS) {
          if (count++ === limit) return;
          const on = random() < 0.5 && (access || channel === 'email');
          yield [company, email, universe, category, channel, on ? '1' : '0'];
        }
      }
    }
  }
}

function* events(size: Size, random: () => number): Generator<string[]> {
  const pick = pickerFrom(random);
  for (let i = 0; i < size.events; i++) {
    yield [pick(EVENTS), codeOf(Math.floor(random() * size.companies)), `e${i}`];
  }
}

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

function pickerFrom(random: () => number): <T>(list: readonly T[]) => T {
  return (list) => {
    const item = list[Math.floor(random() * list.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
}

/** The same rows in another order (Fisher and Yates). */
function shuffled(rows: string[][], random: () => number): readonly string[][] {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [rows[i], rows[j]];
    if (a === undefined || b === undefined) continue;
    rows[i] = b;
    rows[j] = a;
  }
  return rows;
}

const CHUNK = 65_536;

async function writeCsv(file: string, header: string, rows: Iterable<readonly string[]>): Promise<void> {
  const stream = createWriteStream(file);
  let pending = `${header}\n`;
  for (const row of rows) {
    pending += `${row.map(quoted).join(',')}\n`;
    if (pending.length < CHUNK) continue;
    await writeTo(stream, pending);
    pending = '';
  }
  stream.end(pending);
  await finished(stream);
}

async function writeTo(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}

function quoted(cell: string): string {
  return /[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
