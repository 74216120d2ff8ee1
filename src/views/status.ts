/** `db status`, and `abo` alone. Source: docs/contract/cli.md, "Commands". */
import type { Messages } from '../messages/index.js';
import { writeDocument, type JsonValue } from './json.js';
import type { Page } from './page.js';
import { styleOf } from './style.js';
import { factLines } from './table.js';
import { visible } from './visible.js';
import { wrapWords } from './width.js';

/** What `storage` says of a database. */
export interface StatusRecord {
  readonly engine: string;
  readonly serverVersion: string;
  readonly name: string;
  readonly state: 'absent' | 'not-initialised' | 'foreign' | 'behind' | 'current' | 'newer';
  readonly identity: string | null;
  readonly schemaVersion: string | null;
  readonly latestVersion: string;
  readonly companies: number | null;
  readonly contacts: number | null;
  readonly lastChangeSet: {
    readonly number: number;
    readonly at: Date;
    readonly actor: string | null;
    readonly command: string;
  } | null;
  readonly missingTriggers: readonly string[];
  /** Bytes. */
  readonly size: number | null;
}

export async function writeStatus(status: StatusRecord, page: Page, { pages, views }: Messages): Promise<void> {
  const texts = pages.status;
  const last = status.lastChangeSet;
  const rows: (readonly [string, string])[] = [
    [texts.database, status.name],
    [texts.engine, serverOf(status)],
    [texts.schema, `${status.schemaVersion ?? '-'} (${texts.state[status.state]})`],
  ];
  if (status.identity !== null) rows.push([texts.identity, status.identity]);
  if (status.size !== null) rows.push([texts.size, views.size(status.size)]);
  if (status.companies !== null && status.contacts !== null) {
    rows.push([texts.holds, texts.counts(status.companies, status.contacts)]);
    rows.push([texts.last, last === null ? texts.none : texts.changeSet({ ...last, at: last.at.toISOString() })]);
  }
  const { missingTriggers: missing } = status;
  if (missing.length > 0) rows.push([texts.journal, texts.unprotected(missing)]);
  await page.write(
    factLines(rows, page)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

/** MySQL and MariaDB are one engine to abo; a person sees which it is. */
function serverOf({ engine, serverVersion }: StatusRecord): string {
  if (engine !== 'mysql') return `${engine} ${serverVersion}`;
  return serverVersion.startsWith('MySQL ') ? serverVersion : `MariaDB ${serverVersion.replace('-MariaDB', '')}`;
}

/** `abo.status/1` */
export async function writeStatusJson(status: StatusRecord, page: Pick<Page, 'write'>): Promise<void> {
  const last = status.lastChangeSet;
  const document: JsonValue = {
    schema: 'abo.status/1',
    engine: status.engine,
    server_version: status.serverVersion,
    name: status.name,
    state: status.state,
    identity: status.identity,
    schema_version: status.schemaVersion,
    latest_version: status.latestVersion,
    companies: status.companies,
    contacts: status.contacts,
    last_change_set:
      last === null
        ? null
        : { number: last.number, at: last.at.toISOString(), actor: last.actor, command: last.command },
    missing_triggers: [...status.missingTriggers],
    size: status.size,
  };
  await writeDocument(document, page);
}

export interface WelcomeRecord {
  readonly name: string;
  readonly source: keyof Messages['pages']['welcome']['source'];
  readonly ready: boolean;
}

/** `abo` alone: the database it would use, and what to try next. */
export async function writeWelcome(
  { name, source, ready }: WelcomeRecord,
  page: Page,
  messages: Messages,
): Promise<void> {
  const texts = messages.pages.welcome;
  const style = styleOf(page);
  const steps = ready ? texts.nextSteps : texts.firstSteps;
  const width = Math.max(...steps.map(([command]) => command.length));
  const lines = [
    style.bold(texts.what),
    '',
    ...wrapWords(
      texts.database({ name: visible(name), source: texts.source[source] }) + (ready ? '' : `  ${texts.missing}`),
      page.columns,
      2,
    ),
    '',
    texts.next,
    ...steps.flatMap(([command, what]) => {
      const below = Math.min(width + 4, Math.floor((page.columns ?? Infinity) / 2));
      const [first = '', ...others] = wrapWords(`  ${command.padEnd(width)}  ${what}`, page.columns, below);
      return [first.replace(command, style.bold(command)), ...others];
    }),
    '',
    texts.help,
  ];
  await page.write(`${lines.join('\n')}\n`);
}
