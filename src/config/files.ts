/**
 * The settings files: `config.yaml` in the user's config directory, which holds profiles, and `abo.config.yaml` in the
 * working directory or above, which may only *name* a profile: a folder that one walks into must not run anything.
 * Source: cli.md, "Global flags" (Profiles).
 */
import { dirname, join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { AboError } from '../errors.js';
import { auditSettings, type AuditSettings } from './audit.js';
import { flagOf, mapping, parseYaml, readIfThere, textOf } from './yaml.js';

export interface Profile {
  readonly name: string;
  readonly database: string;
  readonly passwordCommand: string | null;
  readonly passwordFile: string | null;
  /** Writes are refused before connecting. */
  readonly readOnly: boolean;
  /** Changes need the profile's name typed. */
  readonly protected: boolean;
}

export interface UserConfig {
  /** Where it is, or would be. */
  readonly file: string;
  readonly exists: boolean;
  readonly profile: string | null;
  readonly profiles: readonly Profile[];
}

export interface ProjectConfig {
  readonly file: string;
  readonly profile: string | null;
  readonly audit: AuditSettings;
}

export const USER_CONFIG = 'config.yaml';
export const PROJECT_CONFIG = 'abo.config.yaml';

/** The user's own directories (XDG). */
export function userDirectories(): { readonly config: string; readonly data: string } {
  const { config, data } = envPaths('abo', { suffix: '' });
  return { config, data };
}

export function readUserConfig(directory: string): UserConfig {
  const file = join(directory, USER_CONFIG);
  const text = readIfThere(file);
  if (text === null) return { file, exists: false, profile: null, profiles: [] };
  const root = mapping(file, '', parseYaml(file, text), ['profile', 'profiles']);
  const profiles = Object.entries(mapping(file, 'profiles', root['profiles'] ?? {}, null));
  return {
    file,
    exists: true,
    profile: textOf(file, 'profile', root['profile']),
    profiles: profiles.map(([name, value]) => profileOf(file, name, value)),
  };
}

const PROFILE_KEYS = ['database', 'password_command', 'password_file', 'read_only', 'protected'];

function profileOf(file: string, name: string, value: unknown): Profile {
  const at = `profiles.${name}`;
  const keys = mapping(file, at, value, PROFILE_KEYS);
  const database = textOf(file, `${at}.database`, keys['database']);
  if (database === null) throw new AboError('config-value', { file, key: `${at}.database`, expected: 'text' });
  return {
    name,
    database,
    passwordCommand: textOf(file, `${at}.password_command`, keys['password_command']),
    passwordFile: textOf(file, `${at}.password_file`, keys['password_file']),
    readOnly: flagOf(file, `${at}.read_only`, keys['read_only']),
    protected: flagOf(file, `${at}.protected`, keys['protected']),
  };
}

/** The project file of the working directory or the nearest one above. */
export function readProjectConfig(cwd: string): ProjectConfig | null {
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    const file = join(directory, PROJECT_CONFIG);
    const text = readIfThere(file);
    if (text !== null) return projectOf(file, text);
    if (dirname(directory) === directory) return null;
  }
}

/** What a project file must not hold, wherever one walks in: it would choose where data goes, or run something. */
const NOT_IN_A_PROJECT = ['database', 'password_command', 'password_file', 'profiles', 'command'];

function projectOf(file: string, text: string): ProjectConfig {
  const value = parseYaml(file, text);
  for (const key of Object.keys(mapping(file, '', value, null))) {
    if (NOT_IN_A_PROJECT.includes(key)) throw new AboError('config-unsafe', { file, key });
  }
  const root = mapping(file, '', value, ['profile', 'audit']);
  return { file, profile: textOf(file, 'profile', root['profile']), audit: auditSettings(file, root['audit']) };
}
