import { describe, expect, it } from "vitest";
import { compareData, readRows } from "../../../src/engine/diff/kinds/figure-data.js";
import { encodedColumns } from "../../../src/engine/diff/kinds/figure-spec.js";

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
