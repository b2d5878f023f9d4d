import { expect, it } from "vitest";
import { lineWithBounds } from "../../../src/authoring/charts/line-with-bounds.js";

/** Marks of a spec that stand on data of their own: labels, their signs, references. */
function ownMarks(spec: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(spec)) return spec.flatMap(ownMarks);
  if (typeof spec !== "object" || spec === null) return [];
  const { data, mark, layer } = spec as Readonly<Record<string, unknown>>;
  const own =
    data !== undefined && typeof mark === "object" && mark !== null ? [mark as Record<string, unknown>] : [];
  return [...own, ...ownMarks(layer)];
}

it("the sign beside a label and a reference line tell no data where the pointer rests", () => {
  const row = { series: "a", lower: 1, upper: 1, status: "complete" as const };
  const spec = lineWithBounds({
    rows: [
      { ...row, year: 2001 },
      { ...row, year: 2002 },
    ],
    series: [{ key: "a", label: "A", colour: "ink", shape: "square" }],
    style: "ratio",
    reference: { value: 1, label: "Even" },
  });
  const { layer: layers } = spec as { layer: readonly unknown[] };
  const signs = ownMarks(layers).filter(({ type }) => type === "point" || type === "rule");
  expect(signs.map(({ type }) => type)).toEqual(expect.arrayContaining(["point", "rule"]));
  expect(signs.map(({ tooltip }) => tooltip)).toEqual(signs.map(() => null));
});
