/**
 * A command gets the flags and operands that it declares, and no others: the compiler says so. Each `@ts-expect-error` is
 * an error that must stay one; where it no longer is, `npm run typecheck` fails.
 */
import { expect, expectTypeOf, test } from 'vitest';
import { companyAssignments, contactAssignments } from '../../src/commands/lib/assignments.js';
import { change } from '../../src/commands/lib/change.js';
import { command } from '../../src/commands/lib/command.js';
import { APPLY_FLAGS, CHANGE_FLAGS, IMPORT_FLAGS } from '../../src/commands/lib/flags.js';
import { importFiles } from '../../src/commands/lib/import.js';
import type { Session } from '../../src/context.js';
import type { ContactFields } from '../../src/domain/plan/request.js';
import { EXIT } from '../../src/errors.js';

const done = async () => EXIT.done;

test('operands are a tuple, as long as they are declared', () => {
  command({
    operands: ['<old>', '<new>'],
    run: async (_, operands) => {
      expectTypeOf(operands).toEqualTypeOf<readonly [string, string]>();
      // @ts-expect-error there is no third operand
      const [, , third] = operands;
      expect(third).toBeUndefined();
      return EXIT.done;
    },
  });
  command({
    operands: ['<code>', '<name=value...>'],
    run: async (_, operands) => {
      expectTypeOf(operands).toEqualTypeOf<readonly [string, string, ...string[]]>();
      return EXIT.done;
    },
  });
  command({
    operands: ['[event]'],
    run: async (_, [event]) => {
      expectTypeOf(event).toEqualTypeOf<string | undefined>();
      return EXIT.done;
    },
  });
  command({
    run: async (_, operands) => {
      expectTypeOf(operands).toEqualTypeOf<readonly []>();
      return EXIT.done;
    },
  });
});

test('options are the flags that are declared, each with its type', () => {
  command({
    flags: ['company', 'limit', 'dryRun'],
    run: async (_, __, options) => {
      expectTypeOf(options).toEqualTypeOf<{
        readonly company: readonly string[];
        readonly limit: number | undefined;
        readonly dryRun: boolean;
      }>();
      // @ts-expect-error the command does not declare `--partner`
      return options.partner === undefined ? EXIT.done : EXIT.no;
    },
  });
  // @ts-expect-error there is no such flag
  command({ flags: ['compny'], run: done });
});

test('a helper refuses a command that does not declare the flags it needs', () => {
  const plan = async (): Promise<never> => Promise.reject(new Error('not planned'));
  const toChange = (session: Session, flags: 'all' | 'some') => {
    command({ flags: CHANGE_FLAGS, run: (_, __, options) => change(session, options, plan) });
    command({
      flags: APPLY_FLAGS,
      // @ts-expect-error `--plan-out` is missing
      run: (_, __, options) => change(session, options, plan),
    });
    command({
      operands: ['<file>'],
      flags: IMPORT_FLAGS,
      // @ts-expect-error `--company`, `--empty` and others are missing
      run: (_, [path], options) => importFiles(session, [{ path, kind: 'contacts' }], options, path),
    });
    return flags;
  };
  expect(toChange).toBeTypeOf('function');
});

test('an assignment has the fields of its noun, and no others', () => {
  const contact = contactAssignments(['name=Jean', 'access=no'], 'rename');
  expectTypeOf(contact).toEqualTypeOf<ContactFields>();
  expect(contact).toEqual({ name: 'Jean', access: false });
  expect(companyAssignments(['partner=-', 'partner_universe=operator'])).toEqual({
    partner: null,
    partnerUniverse: 'operator',
  });
  // @ts-expect-error no contact has such a field
  const misspelt: ContactFields = { nmae: 'Jean' };
  expect(misspelt).toEqual({ nmae: 'Jean' });
});
