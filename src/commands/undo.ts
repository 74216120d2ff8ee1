/** `abo undo N`: a change set taken back. Source: docs/contract/cli.md, "Every command that changes something". */
import { planUndo } from '../app/change/undo.js';
import { conflictLines } from '../views/conflicts.js';
import { change } from './lib/change.js';
import type { Noun, Run } from './lib/command.js';
import { filtersOf } from './lib/filter-flags.js';
import { CHANGE_FLAGS, UNDO_FILTERS } from './lib/flags.js';
import { planningOptionsOf } from './lib/import.js';

const run: Run = async (session, [number = ''], options) =>
  change(session, options, async (reader) => {
    const { planned, undoes, conflicts } = await planUndo(
      reader,
      number,
      filtersOf(options),
      options.onUndoConflict ?? 'stop',
      planningOptionsOf(session, options),
    );
    if (conflicts.length > 0) {
      const { messages } = session;
      const lines = conflictLines({ conflicts, sources: [] }, messages);
      await session.notice([messages.notices.leftAsTheyAre(conflicts.length), ...lines].join('\n'));
    }
    return { planned, undoes };
  });

export const undo: Noun = {
  name: 'undo',
  commands: [{ operands: ['<n>'], flags: [...UNDO_FILTERS, 'onUndoConflict', ...CHANGE_FLAGS], run }],
};
