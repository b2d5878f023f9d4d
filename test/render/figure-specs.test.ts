import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { drawFigure } from "../../src/render/figure/draw.js";
import { interactiveSpec } from "../../src/render/figure/interactive.js";
import { differences } from "../../src/render/html/differences.js";
import { pageFigures } from "../../src/render/html/figure-specs.js";
import { unpackScript } from "../../src/render/html/unpack-script.js";

type Size = "wide" | "narrow";
// What runs in the reader's browser, run here.
const unpack = runInNewContext(`(() => { ${unpackScript} return unpack; })()`) as (
  carried: unknown,
  size: Size,
  shared: unknown,
) => { readonly data: readonly { readonly name: string; readonly values?: unknown }[] };

const line = {
  data: { values: Array.from({ length: 12 }, (_, index) => ({ year: 2000 + index, n: index * 7 })) },
  mark: "line",
  encoding: { x: { field: "year", type: "quantitative" }, y: { field: "n", type: "quantitative" } },
};
const numbers = { data: { values: [1, 2, 3] }, mark: "bar", encoding: { x: { field: "data" } } };
const uneven = { ...line, data: { values: [{ year: 1, n: 2 }, { n: 3, year: 4 }, { year: 5 }] } };
const panels = { ...line, encoding: { ...line.encoding, facet: { field: "year", type: "nominal" } } };

async function drawn(spec: object) {
  const draw = (width: number) => drawFigure({ id: "f", spec: { ...spec }, width, font: "Arial" });
  const [wide, narrow] = [await draw(680), await draw(340)];
  const interactive = interactiveSpec(wide.vega, narrow.vega);
  return { wide: wide.svg, narrow: narrow.svg, file: wide.svg, interactive };
}

/** Without what Vega marks rows with. */
const plain = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;

const figures = new Map([
  ["line", await drawn(line)],
  ["numbers", await drawn(numbers)],
  ["uneven", await drawn(uneven)],
  ["panels", await drawn(panels)],
]);
const page = pageFigures(figures);
const json = (html: string | undefined) =>
  JSON.parse((html ?? "").replace(/<\/?script[^>]*>/g, "")) as unknown;
const shared = json(page.shared?.text);
const carried = (id: string) => json(page.figures.get(id)?.spec.text);

describe("what a page carries of its figures", () => {
  it.each([...figures.keys()].flatMap((id) => [[id, "wide"] as const, [id, "narrow"] as const]))(
    "gives %s, %s, as it was drawn",
    (id, size) => {
      const interactive = plain(figures.get(id)?.interactive);
      const spec = plain(unpack(carried(id), size, shared));
      const values = Object.fromEntries(spec.data.map((set) => [set.name, set.values]));
      const data = spec.data.map((set) =>
        set.name in (interactive?.data ?? {}) ? { ...set, values: undefined } : set,
      );
      for (const [name, rows] of Object.entries(interactive?.data ?? {})) expect(values[name]).toEqual(rows);
      expect({ ...spec, data }).toEqual(interactive?.[size]);
    },
  );

  it("has settings once, not in every figure, and names fields once, not in every row", () => {
    expect(page.shared?.text.match(/labelFontSize/g)?.length).toBeLessThan(10);
    expect(page.figures.get("line")?.spec.text).not.toContain("labelFontSize");
    expect(page.figures.get("line")?.spec.text.match(/"n"/g)?.length).toBeLessThan(8);
  });

  it("of the narrow drawing has what differs", () => {
    const { wide, narrow } = carried("line") as Record<Size, unknown>;
    expect(JSON.stringify(narrow).length).toBeLessThan(JSON.stringify(wide).length / 4);
  });
});

describe("differences", () => {
  it("set, leave out, and replace lists of other lengths", () => {
    expect(differences({ a: 1, b: [1, 2], c: { d: [1] } }, { b: [1, 3], c: { d: [1, 2] }, e: null })).toEqual(
      [
        [["a"]],
        [["b", 1], 3],
        [
          ["c", "d"],
          [1, 2],
        ],
        [["e"], null],
      ],
    );
  });

  it("lead into no prototype", () => {
    const hostile = (text: string) => JSON.parse(`{"a":{"__proto__":{"x":${text}}}}`) as object;
    expect(differences(hostile("1"), hostile("2")).map(([path]) => path)).toEqual([["a"]]);
  });
});
