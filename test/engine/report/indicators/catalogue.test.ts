import { describe, expect, it } from "vitest";
import {
  indicatorsOf,
  publicFunctions,
  required,
  indicatorText,
} from "../../../../src/engine/report/indicators/catalogue.js";

const functions = await publicFunctions();

/** They make or take apart what the indicators are given. */
const helpers = ["affinity.links", "affinity.linkCounts", "turnover.ranking"];
const families = "affinity citation counting decomposition diversity fields turnover".split(" ");

describe("the public functions of the analysis", () => {
  it("are found under the names that notebooks use, those that a module hands on too", () => {
    const names = functions.map(({ name }) => name);
    for (const name of [
      "affinity.observedToExpected",
      "affinity.quasiIndependence",
      "fields.simpson",
      "inference.wilson",
    ])
      expect(names).toContain(name);
    expect(functions.find(({ name }) => name === "affinity.ric")?.module).toBe(
      "analysis/indicators/affinity",
    );
    expect(functions.find(({ name }) => name === "fields.simpson")?.module).toBe(
      "analysis/indicators/strata",
    );
  });

  it.each(functions.map(({ name, text }) => [name, text] as const))("%s has a docstring", (_, text) => {
    expect(text).not.toBe("");
  });

  it.each(
    functions.filter(({ name }) => families.includes(name.split(".")[0] ?? "") && !helpers.includes(name)),
  )("$name says all that an indicator needs", ({ text }) => {
    expect(indicatorText(text)).toBeDefined();
  });

  it.each(functions.flatMap(({ name, text }) => ({ name, parts: indicatorText(text) ?? [] })))(
    "$name leaves out none of the lines, if it has a formula",
    ({ parts }) => {
      if (!Array.isArray(parts)) for (const part of required) expect(parts[part], part).toBeTruthy();
    },
  );
});

it("an indicator is what has a formula", () => {
  const indicators = [...indicatorsOf(functions).values()].map(({ name }) => name);
  for (const helper of helpers) expect(indicators).not.toContain(helper);
  expect(indicators).toContain("affinity.observedToExpected");
});
