/** `db status`, and `abo` alone. Source: docs/contract/cli.md, "Commands". */
import type { DatabaseStatus } from '../domain/database-status.js';
import type { Messages } from '../messages/index.js';
import type { JsonObject } from './json.js';
import { writeLines, type Page } from './page.js';
import { layoutOf, styleOf } from './style.js';
import { factLines } from './table.js';
import { visible } from './visible.js';
import { wrapWords } from './width.js';

export async function writeStatus(status: DatabaseStatus, page: Page, messages: Messages): Promise<void> {
  const { pages, views } = messages;
  const texts = pages.status;
  const { companies, contacts, lastChangeSet: last, missingTriggers: missing, size } = status;
  const isEmpty = companies === null || contacts === null;
  const facts: readonly (readonly [name: string, text: string | null])[] = [
    [texts.database, status.name],
    [texts.engine, serverOf(status)],
    [texts.schema, `${status.schemaVersion ?? '-'} (${texts.state[status.state]})`],
    [texts.identity, status.identity],
    [texts.size, size === null ? null : views.size(size)],
    [texts.holds, isEmpty ? null : texts.counts(companies, contacts)],
    [texts.last, isEmpty ? null : last ? texts.changeSet({ ...last, at: last.at.toISOString() }) : texts.none],
    [texts.journal, missing.length > 0 ? texts.unprotected(missing) : null],
  ];
  await writeLines(factLines(facts, layoutOf(page, messages)), page);
}

/** MySQL and MariaDB are one engine to abo; a person sees which it is. */
function serverOf({ engine, serverVersion }: DatabaseStatus): string {
  if (engine !== 'mysql') return `${engine} ${serverVersion}`;
  return serverVersion.startsWith('MySQL ') ? serverVersion : `MariaDB ${serverVersion.replace('-MariaDB', '')}`;
}

/** `abo.status/1` */
export function statusDocument(status: DatabaseStatus): JsonObject {
  const { lastChangeSet: last } = status;
  return {
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
    last_change_set: last && {
      number: last.number,
      at: last.at.toISOString(),
      actor: last.actor,
      command: last.command,
    },
    missing_triggers: status.missingTriggers,
    size: status.size,
  };
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
  await writeLines(lines, page);
}
