/** Reasons given by the operating system, a server or a parser, in words: they follow "can't be read: …". */

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'part of its path is not a folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'its name is too long',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  EFBIG: 'the file is too large',
  EIO: 'the disk failed',
  EBUSY: 'it is in use by another program',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENXIO: 'no device or program is connected to it',
  NUL: 'it is not text: it contains NUL characters',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
  // Why a server can't be reached.
  ECONNREFUSED: 'nothing is listening on that port',
  EHOSTUNREACH: 'there is no network route to its server',
  ENETUNREACH: 'there is no network route to its server',
  ETIMEDOUT: 'its server did not answer in time',
  // What a YAML parser objects to. Its own words may quote the file, and with it a password.
  TAB_AS_INDENT: 'a line is indented with a tab; use spaces',
  BAD_INDENT: 'wrong indentation, or a bracket that is not closed',
  DUPLICATE_KEY: 'this key appears twice',
  MISSING_CHAR: 'a colon, comma, space or closing quote is missing',
  UNEXPECTED_TOKEN: 'unexpected text',
  BAD_SCALAR_START: 'a value that starts with this character must be quoted',
  BAD_DQ_ESCAPE: 'unknown escape after the backslash; in single quotes a backslash stands for itself',
  BAD_ALIAS: 'this alias (*) has no anchor',
  BLOCK_AS_IMPLICIT_KEY: "a mapping can't start on this line: put it on lines of its own, or quote the value",
  BLOCK_IN_FLOW: "an indented block can't be inside brackets",
  MULTILINE_IMPLICIT_KEY: 'a key must be on one line, followed by a colon',
  MULTIPLE_DOCS: 'the file contains more than one document (---)',
  TAG_RESOLVE_FAILED: 'unknown tag (!)',
};

/** The words for an error's code, or else the system's own. */
export function reason(code: string | null, said: string): string {
  return REASONS[code ?? ''] ?? said;
}

/** The words for a YAML parser's code, or else the code itself. */
export function yamlReason(code: string): string {
  return REASONS[code] ?? `it can't be parsed (${code})`;
}
