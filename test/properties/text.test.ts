/** Properties of the order of texts and of address keys, over all of Unicode. Source: docs/contract/rules.md, "Things". */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey, normaliseAddress } from '../../src/domain/address.js';
import { compareCodePoints } from '../../src/domain/code-point-order.js';

const unicode = fc.string({ unit: 'binary', maxLength: 8 });
const address = fc.tuple(unicode, unicode).map(([local, domain]) => `${local}@${domain}`);

test('the order by code point is the order of the UTF-8 bytes', () => {
  fc.assert(
    fc.property(unicode, unicode, (a, b) => {
      expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
    { numRuns: 5000 },
  );
});

test('the key of a key is the same key', () => {
  fc.assert(
    fc.property(address, (text) => {
      expect(addressKey(addressKey(text))).toBe(addressKey(text));
    }),
    { numRuns: 5000 },
  );
});

test('normalising an address does not change its key, and doing it twice is the same as once', () => {
  fc.assert(
    fc.property(address, (text) => {
      const kept = normaliseAddress(text);
      expect(addressKey(kept)).toBe(addressKey(text.trim()));
      expect(normaliseAddress(kept)).toBe(kept);
    }),
    { numRuns: 5000 },
  );
});

test('case and normal form do not change the key', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'É', 'œ', 'Ç', 'ñ', 'Å', '+', '😀'), maxLength: 12 }),
      (local) => {
        const key = addressKey(`${local}@été.fr`);
        for (const form of ['NFC', 'NFD'] as const) {
          expect(addressKey(`${local}@été.fr`.normalize(form))).toBe(key);
          expect(addressKey(`${local}@été.fr`.toUpperCase().normalize(form))).toBe(key);
        }
      },
    ),
  );
});
