/** Suggests a code where a person typed its label, in either language, or made a typing mistake. */
import { boxValues, yesOrNo } from '../../csv/values.js';
import { messagesIn } from '../../messages/index.js';
import { nearest } from '../../nearest.js';

/** Returns one of `known`, or undefined when none is near. */
export function suggestCode(text: string, known: readonly string[]): string | undefined {
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
  return near === undefined ? codeOfMark(text, known) : codes.get(near);
}

/** The code of a mark that only a file may have: `x`, `oui`. */
function codeOfMark(text: string, known: readonly string[]): string | undefined {
  const yes = yesOrNo.read(text);
  return [boxValues.read(text), yes === undefined ? undefined : yes ? 'yes' : 'no'].find(
    (code) => code !== undefined && known.includes(code),
  );
}
