/**
 * The marks that spreadsheets need around a cell, added and removed: `="00075"` and the leading `'`.
 * Source: docs/contract/csv.md, "Writing". `bare` undoes what `guarded` does, whatever the text.
 */

const APOSTROPHE = 0x27;
const EQUALS = 0x3d;

/** Begins as a formula (or with tab or CR), perhaps behind apostrophes. */
const FORMULA = /^'*[=+\-@\t\r]/;
/** As `FORMULA`, with at least one apostrophe, which `bare` removes. */
const GUARDED = /^'+[=+\-@\t\r]/;
const TEXT_FORMULA = /^="(?:[^"]|"")*"$/;

/** Returns the text of a cell without the marks for spreadsheets. Not trimmed. */
export function bare(raw: string): string {
  const first = raw.charCodeAt(0);
  if (first === APOSTROPHE) return GUARDED.test(raw) ? raw.slice(1) : raw;
  if (first === EQUALS && TEXT_FORMULA.test(raw)) return raw.slice(2, -1).replaceAll('""', '"');
  return raw;
}

/** Returns the cell that `bare` reads as `text` and, for a spreadsheet, that is not run as a formula. */
export function guarded(text: string, spreadsheet: boolean): string {
  const first = text.charCodeAt(0);
  if (spreadsheet) return FORMULA.test(text) ? `'${text}` : text;
  if (first === APOSTROPHE && GUARDED.test(text)) return `'${text}`;
  return first === EQUALS && TEXT_FORMULA.test(text) ? `'${text}` : text;
}

/** Returns a code as a cell that a spreadsheet keeps as it is: `="00075"` when it would become a number or a date. */
export function guardedCode(code: string): string {
  return becomesAnotherValue(code) ? `="${code.replaceAll('"', '""')}"` : guarded(code, true);
}

const NUMBER_DATE_TIME = /^[\s(+-]*[\d.,][\d\s.,:/()%€$£+-]*(?:e[+-]?\d+)?[\s%€$£)]*$/i;
const CLOCK = /^\d{1,2}(?::\d{1,2})*\s*[ap]m?$/i;
const MONTH =
  /^(?:\d{1,4}[\s./-]*)?(?:jan|janv|feb|fev|fevr|mar|mars|apr|avr|may|mai|jun|juin|jul|juil|aug|aou|aout|sep|sept|oct|nov|dec)[a-z]*\.?(?:[\s./-]*\d{1,4}){0,2}$/;
const LOGICAL = /^(?:true|false|vrai|faux)$/i;

/** Would Excel (English or French) turn this text into a number, a date, a time or a logical value? When in doubt, yes. */
function becomesAnotherValue(text: string): boolean {
  if (NUMBER_DATE_TIME.test(text) || CLOCK.test(text) || LOGICAL.test(text)) return true;
  const plain = text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  return /\d/.test(plain) && MONTH.test(plain);
}
