/** `abo explain`: what a code of an answer, an error or an audit means, and what to do. Needs no database. */
import { AboError, EXIT } from '../errors.js';
import { explanationsIn } from '../messages/explanations.js';
import { nearest } from '../nearest.js';
import {
  explainedRecords,
  explanationsList,
  writeAllExplanations,
  writeExplanation,
  writeExplanationJson,
} from '../views/explanations.js';
import { inBatches, LIST_FORMATS } from '../views/list.js';
import { answerList, formatAmong } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';

const explainCode = command({
  operands: ['[code]'],
  run: async (session, [code]) => {
    const { terminal, messages, language } = session;
    const records = explainedRecords(explanationsIn[language]);
    if (code === undefined) {
      const format = formatAmong(session, LIST_FORMATS);
      if (format !== 'table') return answerList(session, explanationsList, inBatches(records));
      await writeAllExplanations(records, terminal.stdout, messages);
      return EXIT.done;
    }
    const format = formatAmong(session, ['table', 'json']);
    // As it stands in a message: [bad-email].
    const wanted = code.replace(/^\[(.*)\]$/u, '$1').toLowerCase();
    const record = records.find((each) => each.code === wanted);
    if (record === undefined) {
      const suggestion = nearest(
        wanted,
        records.map((each) => each.code),
      );
      throw new AboError('unknown-code', { code, suggestion });
    }
    if (format === 'json') await writeExplanationJson(record, terminal.stdout);
    else await writeExplanation(record, terminal.stdout, messages);
    return EXIT.done;
  },
});

export const explain: Noun = { name: 'explain', commands: [explainCode] };
