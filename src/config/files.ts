/**
 * The settings files: `config.yaml` in the user's config directory, which holds profiles, and `abo.config.yaml` in the
 * working directory or above, which may only *name* a profile: a folder that a user enters must not run anything.
 * Source: docs/contract/cli.md, "Profiles".
 */
import { dirname, join } from 'node:path';
import { AboError } from '../errors.js';
import { auditSettings, type AuditSettings } from './audit.js';
import { parseSettings, readIfThere, type Setting } from './yaml.js';

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
  /** Does the file have an `audit` section at all? */
  readonly hasAudit: boolean;
}

export const USER_CONFIG = 'config.yaml';
export const PROJECT_CONFIG = 'abo.config.yaml';

export function readUserConfig(directory: string): UserConfig {
  const file = join(directory, USER_CONFIG);
  const text = readIfThere(file);
  if (text === null) return { file, exists: false, profile: null, profiles: [] };
  const root = parseSettings(file, text).mapping(['profile', 'profiles']);
  const profiles = root.get('profiles').mapping(null);
  return {
    file,
    exists: true,
    profile: root.get('profile').text(),
    profiles: profiles.names.map((name) => profileOf(name, profiles.get(name))),
  };
}

const PROFILE_KEYS = ['database', 'password_command', 'password_file', 'read_only', 'protected'];

function profileOf(name: string, setting: Setting): Profile {
  const keys = setting.mapping(PROFILE_KEYS);
  const [command, file] = [keys.get('password_command'), keys.get('password_file')];
  const profile = {
    name,
    database: keys.get('database').required(),
    passwordCommand: command.text(),
    passwordFile: file.text(),
    readOnly: keys.get('read_only').flag(),
    protected: keys.get('protected').flag(),
  };
  if (profile.passwordCommand !== null && profile.passwordFile !== null) {
    throw new AboError('config-exclusive', { ...file.place, other: command.key });
  }
  return profile;
}

/** The project file of the working directory or the nearest one above. */
export function readProjectConfig(cwd: string): ProjectConfig | null {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const file = join(directory, PROJECT_CONFIG);
    const text = readIfThere(file);
    if (text !== null) return projectOf(file, parseSettings(file, text));
    if (dirname(directory) === directory) return null;
  }
}

/** What a project file must not hold: it would choose where data goes, or run something. */
const NOT_IN_A_PROJECT = ['database', 'password_command', 'password_file', 'profiles', 'command'];

function projectOf(file: string, settings: Setting): ProjectConfig {
  const all = settings.mapping(null);
  const unsafe = all.names.find((name) => NOT_IN_A_PROJECT.includes(name));
  if (unsafe !== undefined) throw new AboError('config-unsafe', all.get(unsafe).place);
  const root = settings.mapping(['profile', 'audit']);
  const audit = root.get('audit');
  return { file, profile: root.get('profile').text(), audit: auditSettings(audit), hasAudit: !audit.isAbsent() };
}
