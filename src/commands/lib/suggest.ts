/** The code that was probably meant where a person typed a label, another language's word, or made a slip. */
import { boxValues, yesOrNo } from '../../csv/values.js';
import { messagesIn } from '../../messages/index.js';
import { nearest } from '../../nearest.js';

/** One of `known`, or undefined when none is near. */
export function meant(text: string, known: readonly string[]): string | undefined {
  const codes = new Map<string, string>(known.map((code) => [code, code]));
  for (const { labels, views } of Object.values(messagesIn)) {
    const { universe, category, channel, role, access, column } = labels;
    for (const group of [universe, views.universeShort, category, channel, role, access, column]) {
      for (const [code, label] of Object.entries(group)) {
        // A code stands for itself, whatever it is called elsewhere.
        if (known.includes(code) && !codes.has(label)) codes.set(label, code);
      }
    }
  }
  const near = nearest(text, codes.keys());
  return near === undefined ? meantByMark(text, known) : codes.get(near);
}

/** What a cell of a file may say (`x`, `oui`), and the command line can't. */
function meantByMark(text: string, known: readonly string[]): string | undefined {
  const yes = yesOrNo.read(text);
  return [boxValues.read(text), yes === undefined ? undefined : yes ? 'yes' : 'no'].find(
    (code) => code !== undefined && known.includes(code),
  );
}
