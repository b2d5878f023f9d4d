import fc from "fast-check";
import { expect, test } from "vitest";
import { KnownCells } from "../../../../src/briefing/authoring/load/known-cells.js";

const encoder = new TextEncoder();
const found = (known: KnownCells, text: string) => {
  const bytes = encoder.encode(`,${text},`);
  return known.find(bytes, 1, bytes.length - 1);
};
const add = (known: KnownCells, text: string): void => {
  const bytes = encoder.encode(`,${text},`);
  known.add({ bytes, start: 1, end: bytes.length - 1 }, text);
  // The next piece of the file may be read into the same memory.
  bytes.fill(0);
};

test("finds the cell of a text, and no other text's", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: "binary", maxLength: 40 })), fc.string(), (texts, other) => {
      const known = new KnownCells();
      texts.forEach((text) => {
        add(known, text);
      });
      for (const text of texts) expect([text, undefined]).toContain(found(known, text));
      expect(texts.includes(other) ? [other, undefined] : [undefined]).toContain(found(known, other));
    }),
  );
});

test("nearly all of many texts are found, and none beyond its limit", () => {
  const known = new KnownCells();
  const texts = Array.from({ length: 70_000 }, (_, index) => `economy ${index}`);
  texts.forEach((text) => {
    add(known, text);
  });
  const right = texts.filter((text) => found(known, text) === text).length;
  expect(right).toBeGreaterThan(65_000);
  expect(right).toBeLessThanOrEqual(65_536);
});

test("a long text is not kept", () => {
  const known = new KnownCells();
  add(known, "x".repeat(64));
  add(known, "x".repeat(65));
  expect(found(known, "x".repeat(64))).toBe("x".repeat(64));
  expect(found(known, "x".repeat(65))).toBeUndefined();
});
