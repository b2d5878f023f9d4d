import { describe, expect, it } from "vitest";
import { compareBriefings } from "../../src/diff/compare.js";
import { compareSpecs } from "../../src/diff/kinds/figure-spec.js";
import { packageChange } from "../../src/diff/why/data-package.js";
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
    expect(findings({ changes } as never)).toEqual(["value added 01-flow.words-fmt-year-2000:  <- edited"]);
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

  it("a tooltip that is none, said or not", () => {
    expect(compareSpecs({ mark: { type: "bar" } }, { mark: { type: "bar", tooltip: null } })).toEqual([]);
    expect(compareSpecs({ mark: { type: "bar" } }, { mark: { type: "bar", tooltip: true } })).toHaveLength(1);
  });
});

describe("what a data package says otherwise", () => {
  const text = (flow: object, more: object = {}, others: readonly object[] = []) =>
    JSON.stringify({ resources: [{ path: "flow.csv", hash: "1", bytes: 1, ...flow }, ...others], ...more });
  const change = (one: string, two: string, isChanged = false) =>
    packageChange(one, two, "data/datapackage.json", () => isChanged);

  it("is nothing where it restates size and hash of data that changed, or blanks", () => {
    const spaced = JSON.stringify(JSON.parse(text({})), undefined, 2);
    expect(change(text({}), spaced)).toEqual({ resources: [], says: "the same" });
    expect(change(text({}), text({ hash: "2", bytes: 2 }), true)).toEqual({
      resources: [],
      says: "the same",
    });
    expect(change(text({}), text({ hash: "2" }))).toEqual({
      resources: ["data/flow.csv"],
      says: "something new",
    });
  });

  it("is told by the files that it describes", () => {
    const other = { path: "other.csv", title: "Other" };
    expect(change(text({}), text({}, {}, [other]))).toEqual({
      resources: ["data/other.csv"],
      says: "something new",
    });
    expect(change(text({}), text({}, { title: "New" }))).toEqual({ resources: [], says: "something new" });
    expect(change(text({}), "torn")).toBeUndefined();
  });
});
