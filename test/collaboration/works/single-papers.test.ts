import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { context } from "../../../src/collaboration/pair/context.js";
import { singlePapers, worksAnswers } from "../../../src/collaboration/works/single-papers.js";
import type { Cube, CubeTables } from "../../../src/briefing/model/cube.js";
import { createProject, field, inFolder } from "../../briefing/authoring/load/project.js";
import { rule, worksRule } from "./answers.js";

const facts: Cube = {
  $schema: "urn:briefing:cube:3",
  engine: "duckdb",
  pair: ["DE", "US"],
  years: [2015, 2018],
  panel: [2015, 2018],
  types: [],
  hyper: { countries: 9, authors: 100 },
  records: 0,
  works: 0,
  counted: 0,
  inputs: [],
  tables: {},
  hash: "",
};

test("a pair is not compared with itself, even if the rule names one of the two as a partner", () => {
  const totals = [2015, 2018].map((year) => ({
    year,
    field: 17,
    works: 9,
    country: 9,
    no_country: 0,
    international: 0,
    nonhyper: 0,
    unlocated_a: 0,
    unlocated_b: 0,
  }));
  const cube = {
    facts,
    rows: (table: string) => (table === "totals" ? totals : []),
  } as unknown as CubeTables;
  const partnersOf = (...pair: readonly [string, string]) =>
    worksAnswers(rule, singlePapers(pair, cube, worksRule), { year: 2018, baseline: [2015] }).partners.map(
      ({ partner }) => partner,
    );
  expect(partnersOf("US", "CN")).toEqual(worksRule.partners);
  expect(partnersOf("US", "DE")).toEqual(worksRule.partners.filter((code) => code !== "DE"));
});

test("a project with a cube but without its rule is told where to get the rule", () => {
  const project = createProject({
    economies: { csv: "code\nCN\nUS\n", schema: { fields: [field("code")] } },
  });
  mkdirSync(join(project, "data/cube"));
  writeFileSync(join(project, "data/cube/cube.json"), JSON.stringify(facts));
  const works = () => inFolder(project, () => context("US", "CN").works);
  expect(works).toThrow(
    expect.objectContaining({
      message: expect.stringContaining("data/works-rule.json") as string,
      hint: expect.stringMatching(/briefing init, and copy its data\/works-rule\.json/) as string,
    }),
  );
});
