import { describe, expect, test } from 'vitest';
import { columnAt, PROBLEM_CODES, type Problem, type ProblemSource } from '../../src/domain/problems.js';
import { LANGUAGES, messagesIn } from '../../src/messages/index.js';
import { problemJson, renderProblem } from '../../src/views/problems.js';

const file: ProblemSource = {
  name: 'clients.csv',
  columnOf: (column) => {
    if (column === 'channel') return { letter: 'E', header: 'canal' };
    return column === columnAt(7) ? { letter: 'H', header: null } : null;
  },
};

const problem: Problem = {
  code: 'unknown-channel',
  origin: { source: 0, line: 17, record: 16 },
  column: 'channel',
  value: 'e-mial',
  detail: { suggestion: 'email' },
};

describe('a problem of an input', () => {
  test('as a line, in both languages', () => {
    expect(renderProblem(problem, [file], messagesIn.en)).toBe(
      'clients.csv:17 (record 16), column E “canal”: “e-mial” is not a channel; did you mean “email”? [unknown-channel]',
    );
    expect(renderProblem(problem, [file], messagesIn.fr)).toBe(
      "clients.csv:17 (enregistrement 16), colonne E « canal » : « e-mial » n'est pas un canal ; vouliez-vous dire « email » ? [unknown-channel]",
    );
  });

  test('as JSON', () => {
    expect(problemJson(problem, [file], messagesIn.en)).toEqual({
      file: 'clients.csv',
      line: 17,
      record: 16,
      column: 'E',
      header: 'canal',
      value: 'e-mial',
      code: 'unknown-channel',
      message: '“e-mial” is not a channel',
      hint: 'did you mean “email”?',
    });
  });

  test('of a file as a whole, of a column that the file lacks or has no header for, of the command line', () => {
    const whole: Problem = {
      ...problem,
      code: 'not-csv',
      origin: { source: 0, line: 0, record: 0 },
      column: null,
      detail: { variant: 'empty' },
    };
    expect(renderProblem(whole, [file], messagesIn.en)).toBe(
      'clients.csv: the file is empty; it needs at least a header [not-csv]',
    );
    const fresh: Problem = {
      ...problem,
      code: 'missing-value',
      column: 'name',
      value: null,
      detail: { variant: 'new' },
    };
    expect(renderProblem(fresh, [file], messagesIn.en)).toBe(
      'clients.csv:17 (record 16), column “name”: a new entry needs a name [missing-value]',
    );
    const beyond: Problem = { ...problem, code: 'ragged-row', column: columnAt(7), detail: { variant: 'long' } };
    expect(problemJson(beyond, [file], messagesIn.en)).toMatchObject({ column: 'H', header: null });
    expect(renderProblem({ ...problem, origin: null }, [], messagesIn.en)).toBe(
      '“e-mial” is not a channel; did you mean “email”? [unknown-channel]',
    );
  });

  test('two rows that disagree name both lines', () => {
    const other = { origin: { source: 0, line: 12, record: 11 }, value: 'off' };
    const contradiction: Problem = { ...problem, code: 'contradictory-rows', value: 'on', detail: { other } };
    expect(renderProblem(contradiction, [file], messagesIn.en)).toBe(
      'clients.csv:17 (record 16), column E “canal”: “on” here, but “off” on line 12; keep one of them [contradictory-rows]',
    );
  });

  test.each(PROBLEM_CODES.flatMap((code) => LANGUAGES.map((language) => [code, language] as const)))(
    '%s has its sentence in %s, with or without details',
    (code, language) => {
      const details: readonly Problem['detail'][] = [{}, { names: ['A', 'B'], expected: ['client'], suggestion: 'x' }];
      for (const detail of details) {
        const [message, hint] = messagesIn[language].problems[code]({ ...problem, code, detail });
        expect(`${message} ${hint ?? ''}`).not.toMatch(/undefined|null|\[object|^ /);
        expect(message).not.toMatch(/\.$/);
      }
    },
  );
});
