import { describe, expect, it } from "vitest";
import { compareSpecs, drawnTables, plainSpec } from "../../../src/engine/diff/kinds/figure-spec.js";

const altair = (hash: string, count: number, more: object = {}) => ({
  $schema: `https://vega.github.io/schema/vega-lite/v5.${count}.0.json`,
  data: { name: `data-${hash}` },
  params: [{ name: `param_${count}`, bind: "scales" }],
  mark: "bar",
  encoding: { opacity: { condition: { param: `param_${count}`, value: 1 }, value: 0.2 } },
  datasets: { [`data-${hash}`]: [{ a: 1, b: "x" }] },
  ...more,
});

describe("a chart specification written by another program", () => {
  it("is unchanged under other hashes, counters and minor versions of the schema", () => {
    expect(compareSpecs(plainSpec(altair("aa", 1)), plainSpec(altair("bb", 7)))).toEqual([]);
  });

  it("differs if its mark, its major version or its order of names differs", () => {
    const paths = (one: object, two: object) =>
      compareSpecs(plainSpec(one as never), plainSpec(two as never)).map(({ path }) => path);
    expect(paths(altair("aa", 1), altair("aa", 1, { mark: "line" }))).toEqual(["mark"]);
    const newer = { $schema: "https://vega.github.io/schema/vega-lite/v6.1.0.json" };
    expect(paths(altair("aa", 1), altair("aa", 1, newer))).toEqual(["$schema"]);
  });

  it("finds its rows at any depth", () => {
    const rows = [{ a: 1, b: "x" }];
    expect(drawnTables(plainSpec(altair("aa", 1)))).toEqual([rows]);
    const layered = { layer: [{ data: { values: [3, 4] }, mark: "rule" }], data: { values: rows } };
    expect(drawnTables(layered)).toEqual([[{ value: 3 }, { value: 4 }], rows]);
  });
});

describe("invisible to readers and not reported:", () => {
  it("no tooltip, stated or not", () => {
    expect(compareSpecs({ mark: { type: "bar" } }, { mark: { type: "bar", tooltip: null } })).toEqual([]);
    expect(compareSpecs({ mark: { type: "bar" } }, { mark: { type: "bar", tooltip: true } })).toHaveLength(1);
    const carrying = (data: string) => ({ mark: "bar", usermeta: { explorer: { data } } });
    expect(compareSpecs(carrying("1 2"), carrying("1 3"))).toEqual([]);
  });
});
