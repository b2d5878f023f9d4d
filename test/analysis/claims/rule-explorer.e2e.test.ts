/** The rule on the page answers what the rule answers from the whole tables, under whatever a reader sets. */
import { beforeAll, expect, test } from "vitest";
import { context, type PairContext } from "../../../src/analysis/pair/context.js";
import { ruleExplorer, tryTheRule } from "../../../src/analysis/claims/rule-explorer.js";
import { headline, ratioWords } from "../../../src/analysis/claims/decoupling.js";
import { plainText } from "../../../src/authoring/show/value.js";
import { publishedSettings, type Explorer } from "../../../src/model/explorer.js";
import { completeVerdict, verdictNames } from "../../../src/analysis/verdict/index.js";
import { assess } from "../../../src/analysis/verdict/assess.js";
import { evidenceIn, type CarriedEvidence } from "../../../src/analysis/verdict/carried-evidence.js";
import { tryRule } from "../../../src/analysis/verdict/settings.js";
import { drawnSettings, setRule } from "./drawn-settings.js";

let about: PairContext;
let explorer: Explorer;
let carried: { readonly evidence: CarriedEvidence };

beforeAll(() => {
  about = context("US", "CN");
  const { data } = tryTheRule(about, completeVerdict(about.assessment));
  carried = JSON.parse(JSON.stringify(data)) as typeof carried;
  explorer = ruleExplorer(carried as Parameters<typeof ruleExplorer>[0]);
});

test("with the published settings, the page says what the briefing says", () => {
  const settled = completeVerdict(about.assessment);
  const outcome = explorer.outcome(publishedSettings(explorer));
  expect(outcome).toMatchObject({ kind: "answered", answer: verdictNames[settled.verdict] });
  expect(outcome.kind === "answered" && outcome.words.slice(0, 2)).toEqual(
    [headline(about, settled), ratioWords(about, settled)].map(plainText),
  );
});

test("the whole answer of the rule is the same from what the page carries", () => {
  const { complete, early, ratios } = assess(about.rule, evidenceIn(about.rule, carried.evidence));
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

test("random settings: the same verdict, R, places, turns and confidence as from the whole tables", () => {
  let answered = 0;
  for (const settings of drawnSettings(explorer, 60)) {
    const set = setRule(about.rule, settings);
    if (set === undefined) {
      expect(explorer.outcome(settings).kind).toBe("refused");
      continue;
    }
    const [whole, page] = [about.evidence, evidenceIn(about.rule, carried.evidence)].map(
      (evidence) => tryRule(about.rule, evidence, set).verdict,
    );
    const facts = (verdict: typeof whole) =>
      verdict && {
        ...verdict,
        decision: { ...verdict.decision, ratios: verdict.decision.ratios.map(({ value }) => value) },
      };
    expect(facts(page)).toEqual(facts(whole));
    const outcome = explorer.outcome(settings);
    if (outcome.kind === "answered") {
      answered += 1;
      expect(outcome.answer.startsWith(verdictNames[whole!.verdict])).toBe(true);
    } else expect(whole?.decision.range ?? null).toBeNull();
  }
  expect(answered).toBeGreaterThan(15);
});

test("what cannot be set is refused in words", () => {
  const published = publishedSettings(explorer);
  const refused = (settings: Record<string, number | string | readonly string[]>) => {
    const outcome = explorer.outcome({ ...published, ...settings });
    return outcome.kind === "refused" ? outcome.reason : outcome.answer;
  };
  expect(refused({ partial: 0.2 })).toContain("The limits must rise");
  expect(refused({ full: NaN })).toContain("A limit is missing");
  expect(refused({ series: [] })).toContain("at least one source");
  expect(refused({ territories: [] })).toContain("Hong Kong and Macau");
  expect(refused({ baseline: "own", from: 2016, to: 2014 })).toContain("ends before it begins");
  expect(refused({ baseline: "own", from: 2014, to: 2021 })).toContain("needs a baseline that is over");
  expect(refused({ year: "2020" })).toContain("NSF has no count of 2020");
});

test("a series that lacks the baseline is left out, and that is said", () => {
  const settings = { ...publishedSettings(explorer), baseline: "own", from: 2016, to: 2016 };
  const outcome = explorer.outcome(settings);
  expect(outcome.kind === "answered" && outcome.words.at(-1)).toMatch(/^Left out: NSF, .* 2016 to 2016\.$/);
});
