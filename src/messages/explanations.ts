/** The explanations of codes, apart from the other words: only `explain` needs them, and they are many. */
import { explanations as en } from './en/explanations.js';
import type { Explanations } from './explained.js';
import { explanations as fr } from './fr/explanations.js';
import type { Language } from './index.js';

export const explanationsIn: Readonly<Record<Language, Explanations>> = { fr, en };
