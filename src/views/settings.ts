/** The settings in force, and the profiles, as lists. Source: docs/contract/cli.md, "config and profile list". */
import type { Messages } from '../messages/index.js';
import type { ListView } from './list.js';

type SettingTexts = Messages['pages']['settings'];

/** What `config` says of a setting. */
export interface SettingRecord {
  readonly setting: keyof SettingTexts['name'];
  readonly value: string | boolean | null;
  readonly source: keyof SettingTexts['source'];
  readonly from: string | null;
}

export const settings: ListView<SettingRecord> = {
  schema: 'settings',
  fields: [
    {
      key: 'setting',
      json: ({ setting }) => setting,
      table: {
        header: ({ pages }) => pages.settings.head.setting,
        text: ({ setting }, { pages }) => pages.settings.name[setting],
        keep: true,
      },
    },
    {
      key: 'value',
      json: ({ value }) => value,
      table: {
        header: ({ pages }) => pages.settings.head.value,
        text: ({ setting, value }, { pages: { settings: texts } }) => {
          if (typeof value === 'boolean') return texts.yesNo[value ? 'yes' : 'no'];
          return setting === 'password' && value === 'url' ? texts.inUrl : (value ?? '-');
        },
      },
    },
    {
      key: 'source',
      json: ({ source }) => source,
      table: {
        header: ({ pages }) => pages.settings.head.source,
        text: ({ source, from }, { pages }) => pages.settings.source[source](from ?? ''),
      },
    },
    { key: 'from', json: ({ from }) => from },
  ],
};

/** What `profile list` says of a profile. */
export interface ProfileRecord {
  readonly name: string;
  readonly database: string;
  readonly readOnly: boolean;
  readonly protected: boolean;
  readonly password: 'url' | 'password_command' | 'password_file' | null;
  readonly chosenBy: string | null;
}

export const profiles: ListView<ProfileRecord> = {
  schema: 'profiles',
  fields: [
    {
      key: 'profile',
      json: ({ name }) => name,
      table: { header: ({ pages }) => pages.profiles.profile, text: ({ name }) => name, keep: true },
    },
    {
      key: 'database',
      json: ({ database }) => database,
      table: { header: ({ pages }) => pages.profiles.database, text: ({ database }) => database },
    },
    {
      key: 'read_only',
      json: ({ readOnly }) => readOnly,
      table: {
        header: ({ pages }) => pages.profiles.changes,
        text: (profile, { pages: { profiles: texts } }) =>
          profile.readOnly ? texts.refused : profile.protected ? texts.confirmed : texts.free,
      },
    },
    { key: 'protected', json: (profile) => profile.protected },
    {
      key: 'password',
      json: ({ password }) => password,
      table: {
        header: ({ pages }) => pages.profiles.password,
        text: ({ password }, { pages: { profiles: texts } }) =>
          password === null ? '-' : texts.passwordFrom[password],
      },
    },
    { key: 'chosen', json: ({ chosenBy }) => chosenBy !== null },
    {
      key: 'chosen_by',
      json: ({ chosenBy }) => chosenBy,
      table: { header: ({ pages }) => pages.profiles.chosenBy, text: ({ chosenBy }) => fileName(chosenBy ?? '') },
    },
  ],
};

/** Of a path; a flag or variable is as it is. */
function fileName(from: string): string {
  return from.split(/[/\\]/u).at(-1) ?? from;
}
