/**
 * The statements of a migration, one after the other. Where a migration that fails isn't taken back, it is run again from
 * its beginning: what is there already was made by then.
 */
import type { CompiledQuery, Kysely } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import type { Tables } from '../schema.js';

/** SQL as Kysely builds it, raw or not. */
interface Step {
  compile(db: Kysely<Tables>): CompiledQuery;
}

export async function runSteps(db: Kysely<Tables>, dialect: SqlDialect, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    try {
      await db.executeQuery(step.compile(db));
    } catch (error) {
      if (!dialect.isMade(error)) throw error;
    }
  }
}
