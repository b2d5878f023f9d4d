import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestCells } from "../../../../src/briefing/engine/report/lineage.js";

describe("the cells that a reader goes to next", () => {
  const record = (cells: readonly string[]) => ({
    cells,
    files: [],
    modules: [],
    packages: [],
    functions: [],
    environment: [],
  });
  const nearest = (cell: string, dependencies: Readonly<Record<string, readonly string[]>>) =>
    nearestCells(
      { notebook: "n.ipynb", cell },
      Object.fromEntries(Object.entries(dependencies).map(([id, cells]) => [`n.ipynb#${id}`, record(cells)])),
    );

  it("are those that no other of them leads to", () => {
    const dependencies = { data: [], cleaned: ["data"], other: [], use: ["data", "cleaned", "other"] };
    expect(nearest("use", dependencies)).toEqual(["cleaned", "other"]);
    expect(nearest("data", dependencies)).toEqual([]);
  });

  it("are never none where cells of a foreign notebook depend on each other in a circle", () => {
    expect(nearest("a", { a: ["a", "b", "c"], b: ["c"], c: ["b"] })).toEqual(["c"]);
  });

  it("lead to every cell that the dependencies lead to, and to no other", () => {
    const follow = (cell: string, next: (cell: string) => readonly string[]): readonly string[] => {
      const found = new Set<string>();
      const visit = (id: string): void => {
        for (const other of next(id)) {
          if (found.has(other)) continue;
          found.add(other);
          visit(other);
        }
      };
      visit(cell);
      return [...found].sort();
    };
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(8), { maxLength: 8 }), { minLength: 9, maxLength: 9 }),
        (chosen) => {
          const dependencies = Object.fromEntries(
            chosen.map((numbers, index) => [
              `c${index}`,
              [...new Set(numbers)]
                .filter((number) => number < index)
                .sort()
                .map((number) => `c${number}`),
            ]),
          );
          const whole = follow("c8", (id) => dependencies[id] ?? []);
          expect(follow("c8", (id) => nearest(id, dependencies))).toEqual(whole);
        },
      ),
    );
  });
});
