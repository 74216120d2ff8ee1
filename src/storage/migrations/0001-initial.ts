/**
 * The first schema. schema.ts says what each table is for. Source: docs/contract/rules.md, "Things" and "The journal".
 *
 * The codes are written out: a migration must not change with the vocabulary.
 */
import { sql, type CreateIndexBuilder, type CreateTableBuilder, type Kysely, type RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SqlDialect, TableName } from '../dialect.js';
import type { Tables } from '../schema.js';
import { subscriptionCellView } from '../view.js';
import { runSteps } from './steps.js';

const ROLES = ['admin', 'user'];
const UNIVERSES = ['client', 'ambassador', 'operator'];
const ALL_UNIVERSES = 0b111;
const CATEGORIES = ['eshop', 'deliveries', 'service-settings', 'service-security', 'ticketing', 'messaging', 'mobile'];
const CHANNELS = ['interface', 'email'];
/** Bit 2c + h is category c by channel h. */
const CELLS = CATEGORIES.flatMap((category, c) =>
  CHANNELS.map((channel, h) => ({ category, channel, bit: 1 << (2 * c + h) })),
);
const ALL_CELLS = 0b11_1111_1111_1111;
const INERT = [{ universe: 'client', category: 'mobile' }];

/** In the order in which they are created. */
export const FIRST_TABLES = ['meta', 'company', 'contact', 'mailbox', 'subscription', 'change_set', 'change'] as const;

export function initial(dialect: SqlDialect): Migration {
  return {
    async up(db: Kysely<Tables>): Promise<void> {
      const made = { meta, company, contact, mailbox, subscription, change_set: changeSet, change };
      await runSteps(db, dialect, [
        ...FIRST_TABLES.flatMap((name) => [
          made[name](db, dialect).modifyEnd(dialect.tableOptions(name)),
          ...dialect.partsOf(name),
        ]),
        ...indexes(db),
        ...dialect.appendOnly({
          change_set: ['number', 'token', 'at', 'command', 'input_sha256', 'undoes', 'changes', 'erased'],
          change: ['company', 'change_set', 'seq', 'kind', 'contact_id', 'universe', 'category'],
        }),
        subscriptionCellView(dialect, { universes: UNIVERSES, cells: CELLS, inert: INERT }),
      ]);
    },
  };
}

type Builder = CreateTableBuilder<string, string>;

function meta(db: Kysely<Tables>, { types }: SqlDialect): Builder {
  return db.schema
    .createTable('meta')
    .addColumn('key', types.key, (column) => column.notNull().primaryKey())
    .addColumn('value', types.text, (column) => column.notNull());
}

function company(db: Kysely<Tables>, { types }: SqlDialect): Builder {
  return db.schema
    .createTable('company')
    .addColumn('code', types.key, (column) => column.notNull().primaryKey())
    .addColumn('code_fold', types.key, (column) => column.notNull())
    .addColumn('name', types.text, (column) => column.notNull())
    .addColumn('universes', types.integer, (column) => column.notNull())
    .addColumn('partner', types.key)
    .addColumn('partner_universe', types.key)
    .addCheckConstraint('company_universes', within('universes', 1, ALL_UNIVERSES))
    .addCheckConstraint(
      'company_partner_universe',
      sql`partner_universe is null or ${oneOf('partner_universe', UNIVERSES)}`,
    )
    .addCheckConstraint('company_link', sql`(partner is null) = (partner_universe is null)`)
    .addCheckConstraint('company_own_partner', sql`partner <> code`);
  // The partner is no foreign key: it may come later in the same transaction, and lie on another shard. Every write
  // looks at both ends of its links (integrity.ts).
}

function contact(db: Kysely<Tables>, { types }: SqlDialect): Builder {
  return db.schema
    .createTable('contact')
    .addColumn('company', types.key, (column) => column.notNull())
    .addColumn('id', types.id, (column) => column.notNull())
    .addColumn('email', types.text, (column) => column.notNull())
    .addColumn('email_key', types.key, (column) => column.notNull())
    .addColumn('name', types.text, (column) => column.notNull())
    .addColumn('role', types.key, (column) => column.notNull())
    .addColumn('access', types.integer, (column) => column.notNull())
    .addColumn('universes', types.integer, (column) => column.notNull())
    .addColumn('ref', types.key)
    .addPrimaryKeyConstraint('contact_key', ['company', 'id'])
    .addUniqueConstraint('contact_address', ['company', 'email_key'])
    .addUniqueConstraint('contact_ref', ['company', 'ref'])
    .addCheckConstraint('contact_role', oneOf('role', ROLES))
    .addCheckConstraint('contact_access', within('access', 0, 1))
    .addCheckConstraint('contact_admin_access', sql`not (role = 'admin' and access = 0)`)
    .addCheckConstraint('contact_universes', within('universes', 1, ALL_UNIVERSES))
    .addForeignKeyConstraint('contact_company', ['company'], 'company', ['code']);
}

function mailbox(db: Kysely<Tables>, { types }: SqlDialect): Builder {
  return db.schema
    .createTable('mailbox')
    .addColumn('company', types.key, (column) => column.notNull())
    .addColumn('universe', types.key, (column) => column.notNull())
    .addColumn('category', types.key, (column) => column.notNull())
    .addColumn('email', types.text, (column) => column.notNull())
    .addColumn('email_key', types.key, (column) => column.notNull())
    .addPrimaryKeyConstraint('mailbox_key', ['company', 'universe', 'category'])
    .addCheckConstraint('mailbox_universe', oneOf('universe', UNIVERSES))
    .addCheckConstraint('mailbox_category', oneOf('category', CATEGORIES))
    .addForeignKeyConstraint('mailbox_company', ['company'], 'company', ['code']);
}

function subscription(db: Kysely<Tables>, { types }: SqlDialect): Builder {
  return db.schema
    .createTable('subscription')
    .addColumn('company', types.key, (column) => column.notNull())
    .addColumn('contact_id', types.id, (column) => column.notNull())
    .addColumn('universe', types.key, (column) => column.notNull())
    .addColumn('chosen', types.integer, (column) => column.notNull())
    .addColumn('enabled', types.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('subscription_key', ['company', 'contact_id', 'universe'])
    .addCheckConstraint('subscription_universe', oneOf('universe', UNIVERSES))
    .addCheckConstraint('subscription_chosen', within('chosen', 1, ALL_CELLS))
    .addCheckConstraint('subscription_enabled', sql`enabled & ~chosen = 0`)
    .addForeignKeyConstraint('subscription_contact', ['company', 'contact_id'], 'contact', ['company', 'id']);
}

function changeSet(db: Kysely<Tables>, { types }: SqlDialect): Builder {
  return db.schema
    .createTable('change_set')
    .addColumn('number', types.integer, (column) => column.notNull().primaryKey())
    .addColumn('token', types.key, (column) => column.notNull().unique())
    .addColumn('at', types.key, (column) => column.notNull())
    .addColumn('actor', types.text, (column) => column.notNull())
    .addColumn('command', types.text, (column) => column.notNull())
    .addColumn('message', types.text)
    .addColumn('input_name', types.text)
    .addColumn('input_sha256', types.text)
    .addColumn('undoes', types.integer)
    .addColumn('changes', types.integer, (column) => column.notNull())
    .addColumn('erased', types.text)
    .addCheckConstraint('change_set_number', sql`number > 0`)
    .addCheckConstraint('change_set_input', sql`(input_name is null) = (input_sha256 is null)`)
    .addCheckConstraint('change_set_undoes', sql`undoes < number`)
    .addForeignKeyConstraint('change_set_undone', ['undoes'], 'change_set', ['number']);
}

function change(db: Kysely<Tables>, { types }: SqlDialect): Builder {
  return db.schema
    .createTable('change')
    .addColumn('company', types.key, (column) => column.notNull())
    .addColumn('change_set', types.integer, (column) => column.notNull())
    .addColumn('seq', types.integer, (column) => column.notNull())
    .addColumn('kind', types.key, (column) => column.notNull())
    .addColumn('contact_id', types.id)
    .addColumn('universe', types.key)
    .addColumn('category', types.key)
    .addColumn('before', types.text)
    .addColumn('after', types.text)
    .addPrimaryKeyConstraint('change_key', ['company', 'change_set', 'seq'])
    .addCheckConstraint('change_kind', oneOf('kind', ['company', 'contact', 'mailbox', 'subscription']))
    .addCheckConstraint('change_contact', sql`(contact_id is not null) = (kind in ('contact', 'subscription'))`)
    .addForeignKeyConstraint('change_change_set', ['change_set'], 'change_set', ['number']);
}

function indexes(db: Kysely<Tables>): readonly CreateIndexBuilder[] {
  const index = (name: string, table: TableName, columns: readonly string[]): CreateIndexBuilder =>
    db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns]);
  return [
    index('company_by_partner', 'company', ['partner']),
    index('company_by_fold', 'company', ['code_fold']),
    index('contact_by_address', 'contact', ['email_key']),
    index('mailbox_by_address', 'mailbox', ['email_key']),
    index('change_set_by_undone', 'change_set', ['undoes']),
    index('change_by_change_set', 'change', ['change_set', 'seq']),
    index('change_by_contact', 'change', ['company', 'contact_id', 'kind', 'change_set']),
  ];
}

function within(column: string, low: number, high: number): RawBuilder<unknown> {
  return sql`${sql.ref(column)} between ${sql.lit(low)} and ${sql.lit(high)}`;
}

function oneOf(column: string, codes: readonly string[]): RawBuilder<unknown> {
  return sql`${sql.ref(column)} in (${sql.join(codes.map((code) => sql.lit(code)))})`;
}
