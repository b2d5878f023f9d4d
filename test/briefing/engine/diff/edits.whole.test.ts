/** Edits of a small briefing, each with the complete list of expected findings. */
import { describe, expect, it, test } from "vitest";
import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { defaultGate, parseGate } from "../../../../src/briefing/engine/diff/options.js";
import type { StoredReport } from "../../../../src/briefing/engine/report/stored-report.js";
import { csv, type Edit } from "./edits/case.js";
import { outlineOf } from "../../../../src/briefing/engine/diff/format/outline.js";
import { isFolded } from "../../../../src/briefing/engine/diff/rank.js";
import { allCases, allMutations } from "./edits/index.js";
import { findings } from "./findings.js";
import { brief, flowIn2020, gauges } from "./gauges.js";

const plain = await brief(gauges(), "before");

async function compared({ given, edit }: { readonly given?: Edit; readonly edit: Edit }) {
  const before = gauges();
  const after = gauges();
  given?.(before);
  given?.(after);
  edit(after);
  return compareBriefings(
    given === undefined ? plain : await brief(before, "before"),
    await brief(after, "after"),
  );
}

test.each(allCases)("$name", async ({ found, line, withoutEffect, ...edited }) => {
  const comparison = await compared(edited);
  expect(findings(comparison)).toEqual(found);
  const summary = comparison.summary.line.replaceAll(/\s/g, " ");
  if (typeof line === "string") expect(summary).toBe(line);
  else if (line !== undefined) expect(summary).toMatch(line);
  if (withoutEffect !== undefined) expect(comparison.withoutEffect).toEqual(withoutEffect);
});

test.each(allMutations)("$name", async ({ shown, gate, cause, line, ...edited }) => {
  const comparison = await compared(edited);
  const entries = outlineOf(comparison).entries.filter(({ weight }) => !isFolded(weight));
  const names = entries.map(({ change: { kind, id } }) => `${kind} ${id}`);
  const said = comparison.summary.line.replaceAll(/\s/g, " ");
  const found = {
    shown: names,
    gate: parseGate(defaultGate)(comparison).length > 0 ? "stops" : "passes",
  };
  expect(found, said).toEqual({ shown, gate });
  const [first] = entries;
  expect(first?.change.why.causes[0]?.input ?? first?.change.why.status).toBe(
    cause ?? (shown.length > 0 ? "edited" : undefined),
  );
  if (line !== undefined) expect(said).toMatch(line);
  if (gate === "stops") expect(said).not.toMatch(/No differences/);
});

it("a changed row of data is described by its key, its line and its cells", async () => {
  const { inputs } = await compared({
    edit: flowIn2020("Birch", 170),
  });
  const cells = [{ column: "flow", was: "160", is: "170" }];
  const rows = [{ status: "changed", name: "river Birch, year 2020", line: 11, cells }];
  expect(inputs[csv]).toMatchObject({ rowCount: 1, rows });
});

describe("edits of a report", () => {
  it("a computed text in another form is not an edit by hand", async () => {
    const project = gauges();
    flowIn2020("Alder", 90)(project);
    const after = await brief(project, "after");
    const id = "01-flow.words-fmt-choose-change-words";
    const text = JSON.stringify(after.report).replaceAll(`"${id}"`, `"${id}.1"`);
    const report = JSON.parse(text) as typeof after.report;
    Object.assign(report.values[`${id}.1`] ?? {}, { raw: 5, text: "5", format: "count" });
    const found = findings(compareBriefings(plain, { ...after, report }));
    expect(found.filter((each) => each.includes(id)).map((each) => each.replace(/:.* <-/, ": <-"))).toEqual([
      `value removed ${id}: <- ${csv}`,
      `value added ${id}.1: <- ${csv}`,
    ]);
  });

  it("a sentence formerly computed as a whole, now composed of its numbers", () => {
    const sentence = ["Alder had ", "120", " in 2020."];
    const saying = (text: StoredReport["sections"][number]["title"], values: object): Briefing => {
      const { report } = plain;
      const block = { kind: "prose" as const, cell: "said", text };
      const [first, ...rest] = report.sections;
      const sections = first === undefined ? [] : [{ ...first, blocks: [...first.blocks, block] }, ...rest];
      const facts = { expression: "said", place: { notebook: "notebooks/01-flow.ipynb", cell: "said" } };
      const all = Object.entries(values).map(([id, value]) => [id, { ...value, ...facts }] as const);
      const given = { ...report.values, ...Object.fromEntries(all) };
      return { ...plain, report: { ...report, sections, values: given } };
    };
    const whole = { raw: sentence.join(""), text: sentence.join(""), format: "text" };
    const comparison = compareBriefings(
      saying([{ value: "01-flow.said-said" }], { "01-flow.said-said": whole }),
      saying([sentence[0] ?? "", { value: "01-flow.said-said.1" }, sentence[2] ?? ""], {
        "01-flow.said-said.1": { raw: 120, text: "120", format: "count" },
      }),
    );
    expect(findings(comparison)).toEqual([
      "value removed 01-flow.said-said: where the page reads the same <- edited",
      "value added 01-flow.said-said.1: where the page reads the same <- edited",
    ]);
    expect(comparison.summary.line).toBe("2 values were added or removed without changing the text.");
    expect(parseGate("value>1%")(comparison)).toEqual([]);
  });

  const text = "## 1 May 2020\n\nThe gauge at Birch was\nread anew.\n";
  test.each<[string, string | undefined, string | undefined, readonly string[]]>([
    ["edited", text, text.replace("anew", "twice"), ["prose changed changes: -anew; +twice <- edited"]],
    ["added", undefined, text, ["prose added changes:  <- edited"]],
    ["removed", text, undefined, ["prose removed changes:  <- edited"]],
    ["reflowed", text, text.replace("\nread", " read"), []],
  ])("the text on editions is compared: %s", (_, before, after, found) => {
    const saying = (changes?: string): Briefing => ({
      ...plain,
      report: { ...plain.report, ...(changes !== undefined && { changes }) },
    });
    expect(findings(compareBriefings(saying(before), saying(after)))).toEqual(found);
  });
});
