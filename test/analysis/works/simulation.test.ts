import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { countDrafts } from "../../works/count-drafts.js";
import { drafts, type Injection, injections } from "../../works/decoupled.js";
import { type Answers, answers } from "./answers.js";

const names = Object.keys(injections) as Injection[];
const columns = ["verdict", "S4", "S5", "S6", "selective", "rerouted", "sources", "citations"] as const;
type Column = (typeof columns)[number];

/** What is to be found, and what is not; of the other columns nothing is asked. */
const calm = {
  selective: /no|unclear/,
  rerouted: /neither|both fell|unclear/,
  sources: /^as/,
  citations: /^as/,
};
const all = { S4: /^holds/, S5: /^holds/, S6: /^holds/ };
const wanted: Readonly<Record<Injection, Partial<Record<Column, RegExp>>>> = {
  nothing: { ...calm, ...all, verdict: /^none/, rerouted: /neither/ },
  third: { ...calm, ...all, verdict: /^partial/ },
  most: { ...calm, ...all, verdict: /^full/ },
  "one field": { ...calm, ...all, verdict: /^partial/, S6: /not hold/, selective: /yes/ },
  "sensitive fields": { ...calm, ...all, verdict: /^partial/, S6: /not hold/, selective: /yes/ },
  rerouted: { ...calm, ...all, verdict: /^none/, rerouted: /yes/ },
  "new sources": { ...calm, verdict: /./, S4: /not hold/ },
  "no countries": { ...calm, verdict: /./, S4: /not hold/ },
  "joint without countries": { ...calm, S4: /not hold/ },
  hyper: { ...calm, verdict: /^partial/, S4: /^holds/, S5: /not hold/, rerouted: /./ },
  dual: { ...calm, verdict: /^partial/, S4: /^holds/, S5: /not hold/, rerouted: /./ },
  sources: { ...calm, ...all, verdict: /^none/, sources: /apart/ },
  citations: { ...calm, ...all, verdict: /^none/, citations: /more/ },
};

const isRight = (name: Injection, found: Answers): boolean =>
  Object.entries(wanted[name]).every(([column, pattern]) => pattern.test(found[column as Column]));
const run = (name: Injection, seed: number, perYear: number): Answers =>
  answers(countDrafts(drafts(seed, perYear, name)));

describe("what single papers show of a world that is known", () => {
  test.each([
    "nothing",
    "sensitive fields",
    "rerouted",
    "new sources",
    "hyper",
    "dual",
    "sources",
    "citations",
  ] satisfies Injection[])("%s", (name) => {
    const found = run(name, 1, 5_000);
    for (const [column, pattern] of Object.entries(wanted[name]))
      expect(found[column as Column], `${name}: ${column}`).toMatch(pattern);
  });

  test("what can be tested no longer caps the confidence", () => {
    expect(run("nothing", 2, 4_000).caps).not.toContain("an effect of coverage cannot be ruled out");
  });

  test("a loss of countries by joint papers alone is not seen: the document says so", () => {
    expect(run("joint without countries", 1, 12_000)).toMatchObject({ verdict: "partial", S4: "holds" });
  });
});

const sizes = [3_000, 10_000, 30_000] as const;
const document = new URL("../../../docs/explanation/single-papers.md", import.meta.url);
const [begin, end] = [
  "<!-- Written by a test: SIMULATE=10 npx vitest run test/analysis/works -->\n",
  "<!-- end -->",
];

/** The table of docs/explanation/single-papers.md, of so many runs as SIMULATE says; it takes a quarter of an hour. */
test.runIf(process.env["SIMULATE"] !== undefined)(
  "writes the table of the document",
  () => {
    const runs = Number(process.env["SIMULATE"]);
    const seeds = Array.from({ length: runs }, (_, seed) => seed + 1);
    const rows = names.map((name) => {
      const bySize = sizes.map((size) => seeds.map((seed) => run(name, seed, size)));
      const usual = columns.map((column) => mostCommon((bySize.at(-1) ?? []).map((found) => found[column])));
      const right = bySize.map((found) => String(found.filter((one) => isRight(name, one)).length));
      return [injections[name], ...usual, ...right];
    });
    const joint = sizes.map((size) => Math.round(run("nothing", 1, size).joint / 100) * 100);
    const header = [
      ...["In the last year", "Verdict", "S4", "S5", "S6", "Selective", "Re-routed", "Sources", "Citations"],
      ...joint.map((papers) => `Right at ${papers.toLocaleString("en-US")}`),
    ];
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
    const table = [header, header.map(() => "---"), ...rows].map(line).join("");
    const [before = "", rest = ""] = readFileSync(document, "utf8").split(begin);
    writeFileSync(document, `${before}${begin}\n${table}\n${end}${rest.split(end).slice(1).join(end)}`);
  },
  7_200_000,
);

function mostCommon(values: readonly string[]): string {
  const times = (value: string) => values.filter((one) => one === value).length;
  return [...values].sort((a, b) => times(b) - times(a))[0] ?? "";
}

test("the document has a row for each world", () => {
  const text = readFileSync(document, "utf8");
  for (const words of Object.values(injections)) expect(text).toContain(`| ${words}`);
});
