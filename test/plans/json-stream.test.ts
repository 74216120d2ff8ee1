/** A document taken apart as its text comes in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonParts, NotJson } from '../../src/plans/json-stream.js';

/** What is handed on, in order, when the text comes in pieces of so many characters. */
function partsOf(text: string, size = text.length): unknown[] {
  const parts: unknown[] = [];
  const reader = new JsonParts({
    isList: (key) => key.startsWith('list'),
    value: (key, value) => parts.push([key, value]),
    record: (key, index, value) => parts.push([key, index, value]),
    listEnd: (key, length) => parts.push([key, 'ends', length]),
  });
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
  reader.end();
  return parts;
}

test('values and the records of lists, in the order of the text', () => {
  expect(partsOf('{"a": 1, "list": [ {"b": [1, "]}"]}, "\\"" ], "c": [1], "list2": [], "d": null}')).toEqual([
    ['a', 1],
    ['list', 0, { b: [1, ']}'] }],
    ['list', 1, '"'],
    ['list', 'ends', 2],
    ['c', [1]],
    ['list2', 'ends', 0],
    ['d', null],
  ]);
  expect(partsOf(' {}\n')).toEqual([]);
});

test('whatever the layout, and wherever the text is cut into pieces', () => {
  const key = fc.constantFrom('a', 'b', 'list', 'list2', 'é"\\');
  const document = fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), { noNullPrototype: true });
  fc.assert(
    fc.property(document, fc.constantFrom(0, 2), fc.integer({ min: 1, max: 9 }), (value, indent, size) => {
      const text = JSON.stringify(value, null, indent);
      const expected = Object.entries(value).flatMap(([name, content]): unknown[] =>
        name.startsWith('list') && Array.isArray(content)
          ? [...content.map((each: unknown, i) => [name, i, each]), [name, 'ends', content.length]]
          : [[name, content]],
      );
      // As JSON has them: no -0.
      expect(partsOf(text, size)).toEqual(JSON.parse(JSON.stringify(expected)));
    }),
  );
});

function faultOf(text: string, size?: number): string {
  try {
    partsOf(text, size);
    return 'none';
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return error.cut ? 'cut short' : `line ${error.line}`;
  }
}

test('a text that is not an object is refused, with the line', () => {
  expect(faultOf('[1]')).toBe('line 1');
  expect(faultOf('company,name\nACME,Acme\n')).toBe('line 1');
  expect(faultOf('{\n "a": 1,\n "b": x\n}')).toBe('line 3');
  expect(faultOf('{"a": 1 "b": 2}')).toBe('line 1');
  expect(faultOf('{"a": 1,}')).toBe('line 1');
  expect(faultOf('{"list": [1,\n]}')).toBe('line 2');
  expect(faultOf('{"list": [1 2]}')).toBe('line 1');
  expect(faultOf('{"a": {"b": 01}}')).toBe('line 1');
  expect(faultOf('{"a": 1}\n{"a": 1}')).toBe('line 2');
  expect(faultOf('{"a": "\n"}')).toBe('line 1');
});

test('a text that ends too soon is distinguished from a wrong one, wherever it ends', () => {
  const text = '{"a": {"b": 1}, "list": ["x", {"y": "\\\\"}], "c": 12}';
  for (let length = 0; length < text.length; length++)
    expect(faultOf(text.slice(0, length)), `${length}`).toBe('cut short');
});

test('one value without an end does not fill the memory', () => {
  const parts = new JsonParts({ isList: () => false, value: () => 0, record: () => 0, listEnd: () => 0 });
  const pushed = (): void => {
    parts.push('{"a": "');
    for (let i = 0; i < 1_000; i++) parts.push('x'.repeat(100_000));
  };
  expect(pushed).toThrow(NotJson);
});
