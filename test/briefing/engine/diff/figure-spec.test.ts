import { describe, expect, it } from "vitest";
import { compareData, readRows } from "../../../../src/briefing/engine/diff/kinds/figure-data.js";
import {
  compareSpecs,
  drawnTables,
  encodedColumns,
  plainSpec,
} from "../../../../src/briefing/engine/diff/kinds/figure-spec.js";

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

const nothing = { tolerance: { onWithin: () => undefined }, series: [], positions: [] };
const points = (was: string, is: string, columns: object = {}) => {
  const found = compareData(readRows(was), readRows(is), { ...nothing, ...columns });
  return found?.pointsMoved.map(({ point, column }) => `${point.name}: ${column}`);
};

describe("the points of a figure", () => {
  it("of panels are named by panel, series and year, not by position", () => {
    const csv = (value: string) =>
      `panel,edition,year,lower,upper\nshare,nsf,2003,1.5,2.5\nshare,nsf,2005,${value},3.5\ncount,nsf,2003,5.25,6.5\n`;
    const spec = {
      layer: [
        { mark: "rule", encoding: { x: { field: "left", type: "quantitative" } } },
        { mark: "line", encoding: { x: { field: "x", type: "quantitative" }, detail: { field: "segment" } } },
      ],
    };
    expect(points(csv("2.25"), csv("2.75"), encodedColumns(spec))).toEqual(["share, 2005: lower"]);
  });

  it("are named by facet if the specification has one", () => {
    const csv = (value: number) => `river,year,flow\nAlder,2000,1.5\nBirch,2000,${value}\nBirch,2001,9.5\n`;
    const encoding = {
      facet: { field: "river", type: "nominal" },
      x: { field: "year", type: "ordinal" },
      y: { field: "flow", type: "quantitative" },
    };
    expect(points(csv(2.5), csv(3.5), encodedColumns({ mark: "line", encoding }))).toEqual([
      "Birch, 2000: flow",
    ]);
  });

  it("are not identified by a measurement that is also their position", () => {
    const csv = (lower: number) => `part,lower,upper\nsize,${lower},20.5\nrest,-3.5,0\n`;
    const encoding = { x: { field: "lower", type: "quantitative" }, x2: { field: "upper" } };
    expect(points(csv(10.5), csv(11.5), encodedColumns({ mark: "bar", encoding }))).toEqual(["size: lower"]);
  });

  it("are named by their non-empty keys, else by their content", () => {
    const csv = (y: number) => `claim,sign,y,tick\nfirst,,${y},\nsecond,,3.5,\n,,,1.5\n`;
    const found = compareData(readRows(csv(1.25)), readRows(csv(2.25).replace(",,,1.5\n", "")), {
      ...nothing,
      series: ["claim", "sign"],
    });
    expect(found?.pointsRemoved.map(({ name }) => name)).toEqual(["tick 1.5"]);
    expect(found?.pointsMoved.map(({ point, column }) => `${point.name}: ${column}`)).toEqual(["first: y"]);
  });
});
