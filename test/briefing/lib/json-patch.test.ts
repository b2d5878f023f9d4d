import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonPatch, patched } from "../../../src/briefing/lib/json-patch.js";

const json = fc.jsonValue({ maxDepth: 4 });

test("a patch of two values makes one from the other, and leaves it unchanged", () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const copy = JSON.parse(JSON.stringify(before)) as unknown;
      const goal = JSON.parse(JSON.stringify(after)) as unknown;
      const patch = JSON.parse(JSON.stringify(jsonPatch(copy, goal))) as ReturnType<typeof jsonPatch>;
      expect(patched(copy, patch)).toEqual(goal);
      expect(copy).toEqual(JSON.parse(JSON.stringify(before)));
    }),
  );
});

test("it names what differs, and nothing else", () => {
  const before = { a: [1, 2, { b: "x", gone: 1 }], same: { long: "text" } };
  const after = { a: [1, 3, { b: "x", added: null }], same: { long: "text" } };
  expect(jsonPatch(before, after)).toEqual([[["a", 1], 3], [["a", 2, "added"], null], [["a", 2, "gone"]]]);
  expect(jsonPatch(before, before)).toEqual([]);
});
