/**
 * Runs the statements of a migration, one after the other. Where a failed migration can't be rolled back, it is run again from
 * its beginning, and statements that were done already are skipped.
 */
import type { CompiledQuery, Kysely } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import type { Tables } from '../schema.js';

/** SQL as Kysely builds it, raw or not. */
interface Statement {
  compile(db: Kysely<Tables>): CompiledQuery;
}

/** A statement; with a check before it where its error does not show that it was done already, such as a rename. */
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
