import { describe, expect, it } from "vitest";
import { packageChange } from "../../../src/engine/diff/causes/data-files.js";
import { compareSpecs } from "../../../src/engine/diff/kinds/figure-spec.js";

describe("invisible to readers and not reported:", () => {
  it("no tooltip, stated or not", () => {
    expect(compareSpecs({ mark: { type: "bar" } }, { mark: { type: "bar", tooltip: null } })).toEqual([]);
    expect(compareSpecs({ mark: { type: "bar" } }, { mark: { type: "bar", tooltip: true } })).toHaveLength(1);
    const carrying = (data: string) => ({ mark: "bar", usermeta: { explorer: { data } } });
    expect(compareSpecs(carrying("1 2"), carrying("1 3"))).toEqual([]);
  });
});

describe("an edited data package", () => {
  const text = (flow: object, more: object = {}, others: readonly object[] = []) =>
    JSON.stringify({ resources: [{ path: "flow.csv", hash: "1", bytes: 1, ...flow }, ...others], ...more });
  const change = (one: string, two: string, isChanged = false) =>
    packageChange(one, two, "data/datapackage.json", () => isChanged);

  it("is not reported if only blanks, or size and hash of changed data, differ", () => {
    const spaced = JSON.stringify(JSON.parse(text({})), undefined, 2);
    expect(change(text({}), spaced)).toEqual({ restates: true });
    expect(change(text({}), text({ hash: "2", bytes: 2 }), true)).toEqual({ restates: true });
    expect(change(text({}), text({ hash: "2" }))).toEqual({ resources: ["data/flow.csv"] });
  });

  it("is reported by the files it describes", () => {
    const other = { path: "other.csv", title: "Other" };
    expect(change(text({}), text({}, {}, [other]))).toEqual({ resources: ["data/other.csv"] });
    expect(change(text({}), text({}, { title: "New" }))).toEqual({ resources: [] });
    expect(change(text({}), "torn")).toEqual({});
  });
});
