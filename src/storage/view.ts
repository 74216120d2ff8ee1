/**
 * The view `subscription_cell`: a row for each contact, universe (held by the contact, or with choices stored there) and
 * cell, with what is stored, whether the contact is notified, and why. It keeps the data open to plain SQL; the rule is
 * `domain/effective.ts`, to which a test holds it equal. Source: docs/contract/rules.md, "Is this contact notified?".
 *
 * It has the codes of the migration that created it: a change of the vocabulary that changes the view (a new category, an
 * event that makes an inert cell reachable) needs a migration that creates it anew.
 */
import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from './dialect.js';

export interface ViewCodes {
  /** Universe i has bit i. */
  readonly universes: readonly string[];
  readonly cells: readonly { readonly category: string; readonly channel: string; readonly bit: number }[];
  /** Cells that no event can reach in that universe. */
  readonly inert: readonly { readonly universe: string; readonly category: string }[];
}

export function subscriptionCellView(
  { code, viewOptions }: Pick<SqlDialect, 'code' | 'viewOptions'>,
  codes: ViewCodes,
): RawBuilder<unknown> {
  const universes = table(
    ['universe', 'universe_bit'],
    codes.universes.map((universe, i) => [code(universe), sql.lit(1 << i)]),
  );
  const cells = table(
    ['category', 'channel', 'cell_bit'],
    codes.cells.map(({ category, channel, bit }) => [code(category), code(channel), sql.lit(bit)]),
  );
  return sql`create ${viewOptions} view subscription_cell as
select company, contact, name, role, access, universe, category, channel,
       case when reason in ('explicit-on', 'admin-default') then 1 else 0 end as notified,
       ${sql.ref('stored')}, reason, inert
from (
  select k.company, k.email as contact, k.name, k.role, k.access, u.universe, c.category, c.channel,
         case when s.chosen is null or (s.chosen & c.cell_bit) = 0 then ${code('default')}
              when (s.enabled & c.cell_bit) <> 0 then ${code('on')}
              else ${code('off')} end as ${sql.ref('stored')},
         case when (k.universes & u.universe_bit) = 0 then ${code('not-in-universe')}
              when c.channel = 'interface' and k.access = 0 then ${code('no-portal-access')}
              when (s.enabled & c.cell_bit) <> 0 then ${code('explicit-on')}
              when (s.chosen & c.cell_bit) <> 0 then ${code('explicit-off')}
              when k.role = 'admin' then ${code('admin-default')}
              else ${code('not-subscribed')} end as reason,
         case when ${isInert(codes)} then 1 else 0 end as inert
  from contact k
  cross join (${universes}) u
  left join subscription s on s.company = k.company and s.contact_id = k.id and s.universe = u.universe
  cross join (${cells}) c
  where (k.universes & u.universe_bit) <> 0 or s.chosen is not null
) cell`;
}

function isInert({ inert }: ViewCodes): RawBuilder<unknown> {
  const cells = inert.map(
    ({ universe, category }) => sql`(u.universe = ${sql.lit(universe)} and c.category = ${sql.lit(category)})`,
  );
  return cells.length === 0 ? sql`1 = 0` : sql.join(cells, sql` or `);
}

function table(columns: readonly string[], rows: readonly (readonly RawBuilder<unknown>[])[]): RawBuilder<unknown> {
  const [first, ...rest] = rows;
  if (first === undefined) throw new Error('a table of no rows');
  const named = sql`select ${sql.join(first.map((value, i) => sql`${value} as ${sql.ref(columns[i] ?? '')}`))}`;
  const others = rest.map((row) => sql`select ${sql.join(row)}`);
  return sql.join([named, ...others], sql` union all `);
}
