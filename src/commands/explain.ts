/** `abo explain`: what a code of an answer, an error or an audit means, and what to do. Needs no database. */
import { AboError, EXIT } from '../errors.js';
import { explanationsIn } from '../messages/explanations.js';
import { nearest } from '../nearest.js';
import {
  explainedRecords,
  explanationsList,
  writeAllExplanations,
  writeExplanation,
  explanationDocument,
  type ExplainedRecord,
} from '../views/explanations.js';
import { inBatches, LIST_FORMATS } from '../views/list.js';
import { answerList, answerPage, formatAmong } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';

const explainCode = command({
  operands: ['[code]'],
  run: async (session, [code]) => {
    const { terminal, messages, language } = session;
    const records = explainedRecords(explanationsIn[language]);
    if (code !== undefined) {
      const read = async (): Promise<ExplainedRecord> => recordOf(records, code);
      return answerPage(session, writeExplanation, explanationDocument, read);
    }
    const format = formatAmong(session, LIST_FORMATS);
    if (format !== 'table') return answerList(session, explanationsList, inBatches(records));
    await writeAllExplanations(records, terminal.stdout, messages);
    return EXIT.done;
  },
});

/** @throws AboError `unknown-code`, with the nearest one */
function recordOf(records: readonly ExplainedRecord[], code: string): ExplainedRecord {
  // As it stands in a message: [bad-email].
  const wanted = code.replace(/^\[(.*)\]$/u, '$1').toLowerCase();
  const found = records.find((record) => record.code === wanted);
  if (found !== undefined) return found;
  const known = records.map((record) => record.code);
  throw new AboError('unknown-code', { code, suggestion: nearest(wanted, known) });
}

export const explain: Noun = { name: 'explain', commands: [explainCode] };
