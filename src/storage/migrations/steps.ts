/**
 * The statements of a migration, one after the other. Where a migration that fails isn't taken back, it is run again from
 * its beginning: what is there already was made by then, and what is gone was dropped.
 */
import type { CompiledQuery, Kysely } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import type { Tables } from '../schema.js';

/** SQL as Kysely builds it, raw or not. */
interface Statement {
  compile(db: Kysely<Tables>): CompiledQuery;
}

/** A statement; with a question before it where its failure wouldn't tell that it was done, as when something is renamed. */
export type Step =
  Statement | { readonly isDone: (db: Kysely<Tables>) => Promise<boolean>; readonly statement: Statement };

export async function runSteps(db: Kysely<Tables>, dialect: SqlDialect, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if ('isDone' in step && (await step.isDone(db))) continue;
    const statement = 'isDone' in step ? step.statement : step;
    try {
      await db.executeQuery(statement.compile(db));
    } catch (error) {
      if (!dialect.isDone(error)) throw error;
    }
  }
}
