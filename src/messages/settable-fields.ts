/** The fields that a command sets, for help. They are typed the same in every language. */
import type { Field, FieldType } from '../domain/fields.js';
import { ROLES, UNIVERSES } from '../domain/vocabulary.js';

const VALUES: { readonly [T in FieldType]?: readonly string[] } = {
  'yes-no': ['yes', 'no'],
  role: ROLES,
  universes: UNIVERSES,
};

/** `name, role (admin, user), access (yes, no)` */
export function settableFields(fields: readonly Field[]): string {
  return fields
    .map(({ column, type }) => {
      const values = VALUES[type];
      return values === undefined ? column : `${column} (${values.join(', ')})`;
    })
    .join(', ');
}
