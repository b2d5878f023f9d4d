import { JsonReader } from "./json-reader.js";
import type {
  Dimension,
  Estimand,
  Period,
  RuleCondition,
  RuleRejection,
  RuleVerdict,
  Test,
  VerdictRule,
} from "./rule.js";
import { worded } from "./wording.js";

const dimensions: readonly Dimension[] = [
  "source",
  "measure",
  "label",
  "counting",
  "territory",
  "window",
  "baseline",
];

/**
 * The rule out of its parsed file. Whatever is missing, misspelt or points nowhere throws and says where: a threshold
 * without a name, a verdict that refers to a later one, an id used twice. Thresholds that a sentence names in braces are
 * written into it.
 */
export function readRule(json: unknown): VerdictRule {
  const file = new JsonReader(json).only(
    "name",
    "version",
    "note",
    "thresholds",
    "estimand",
    "verdicts",
    "rejections",
  );
  const named = file.get("thresholds");
  const thresholds = Object.fromEntries(named.keys().map((key) => [key, named.get(key).number()]));
  const ids = new Set<string>();
  const earlier = new Set<string>();
  const context = { thresholds, ids, earlier };
  return {
    name: file.get("name").text(),
    version: file.get("version").text(),
    note: file.get("note").text(),
    thresholds,
    estimand: readEstimand(file.get("estimand")),
    verdicts: file.get("verdicts").list((item) => readVerdict(item, context)),
    rejections: file.get("rejections").list((item) => readRejection(item, context)),
  };
}

interface Context {
  readonly thresholds: Readonly<Record<string, number>>;
  readonly ids: Set<string>;
  readonly earlier: Set<string>;
}

function readEstimand(at: JsonReader): Estimand {
  at.only("reads", "scale", "baseline", "otherBaselines", "end", "completeness", "windows", "series");
  const end = at.get("end").only("points", "overlap");
  const points = end.get("points");
  if (!Number.isInteger(points.number()) || points.number() < 1) points.fail("expected a number of points");
  return {
    reads: at.get("reads").text(),
    scale: at.get("scale").oneOf("log", "linear"),
    baseline: readPeriod(at.get("baseline")),
    otherBaselines: readPeriod(at.get("otherBaselines")),
    end: { points: points.number(), overlap: end.get("overlap").oneOf("allowed", "not allowed") },
    completeness: at.get("completeness").number(),
    windows: at.get("windows").list((item) => {
      item.only("id", "reads", "unknownCompleteness");
      return {
        id: item.get("id").text(),
        reads: item.get("reads").text(),
        unknownCompleteness: item.get("unknownCompleteness").oneOf("usable", "not usable"),
      };
    }),
    series: at.get("series").list((item) => {
      item.only("source", "measure");
      return { source: item.get("source").text(), measure: item.get("measure").text() };
    }),
  };
}

function readPeriod(at: JsonReader): Period {
  at.only("from", "to");
  const period = { from: at.get("from").number(), to: at.get("to").number() };
  return period.from <= period.to ? period : at.fail("the first year is after the last");
}

function readVerdict(at: JsonReader, context: Context): RuleVerdict {
  at.only("id", "title", "conditions");
  const verdict = {
    id: newId(at.get("id"), context),
    title: at.get("title").text(),
    conditions: at.get("conditions").list((item) => {
      item.only("id", "reads", "test");
      return readCondition(item, context);
    }),
  };
  context.earlier.add(verdict.id);
  return verdict;
}

function readRejection(at: JsonReader, context: Context): RuleRejection {
  at.only("id", "reads", "test", "restricts");
  return { ...readCondition(at, context), restricts: at.get("restricts").oneOf("verdict", "words") };
}

function readCondition(at: JsonReader, context: Context): RuleCondition {
  return {
    id: newId(at.get("id"), context),
    reads: worded(at.get("reads"), context.thresholds),
    test: readTest(at.get("test"), context),
  };
}

function readTest(at: JsonReader, context: Context): Test {
  for (const key of ["all", "any"] as const)
    if (at.has(key)) {
      const tests = at
        .only(key)
        .get(key)
        .list((item) => readTest(item, context));
      return key === "all" ? { all: tests } : { any: tests };
    }
  if (at.has("verdict")) {
    const verdict = at.only("verdict", "is").get("verdict");
    if (!context.earlier.has(verdict.text())) verdict.fail("expected a verdict that stands before this one");
    return { verdict: verdict.text(), is: at.get("is").oneOf("holds", "ruled out", "open") };
  }
  if (at.has("sameSide")) {
    at.only("sameSide", "about", "within");
    return {
      sameSide: at.get("sameSide").text(),
      about: at.get("about").number(),
      within: at.get("within").list((item) => item.oneOf(...dimensions)),
    };
  }
  at.only("quantity", "operator", "threshold");
  const threshold = at.get("threshold");
  if (typeof threshold.value === "string" && !Object.hasOwn(context.thresholds, threshold.value))
    threshold.fail("expected a number or a name in thresholds");
  return {
    quantity: at.get("quantity").text(),
    operator: at.get("operator").oneOf("<", "<=", ">", ">="),
    threshold: typeof threshold.value === "string" ? threshold.value : threshold.number(),
  };
}

function newId(at: JsonReader, { ids }: Context): string {
  const id = at.text();
  if (ids.has(id)) at.fail("this id is used twice");
  ids.add(id);
  return id;
}
