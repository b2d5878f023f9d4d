/** Which of what was read for a value its panel names as data, and which as names of codes. */
import { expect, test } from "vitest";
import { readFor } from "../../../src/engine/report/read-rows.js";
import type { DataRead } from "../../../src/model/report.js";

test("a table that others refer to is data where its rows name editions, or some of its rows were asked for", () => {
  const table = (name: string, more: object) => ({
    ...{ path: `data/${name}.csv`, title: name, sources: [], licences: [], isLookup: true as const, ...more },
  });
  const sources = {
    tables: [
      table("papers", { editions: ["n"] }),
      table("people", { sources: [{ title: "The Office" }] }),
      table("codes", {}),
    ],
    editions: [{ id: "n", name: "Counts 2024" }],
  };
  const said = (...reads: readonly DataRead[]) => {
    const {
      rows = [],
      lookups,
      editions,
      others,
    } = readFor({ reads: "k" }, { sources, reads: { k: reads } }) ?? {};
    const names = [...(editions ?? []), ...(others ?? [])].map((each) =>
      "id" in each ? each.id : each.title,
    );
    return { rows: rows.map(({ path }) => path), lookups, names };
  };
  const where = { id: ["a"] };
  const [data, papers, people, codes] = (["works", "papers", "people", "codes"] as const).map((name) => ({
    path: `data/${name}.csv`,
  })) as [DataRead, DataRead, DataRead, DataRead];
  expect(said(data, papers, people, codes, { ...codes, where })).toEqual({
    rows: ["data/works.csv", "data/papers.csv"],
    lookups: ["data/people.csv", "data/codes.csv"],
    names: ["n"],
  });
  expect(said(data, people, { ...people, where })).toEqual({
    rows: ["data/works.csv", "data/people.csv"],
    lookups: [],
    names: ["The Office"],
  });
});
