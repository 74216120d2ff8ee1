/** The words, in each language. `fr` must have every key that `en` has: the type holds it to that. */
import * as en from './en/index.js';
import * as fr from './fr/index.js';

export type Messages = typeof en;

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const messagesIn: Readonly<Record<Language, Messages>> = { fr, en };
