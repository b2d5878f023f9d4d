/** The rule on the page gives the same results as on the whole tables (random settings: test/page/explorer.mjs). */
import { beforeAll, expect, test } from "vitest";
import { context, type PairContext } from "../../../src/collaboration/pair/context.js";
import { ruleExplorer, tryTheRule } from "../../../src/collaboration/claims/rule-explorer.js";
import { publishedSettings, type Explorer } from "../../../src/briefing/model/explorer.js";
import { completeVerdict } from "../../../src/collaboration/verdict/index.js";
import { assess } from "../../../src/collaboration/verdict/assess.js";
import { evidenceIn } from "../../../src/collaboration/verdict/carried-evidence.js";

let about: PairContext;
let explorer: Explorer;
let carried: Parameters<typeof evidenceIn>[1];

beforeAll(() => {
  about = context("US", "CN");
  const { data } = tryTheRule(about, completeVerdict(about.assessment));
  carried = (JSON.parse(JSON.stringify(data)) as typeof data).evidence;
  explorer = ruleExplorer(data, evidenceIn(about.rule, carried));
});

test("with the published settings, the page shows the briefing's results", () => {
  const settled = completeVerdict(about.assessment);
  const outcome = explorer.outcome(publishedSettings(explorer));
  expect(outcome).toMatchObject({ kind: "answered", answer: { inShort: about.rule.names[settled.verdict] } });
  expect(outcome).toMatchObject({ answer: tryTheRule(about, settled).published });
});

test("evidence embedded in the page gives the same complete result", () => {
  const { complete, early, ratios } = assess(about.rule, evidenceIn(about.rule, carried));
  const plain = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === "specification" ? undefined : one)));
  expect(plain({ complete, early, ratios })).toEqual(
    plain({
      complete: about.assessment.complete,
      early: about.assessment.early,
      ratios: about.assessment.ratios,
    }),
  );
});

test("invalid settings are rejected with a message", () => {
  const published = publishedSettings(explorer);
  const refused = (settings: Record<string, number | string | readonly string[]>) => {
    const outcome = explorer.outcome({ ...published, ...settings });
    return outcome.kind === "refused" ? outcome.reason : outcome.answer.inShort;
  };
  expect(refused({ partial: 0.2 })).toContain("The limits must rise");
  expect(refused({ full: NaN })).toContain("A limit is missing");
  expect(refused({ series: [] })).toContain("at least one source");
  expect(refused({ territories: [] })).toContain("Hong Kong and Macau");
  expect(refused({ baseline: "own", from: 2016, to: 2014 })).toContain("ends before it begins");
  expect(refused({ baseline: "own", from: 2014, to: 2021 })).toContain("needs a baseline that is over");
  expect(refused({ year: "2020" })).toContain("NSF has no count of 2020");
});

test("a series without the baseline is excluded and reported", () => {
  const settings = { ...publishedSettings(explorer), baseline: "own", from: 2016, to: 2016 };
  const outcome = explorer.outcome(settings);
  expect(outcome.kind === "answered" && outcome.answer.words.at(-1)).toMatch(
    /^Left out: NSF, .* 2016 to 2016\.$/,
  );
});
