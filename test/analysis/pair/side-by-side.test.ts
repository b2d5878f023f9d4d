import fc from "fast-check";
import { expect, test } from "vitest";
import { sideBySide } from "../../../src/analysis/pair/side-by-side.js";

test("a row for each key that every list has, the greatest of one column first", () => {
  const table = sideBySide(
    "partner",
    [
      [
        "in2003",
        [
          ["US", 0.4],
          ["JP", 0.2],
          ["GB", 0.1],
        ],
      ],
      [
        "in2022",
        [
          ["GB", 0.3],
          ["US", 0.2],
        ],
      ],
    ],
    { by: "in2022" },
  );
  expect(table).toEqual([
    { partner: "GB", in2003: 0.1, in2022: 0.3 },
    { partner: "US", in2003: 0.4, in2022: 0.2 },
  ]);
  expect(sideBySide("partner", [], { by: "in2022" })).toEqual([]);
});

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
