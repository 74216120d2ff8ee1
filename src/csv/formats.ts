/**
 * Recognises files that are not CSV by their first bytes, whatever their names. Source: docs/contract/csv.md, "Reading".
 */

/** Why an input isn't a CSV file: the format that it has instead; `binary` for one that isn't known. */
export type NotText = 'spreadsheet' | 'web-page' | 'pdf' | 'image' | 'document' | 'archive' | 'binary';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

const SIGNATURES: readonly (readonly [format: NotText, signature: Buffer])[] = [
  // Microsoft's compound file: .xls, most of all.
  ['spreadsheet', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  ['pdf', latin1('%PDF-')],
  ['image', latin1('\x89PNG')],
  ['image', latin1('\xff\xd8\xff')],
  ['image', latin1('GIF8')],
  ['image', latin1('II*\0')],
  ['image', latin1('MM\0*')],
  ['image', latin1('RIFF')],
  ['document', latin1('{\\rtf')],
  ['archive', latin1('\x1f\x8b')],
  ['archive', latin1('7z\xbc\xaf')],
  ['archive', latin1('Rar!\x1a')],
];
const ZIP = latin1('PK\x03\x04');

/** Names in the zip archives of word processors; a spreadsheet is a zip archive too. */
const IN_DOCUMENT = ['word/', 'ppt/', 'opendocument.text'];
/** Where the name of the first file of an archive is, and how long. */
const NAME = 30;
const NAME_LENGTH = 26;
/** The first file of an archive that a person packed; office files begin with other names. */
const PACKED = /\.(?!xml$|rels$|bin$)[a-z0-9]{1,5}$/i;

/** What a file begins with when a program wrote a web page, or XML, and called it `.xls`. */
const MARKUP = /^\s*(?:<!doctype|<html|<head|<body|<table|<meta|<\?xml|<!--|mime-version:)/i;
/** Excel's own XML of 2003. */
const SPREADSHEET_ML = /progid="excel\.sheet"|office:spreadsheet"/i;

/** The format that a file has instead of being text with delimiters; null where it may be that. */
export function otherFormat(head: Buffer): NotText | null {
  const known = SIGNATURES.find(([, signature]) => head.subarray(0, signature.length).equals(signature));
  if (known !== undefined) return known[0];
  if (head.subarray(0, ZIP.length).equals(ZIP)) return inZip(head);
  // Whatever the encoding, markup is ASCII: without the byte-order mark, and the zeros of UTF-16.
  const text = head
    .subarray(0, LOOKED_AT)
    .toString('latin1')
    .replace(/\0|^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/g, '');
  if (!MARKUP.test(text)) return null;
  return SPREADSHEET_ML.test(text) ? 'spreadsheet' : 'web-page';
}

/** Bytes at the beginning in which markup says what it is. */
const LOOKED_AT = 2048;

function inZip(head: Buffer): NotText {
  if (IN_DOCUMENT.some((name) => head.includes(name))) return 'document';
  const length = head.length < NAME ? 0 : head.readUInt16LE(NAME_LENGTH);
  return PACKED.test(head.subarray(NAME, NAME + length).toString('latin1')) ? 'archive' : 'spreadsheet';
}
