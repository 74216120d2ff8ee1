/** Errors in naming a file, or in saying how it is to be read. */
import { hint, type ErrorText } from '../text.js';
import { reason } from './reasons.js';

const quote = (text: string): string => `“${text}”`;

export const files = {
  'file-not-found': (p: { file: string }): ErrorText => ({
    message: `There is no file ${quote(p.file)}.`,
  }),
  'file-exists': (p: { file: string }): ErrorText => ({
    message: `${quote(p.file)} exists already.`,
    hint: 'Name a file that does not exist yet, or remove that one first.',
  }),
  'file-is-folder': (p: { file: string }): ErrorText => ({
    message: `${quote(p.file)} is a folder, not a file.`,
    hint: 'Name a file in it; only abo onboard takes a folder.',
  }),
  'folder-not-found': (p: { file: string; folder: string }): ErrorText => ({
    message: `${quote(p.file)} can't be written: there is no folder ${quote(p.folder)}.`,
  }),
  'not-a-file': (p: { file: string }): ErrorText => ({
    message: `${quote(p.file)} is not a file that can be replaced.`,
    hint: 'Name a new file, or one that may be overwritten.',
  }),
  'file-unreadable': (p: { file: string; reason: string }): ErrorText => ({
    message: `${quote(p.file)} can't be read: ${reason(p.reason, p.reason)}.`,
    ...hint(p.reason === 'EACCES' ? 'Check who may read it.' : undefined),
  }),
  'file-unwritable': (p: { file: string; code: string; said: string }): ErrorText => ({
    message: `${quote(p.file)} can't be written: ${reason(p.code, p.said)}.`,
    hint: 'Nothing was done. Name a file in another place.',
  }),
  'file-in-use': (p: { flag: string; file: string; is: 'input' | 'database' }): ErrorText => ({
    message: `${p.flag}: ${quote(p.file)} is the ${p.is === 'input' ? 'input itself' : 'database'}, and would be overwritten.`,
    hint: 'Name another file.',
  }),
  'unknown-encoding': (p: { encoding: string; accepted: readonly string[] }): ErrorText => ({
    message: `${quote(p.encoding)} is not an encoding that abo reads.`,
    hint: `It reads ${p.accepted.join(', ')}.`,
  }),
  'bad-delimiter': (p: { delimiter: string }): ErrorText => ({
    message: `${quote(p.delimiter)} can't be a delimiter.`,
    hint: 'Give one character, such as “;”, or tab.',
  }),
  'unknown-fill-down': (p: { column: string; suggestion?: string | undefined }): ErrorText => ({
    message: `The file has no column ${quote(p.column)} to fill down.`,
    ...hint(p.suggestion === undefined ? undefined : `Did you mean ${quote(p.suggestion)}?`),
  }),
};
