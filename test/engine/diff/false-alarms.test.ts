import { describe, expect, it } from "vitest";
import { compareBriefings } from "../../../src/engine/diff/compare.js";
import type { Briefing } from "../../../src/engine/diff/briefing.js";
import { parseGate } from "../../../src/engine/diff/options.js";
import type { StoredReport } from "../../../src/engine/report/stored-report.js";
import { compareSpecs } from "../../../src/engine/diff/kinds/figure-spec.js";
import { packageChange } from "../../../src/engine/diff/causes/data-files.js";
import { findings } from "./findings.js";
import { brief, gauges, type Gauges } from "./gauges.js";

const compared = async (from: (project: Gauges) => void, to: (project: Gauges) => void) => {
  const [was, is] = [gauges(), gauges()];
  from(was);
  to(is);
  return compareBriefings(await brief(was, "before"), await brief(is, "after"));
};

describe("what a reader does not see is no difference:", () => {
  it("a number that was typed and is computed now, in the same words", async () => {
    const typed = (project: Gauges) => {
      project.words = project.words.replace("since 2000", "since the year 2000");
    };
    const computed = (project: Gauges) => {
      project.words = project.words.replace("since 2000", "since the year `{ts} fmt.year(2000)`");
    };
    const { changes } = await compared(typed, computed);
    expect(findings({ changes } as never)).toEqual([
      "value added 01-flow.words-fmt-year-2000: where the page reads the same <- edited",
    ]);
  });

  it("a sentence that was computed as a whole and is put together from its numbers now", async () => {
    const sentence = ["Alder had ", "120", " in 2020."];
    const reported = (text: StoredReport["sections"][number]["title"], values: object) => {
      const { report } = briefing;
      const [first, ...rest] = report.sections;
      const block = { kind: "prose" as const, cell: "said", text };
      const sections = first === undefined ? [] : [{ ...first, blocks: [...first.blocks, block] }, ...rest];
      const facts = { expression: "said", place: { notebook: "notebooks/01-flow.ipynb", cell: "said" } };
      const all = Object.entries(values).map(([id, value]) => [id, { ...value, ...facts }] as const);
      return {
        ...briefing,
        report: { ...report, sections, values: { ...report.values, ...Object.fromEntries(all) } },
      } as Briefing;
    };
    const briefing = await brief(gauges(), "before");
    const whole = { raw: sentence.join(""), text: sentence.join(""), format: "text" };
    const { changes, summary } = compareBriefings(
      reported([{ value: "01-flow.said-said" }], { "01-flow.said-said": whole }),
      reported([sentence[0] ?? "", { value: "01-flow.said-said.1" }, sentence[2] ?? ""], {
        "01-flow.said-said.1": { raw: 120, text: "120", format: "count" },
      }),
    );
    expect(findings({ changes } as never)).toEqual([
      "value removed 01-flow.said-said: where the page reads the same <- edited",
      "value added 01-flow.said-said.1: where the page reads the same <- edited",
    ]);
    expect(summary.line).toBe("2 values were added or removed without changing the text.");
    expect(parseGate("value>1%").findings({ changes } as never)).toEqual([]);
  });

  it("and beside one that reads the same, a word that does not is still seen", async () => {
    const { changes } = await compared(
      (project) => {
        project.words = project.words.replace("since 2000", "since about 2000");
      },
      (project) => {
        project.words = project.words.replace("since 2000", "since exactly `{ts} fmt.year(2000)`");
      },
    );
    expect(findings({ changes } as never)).toContain(
      "prose changed 01-flow/words: -about; +exactly <- edited",
    );
  });

  it("no tooltip, stated or not", () => {
    expect(compareSpecs({ mark: { type: "bar" } }, { mark: { type: "bar", tooltip: null } })).toEqual([]);
    expect(compareSpecs({ mark: { type: "bar" } }, { mark: { type: "bar", tooltip: true } })).toHaveLength(1);
    const carrying = (data: string) => ({ mark: "bar", usermeta: { explorer: { data } } });
    expect(compareSpecs(carrying("1 2"), carrying("1 3"))).toEqual([]);
  });
});

describe("what a data package says otherwise", () => {
  const text = (flow: object, more: object = {}, others: readonly object[] = []) =>
    JSON.stringify({ resources: [{ path: "flow.csv", hash: "1", bytes: 1, ...flow }, ...others], ...more });
  const change = (one: string, two: string, isChanged = false) =>
    packageChange(one, two, "data/datapackage.json", () => isChanged);

  it("is nothing where it restates size and hash of data that changed, or blanks", () => {
    const spaced = JSON.stringify(JSON.parse(text({})), undefined, 2);
    expect(change(text({}), spaced)).toEqual({ restates: true });
    expect(change(text({}), text({ hash: "2", bytes: 2 }), true)).toEqual({ restates: true });
    expect(change(text({}), text({ hash: "2" }))).toEqual({ resources: ["data/flow.csv"] });
  });

  it("is reported by the files that it describes", () => {
    const other = { path: "other.csv", title: "Other" };
    expect(change(text({}), text({}, {}, [other]))).toEqual({ resources: ["data/other.csv"] });
    expect(change(text({}), text({}, { title: "New" }))).toEqual({ resources: [] });
    expect(change(text({}), "torn")).toEqual({});
  });
});
