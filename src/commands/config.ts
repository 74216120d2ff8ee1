/** `abo config`, `abo profile list`: the settings in force, and where each came from. Neither opens the database. */
import type { Session } from '../context.js';
import { EXIT } from '../errors.js';
import { maskedLocation } from '../passwords.js';
import type { Chosen } from '../system.js';
import { chooseColor } from '../terminal/output.js';
import { inBatches, LIST_FORMATS } from '../views/list.js';
import { profiles, settings } from '../views/settings.js';
import { answerList, formatAmong } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';

const show = command({
  run: async (session) => {
    formatAmong(session, LIST_FORMATS);
    const { env, globals, terminal } = session;
    // Of stdout, where answers go.
    const color = chooseColor(terminal.stdout.isTTY, { env, noColor: globals.color === false });
    const found = await session.settings({ color, prompts: choosePrompts(session) });
    return answerList(session, settings, inBatches(found));
  },
});

function choosePrompts({ prompter, globals, format }: Session): Chosen<boolean> {
  if (globals.input === false) return { value: false, from: '--no-input' };
  if (format === 'json') return { value: false, from: '--format' };
  return { value: prompter.available, from: null };
}

const list = command({
  verb: 'list',
  run: async (session) => {
    const format = formatAmong(session, LIST_FORMATS);
    const { file, exists, profiles: found, chooser } = await session.profiles();
    const { notices } = session.messages;
    if (format === 'table' && found.length === 0) {
      await session.notice(notices.noProfile({ file, exists }));
      return EXIT.done;
    }
    const exitCode = await answerList(session, profiles, inBatches(found));
    const { profile, location } = session.database();
    if (format === 'table' && profile === null) {
      await session.notice(notices.noneChosen({ database: maskedLocation(location), by: chooser }));
    }
    return exitCode;
  },
});

export const config: Noun = { name: 'config', commands: [show] };

export const profile: Noun = { name: 'profile', commands: [list] };
