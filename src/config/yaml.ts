/**
 * Settings as YAML: read, and checked value by value. What is wrong is told with the file, its key and what was expected; an
 * unknown key with the nearest known one, since a misspelt setting must not be one that is silently left out.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { AboError, whyOf } from '../errors.js';
import { nearest } from '../nearest.js';

/** A file's text; null when there is none. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw new AboError('config-unreadable', { file, ...whyOf(error) });
  }
}

/** @throws AboError `config-unreadable`, with what the parser says and where */
export function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/:$/u, '') : String(error);
    throw new AboError('config-unreadable', { file, code: null, said: message });
  }
}

/** A mapping whose keys are all known (`known`: null for any). An empty file is an empty mapping. */
export function mapping(
  file: string,
  key: string,
  value: unknown,
  known: readonly string[] | null,
): Readonly<Record<string, unknown>> {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new AboError('config-value', { file, key: key === '' ? '(top)' : key, expected: 'mapping' });
  }
  const entries: Record<string, unknown> = { ...value };
  for (const name of Object.keys(entries)) {
    if (known === null || known.includes(name)) continue;
    const suggestion = nearest(name, known);
    throw new AboError('config-key', {
      file,
      key: key === '' ? name : `${key}.${name}`,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  return entries;
}

/** @throws AboError `config-value` for anything but text */
export function textOf(file: string, key: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && value !== '') return value;
  throw new AboError('config-value', { file, key, expected: 'text' });
}

/** @throws AboError `config-value` for anything but true or false */
export function flagOf(file: string, key: string, value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  throw new AboError('config-value', { file, key, expected: 'true-or-false' });
}

/** A list; absent, an empty one. @throws AboError `config-value` for anything else */
export function listOf(file: string, key: string, value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new AboError('config-value', { file, key, expected: 'list' });
}

/** One of the known words. @throws AboError `config-choice`, with the nearest */
export function choiceOf<const T extends string>(
  file: string,
  key: string,
  value: unknown,
  known: readonly T[],
): T | null {
  if (value === undefined || value === null) return null;
  const found = known.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const given = typeof value === 'string' ? value : JSON.stringify(value);
  const suggestion = nearest(given, known);
  throw new AboError('config-choice', {
    file,
    key,
    value: given,
    expected: known,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}
