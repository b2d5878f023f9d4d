import { describe, expect, it } from "vitest";
import {
  embeddedFigure,
  givenSpec,
  interactiveOf,
  rowsLeftOut,
  shownRows,
} from "../../../src/engine/render/figure/embedded-figure.js";
import { columnsOf, csvText, rowsToCsv } from "../../../src/engine/render/figure/file-text.js";

const rows = Array.from({ length: shownRows + 3 }, (_, n) => ({ n, name: n % 2 === 0 ? "=even" : null }));
const spec = {
  data: { values: rows },
  layer: [{ mark: "bar" }, { data: { values: [{ level: 3 }] }, mark: "rule" }],
  usermeta: { explorer: { program: "p", data: [1] }, embedOptions: { actions: false } },
};
const interactive = {
  data: { source_0: rows, source_1: [{ level: 3 }] },
  wide: { width: 680, marks: [{ type: "rect" }], axes: [1], title: "only wide" },
  narrow: { width: 340, marks: [{ type: "rect" }], axes: [2] },
};
/** As the page has it. */
const carry = (data: typeof rows | readonly { readonly other: number }[]) =>
  JSON.parse(JSON.stringify(embeddedFigure({ spec, data }, interactive))) as ReturnType<
    typeof embeddedFigure
  >;

describe("what a page carries of a figure", () => {
  it("gives the specification as the notebook gave it, its rows carried once", () => {
    const carried = carry(rows);
    expect(JSON.stringify(givenSpec(carried, spec.usermeta.explorer))).toBe(JSON.stringify(spec));
    expect(JSON.stringify(carried).split('"n":7,')).toHaveLength(2);
    expect(JSON.stringify(carried.spec)).not.toContain('"program"');
  });

  it("gives both drawings whole, what they share carried once", () => {
    const carried = carry(rows);
    expect(interactiveOf(carried)).toEqual(interactive);
    expect(JSON.stringify(carried).split("rect")).toHaveLength(2);
  });

  it("gives the rows that the table leaves out, drawn or not", () => {
    const others = rows.map(({ n }) => ({ other: n }));
    for (const data of [rows, others]) {
      const columns = columnsOf(data);
      const shown = data.slice(0, shownRows).map((row) => Object.values(row).map((one) => String(one ?? "")));
      const text = csvText([columns, ...shown, ...rowsLeftOut(carry(data), columns)]);
      expect(text).toBe(rowsToCsv(data));
    }
  });
});
