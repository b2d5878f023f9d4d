/** Small functions of the chapter on space and climate: pairs of outputs, crossed citations, lines, labelled events. */
import { describe, expect, it } from "vitest";
import { pair } from "../../../src/index.js";
import { table } from "../../authoring/load/tables.js";

it("crossed citations swap where the two economies do", () => {
  const tables = {
    "citation-index": table("citation-index"),
    editions: table("editions"),
    fields: table("fields"),
  };
  const of = (x: string, y: string) => pair.crossCitations(pair.citationChange(x, y, tables), ["astronomy"]);
  const [there, back] = of("US", "CN");
  const [first, second] = of("CN", "US");
  expect(first).toEqual({ ...back, citing: "x" });
  expect(second).toEqual({ ...there, citing: "y" });
});

it("palaeontology of the second period stands over the first", () => {
  const rows = table("palaeontology");
  const periods = pair.palaeontologySpans.map((span) => pair.palaeontologyPeriod(rows, span));
  const doubled = rows.map((row) => (row.year > 2014 ? { ...row, gbCn: row.gbCn * 2 } : row));
  const twice = pair.palaeontologySpans.map((span) => pair.palaeontologyPeriod(doubled, span));
  expect(pair.timesInPalaeontology(twice, "gbCn")).toBe(2 * pair.timesInPalaeontology(periods, "gbCn"));
  expect(pair.timesInPalaeontology([null, periods[1]], "ofChinese")).toBeNaN();
  expect(pair.palaeontologyLines(rows, ["both", "gbCn"])).toHaveLength(2 * rows.length);
});

it("labelled events are those whose act was seen", () => {
  const events = table("events");
  const [row] = events.filter(({ standing }) => standing === "primary");
  const label = row?.label ?? "";
  expect(pair.eventsLabelled(events, [label])).toContainEqual(row);
  const quoted = events.map((each) => ({ ...each, standing: "secondary" as const }));
  expect(pair.eventsLabelled(quoted, [label])).toEqual([]);
});

describe("emitters", () => {
  const rows = table("co2");
  const economies = table("economies");

  it("are ranked by what they emit, without aggregates", () => {
    const found = pair.emitters(rows, economies, 2023);
    expect(found.slice(0, 3).map(({ economy, place }) => [economy, place])).toEqual([
      ["CN", 1],
      ["US", 2],
      ["IN", 3],
    ]);
    expect(found.map(({ economy }) => economy)).not.toContain("EU27");
  });

  it("share a place where they emit the same", () => {
    const level = rows.map((row) => (row.economy === "US" ? { ...row, tonnes: 11_902_503_000 } : row));
    const [first, second] = pair.emitters(level, economies, 2023);
    expect([first?.place, second?.place]).toEqual([1, 1]);
  });

  it("need the world of the year", () => {
    expect(() => pair.emitters(rows, economies, 1900)).toThrow("in 1900");
  });
});
