/** Errors about files and how they are read. */
import { type ErrorText } from '../text.js';
import { reason } from './reasons.js';
import { didYouMean, quote } from './text.js';

export const files = {
  'file-not-found': (p: { file: string }): ErrorText => [
    `There is no file ${quote(p.file)}.`,
    'Check the name, and which folder you are in.',
  ],
  'file-exists': (p: { file: string }): ErrorText => [
    `The file ${quote(p.file)} already exists.`,
    'Choose another name, or delete the file first.',
  ],
  'file-is-folder': (p: { file: string }): ErrorText => [
    `${quote(p.file)} is a folder, not a file.`,
    'Name a file in it. Only abo onboard takes a folder.',
  ],
  'folder-not-found': (p: { file: string; folder: string }): ErrorText => [
    `${quote(p.file)} can't be written: there is no folder ${quote(p.folder)}.`,
    'Create the folder, or choose another one.',
  ],
  'not-a-file': (p: { file: string }): ErrorText => [
    `${quote(p.file)} can't be replaced: it is not a regular file.`,
    'Choose another file.',
  ],
  'file-unreadable': (p: { file: string; reason: string }): ErrorText => [
    `${quote(p.file)} can't be read: ${reason(p.reason, p.reason)}.`,
    p.reason === 'EACCES' ? 'Check its permissions.' : undefined,
  ],
  'file-unwritable': (p: { file: string; code: string; said: string }): ErrorText => [
    `${quote(p.file)} can't be written: ${reason(p.code, p.said)}.`,
    'Nothing was changed. Choose another place for the file.',
  ],
  'file-in-use': (p: { flag: string; file: string; is: 'input' | 'database' }): ErrorText => [
    `${p.flag}: ${quote(p.file)} is the ${p.is === 'input' ? 'input file' : 'database'} and would be overwritten.`,
    'Choose another file.',
  ],
  'unknown-encoding': (p: { encoding: string; accepted: readonly string[] }): ErrorText => [
    `abo does not read the encoding ${quote(p.encoding)}.`,
    `Encodings: ${p.accepted.join(', ')}.`,
  ],
  'bad-delimiter': (p: { delimiter: string }): ErrorText => [
    `${quote(p.delimiter)} can't be a delimiter.`,
    'Use one character, such as “;”, or tab.',
  ],
  'unknown-fill-down': (p: { column: string; suggestion?: string | undefined }): ErrorText => [
    `The file has no column ${quote(p.column)} to fill down.`,
    didYouMean(p.suggestion) ?? 'Use the header of one of its columns.',
  ],
};
