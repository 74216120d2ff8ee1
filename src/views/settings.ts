/** The settings in force, and the profiles, as lists. Source: docs/contract/cli.md, "config and profile list". */
import type { Messages } from '../messages/index.js';
import { field, property, type ListView } from './list.js';

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
    property('setting', {
      header: ({ pages }) => pages.settings.head.setting,
      text: (setting: keyof SettingTexts['name'], { pages }) => pages.settings.name[setting],
      keep: true,
    }),
    {
      key: 'value',
      json: ({ value }) => value,
      table: {
        header: ({ pages }) => pages.settings.head.value,
        text: ({ setting, value }, { pages, views }) => {
          if (typeof value === 'boolean') return views.yesNo[value ? 'yes' : 'no'];
          return setting === 'password' && value === 'url' ? pages.settings.inUrl : (value ?? '-');
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
    property('from'),
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
    field('profile', ({ name }) => name, { header: ({ pages }) => pages.profiles.profile, keep: true }),
    property('database', { header: ({ pages }) => pages.profiles.database }),
    {
      key: 'read_only',
      json: ({ readOnly }) => readOnly,
      table: {
        header: ({ pages }) => pages.profiles.changes,
        text: (profile, { pages: { profiles: texts } }) =>
          profile.readOnly ? texts.refused : profile.protected ? texts.confirmed : texts.free,
      },
    },
    property('protected'),
    property('password', {
      header: ({ pages }) => pages.profiles.password,
      text: (password: ProfileRecord['password'], { pages }) =>
        password === null ? '-' : pages.profiles.passwordFrom[password],
    }),
    field('chosen', ({ chosenBy }) => chosenBy !== null),
    field('chosen_by', ({ chosenBy }) => chosenBy, {
      header: ({ pages }) => pages.profiles.chosenBy,
      // The name of a file without its path; a flag or variable as it is.
      text: (chosenBy: string | null) => chosenBy?.split(/[/\\]/u).at(-1) ?? '',
    }),
  ],
};
