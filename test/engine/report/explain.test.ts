import { describe, expect, it } from "vitest";
import { renderBriefing } from "../../../src/engine/render/render-briefing.js";
import { buildReport } from "../../../src/engine/report/build-report.js";
import { explainables } from "../../../src/engine/report/explainable.js";
import { explain } from "../../../src/engine/report/explain.js";
import { explanationText } from "../../../src/engine/report/explain-text.js";
import { parseStoredReport } from "../../../src/engine/report/stored-report.js";
import { UsageError } from "../../../src/model/usage-error.js";
import { inputs, path, project, teaNotebook } from "./tea.js";

const files = await renderBriefing(buildReport([{ path, notebook: teaNotebook() }], project, inputs), []);
const report = parseStoredReport(String(files.at(-1)?.content), "output/report.json");

describe("the way of something on the page", () => {
  const chain = parseStoredReport(
    JSON.stringify({
      ...report,
      sources: {
        tables: [{ path: "data/a.csv", title: "A", sources: [{ title: "Office" }], licences: [] }],
      },
      inputs: { "data/a.csv": "aa".repeat(32) },
      values: {
        peak: {
          raw: 12,
          text: "12",
          format: "count",
          unit: "cups",
          place: { notebook: "n.ipynb", cell: "c" },
        },
      },
      provenance: {
        "n.ipynb#a": {
          cells: [],
          files: ["data/a.csv"],
          functions: ["m.js#load"],
          modules: ["m.js"],
          packages: [],
          environment: [],
        },
        "n.ipynb#b": {
          cells: ["a"],
          files: [],
          functions: ["m.js#peak"],
          modules: [],
          packages: [],
          environment: [],
        },
        "n.ipynb#c": {
          cells: ["b"],
          files: [],
          functions: [],
          modules: [],
          packages: ["x@1.0.0"],
          environment: [],
        },
      },
    }),
    "r.json",
  );

  it("goes from a value over all earlier cells to data and functions", () => {
    expect(explain(chain, "peak")).toMatchObject({
      kind: "value",
      restsOn: ["a", "b"],
      data: [{ path: "data/a.csv", table: { title: "A" } }],
      modules: [{ path: "m.js", functions: [{ name: "load" }, { name: "peak" }] }],
      packages: ["x@1.0.0"],
    });
    expect(explanationText(explain(chain, "peak"))).toBe(
      [
        "value peak: 12",
        "  exact: 12",
        "  unit: cups",
        "  format: count",
        "",
        "on the page   chapter ",
        "computed in   n.ipynb, cell c",
        "rests on      a",
        "              b",
        "data          data/a.csv (sha256 aaaaaaaaaaaa): A. Office",
        "through       m.js: load, peak",
        "packages      x@1.0.0",
        "",
      ].join("\n"),
    );
  });

  it("is found for a figure by its id, with or without fig-", () => {
    expect(explain(report, "sales")).toMatchObject({ kind: "figure", cell: "figure" });
    expect(explain(report, "fig-sales")).toEqual(explain(report, "sales"));
  });

  it("ends at the rows that a figure draws or a table prints, as far as they are at hand", () => {
    const around = {
      readOutput: (name: string) =>
        name === "figures/sales.csv" ? "year,cups\n2001,3\n2002,4\n2003,5\n" : undefined,
      readSource: () => undefined,
      rows: 2,
    };
    const { rows } = explain(report, "sales", around);
    expect(rows).toEqual({
      columns: ["year", "cups"],
      total: 3,
      first: [
        ["2001", "3"],
        ["2002", "4"],
      ],
    });
    expect(explanationText(explain(report, "sales", around))).toContain(
      "draws 3 rows\n  year  cups\n  2001  3\n  2002  4\n  … and 1 more: --rows 3 shows all\n",
    );
    expect(explain(report, "sales")).not.toHaveProperty("rows");
    const table = report.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === "table");
    if (table?.kind !== "table") throw new Error("no table");
    expect(explain(report, table.id, { ...around, rows: 1 }).rows?.first).toEqual([
      table.rows[0]?.map(({ text }) => text),
    ]);
  });

  it("has the line of each function where its module is at hand", () => {
    const source = "// peak\nexport function load() {}\n\nexport const peak = (x) => x;\n";
    const { modules } = explain(chain, "peak", {
      readOutput: () => undefined,
      readSource: (name) => (name === "m.js" ? source : undefined),
      rows: 0,
    });
    expect(modules[0]?.functions).toEqual([
      { name: "load", line: 2 },
      { name: "peak", line: 4 },
    ]);
  });

  it("of an unknown id names what is near, else what holds its letters, else how all are listed", () => {
    const hint = (id: string) => {
      try {
        return explain(report, id).id;
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        return (error as UsageError).hint;
      }
    };
    expect(() => explain(report, "sale")).toThrow('no value, figure, table or claim with the id "sale"');
    expect(hint("sale")).toBe("Did you mean sales? All ids: briefing explain");
    expect(hint("fig-salles")).toBe("Did you mean sales? All ids: briefing explain");
    const [held = ""] = Object.keys(report.values).filter((id) => id.length > 12);
    expect(hint(held.slice(1, -4).toUpperCase())).toContain(held);
    expect(hint("a-turnover-of-another-kind")).toBe("All ids: briefing explain");
    expect(() => explain(report, "01-tea")).toThrow('"01-tea" is a chapter');
  });

  it("is listed with everything else that has an id, in the order of the chapters", () => {
    const all = explainables(report);
    expect(all[0]).toMatchObject({ section: "01-tea" });
    const blocks = all.filter(({ kind }) => kind !== "value").map(({ id }) => id);
    expect(blocks).toContain("sales");
    expect(all.filter(({ kind }) => kind === "value").map(({ id }) => id)).toEqual(
      Object.keys(report.values),
    );
  });
});
