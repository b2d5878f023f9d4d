import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readRule } from "../../../src/collaboration/verdict/index.js";

type Series = Record<string, unknown>;
const shipped = (): { series: Series[] } & Record<string, unknown> =>
  JSON.parse(readFileSync(new URL("../../../data/verdict-rule.json", import.meta.url), "utf8")) as ReturnType<
    typeof shipped
  >;

const papers = (series: Series[]) => series.find(({ counted }) => counted === "papers") ?? {};
const links = (series: Series[]) => series.find(({ counted }) => counted === "links") ?? {};

test("the shipped rule is read", () => {
  expect(readRule(shipped()).series).toHaveLength(shipped().series.length);
});

test.each<readonly [message: string, change: (series: Series[]) => unknown]>([
  ["series[0]: expected an object, got 7", (series) => series.splice(0, 1, 7 as unknown as Series)],
  [".counted is missing", (series) => Reflect.deleteProperty(links(series), "counted")],
  ['does not know "coutned"', (series) => (links(series)["coutned"] = "links")],
  ['counted: expected one of "papers", "links"', (series) => (links(series)["counted"] = "patents")],
  ["panel is missing", (series) => Reflect.deleteProperty(links(series), "panel")],
  [
    "measure: papers have no quasi-independence; expected “observed over expected”",
    (series) => (papers(series)["measure"] = "quasi-independence"),
  ],
])("a bad series is named: %s", (message, change) => {
  const rule = shipped();
  change(rule.series);
  expect(() => readRule(rule)).toThrow(message);
});
