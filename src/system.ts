/**
 * What a command may know of the process and the machine that it runs in. `main` reads it once; nothing below reads
 * `process` or `os` by itself, so that one process can run many commands, each in its own folder and environment.
 * Source: CONTRIBUTING.md, "Layout".
 */
import { isAbsolute, sep } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface System {
  readonly env: Environment;
  /** The folder where relative paths start. */
  readonly cwd: string;
  readonly home: string;
  /** The folder for temporary files. */
  readonly tmp: string;
  /** The user's folders for settings and for data (XDG). */
  readonly directories: { readonly config: string; readonly data: string };
  /** The account's name. */
  readonly user: () => string;
}

/** A value that the command line or the environment may choose. */
export interface Chosen<T> {
  readonly value: T;
  /** The flag or variable that chose it; null for neither. */
  readonly from: string | null;
}

/** A system that says nothing, for callers that give absolute paths and full URLs. */
export const BARE_SYSTEM: System = {
  env: {},
  cwd: sep,
  home: sep,
  tmp: sep,
  directories: { config: sep, data: sep },
  user: () => 'unknown',
};

/** A file: its name as it was typed, for messages, and where it is. */
export interface FileRef {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

export function fileRef(name: string, { cwd }: Pick<System, 'cwd'>): FileRef {
  return { name, path: pathIn(cwd, name) };
}

/** The absolute path. It is not normalised: `link/../file` leads where the link does, and `file/` is no file. */
export function pathIn(cwd: string, path: string): string {
  return path === '' || isAbsolute(path) ? path : `${cwd}${sep}${path}`;
}
