import fc from "fast-check";
import { expect, test } from "vitest";
import { sideBySide } from "../../../src/analysis/pair/side-by-side.js";

test("no value is lost, changed or moved to another key", () => {
  const list = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(list, list, (x, y) => {
      const rows = sideBySide(
        "key",
        [
          ["x", Object.entries(x)],
          ["y", Object.entries(y)],
        ],
        { by: "y" },
      );
      const common = Object.keys(x).filter((key) => key in y);
      expect(rows.map((row) => row["key"]).sort()).toEqual(common.sort());
      for (const row of rows)
        expect([row["x"], row["y"]]).toEqual([x[row["key"] ?? ""], y[row["key"] ?? ""]]);
      const order = rows.map((row) => Number(row["y"]));
      expect(order).toEqual([...order].sort((a, b) => b - a));
    }),
  );
});
