/** `abo undo N`: undoes a change set. Source: docs/contract/cli.md, "Every command that changes something". */
import { planUndo } from '../app/change/undo.js';
import { filtersOf } from '../app/read/filters.js';
import { conflictLines } from '../views/conflicts.js';
import { change } from './lib/change.js';
import { command, type Noun } from './lib/command.js';
import { CHANGE_FLAGS, UNDO_FILTERS } from './lib/flags.js';

const undoChangeSet = command({
  operands: ['<n>'],
  flags: [...UNDO_FILTERS, 'onUndoConflict', ...CHANGE_FLAGS],
  run: (session, [number], options) =>
    change(session, options, async (reader, planning) => {
      const { onUndoConflict: onConflict = 'stop' } = options;
      const { conflicts, ...planned } = await planUndo(reader, number, filtersOf(options), onConflict, planning);
      if (conflicts.length > 0) {
        const { messages } = session;
        const lines = conflictLines({ conflicts, sources: [] }, messages);
        await session.notice([messages.notices.keptConflicts(conflicts.length), ...lines].join('\n'));
      }
      return planned;
    }),
});

export const undo: Noun = { name: 'undo', commands: [undoChangeSet] };
