import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";
import type { Comparison } from "../../../../src/briefing/engine/diff/comparison.js";
import { outlineOf } from "../../../../src/briefing/engine/diff/format/outline.js";
import { isSameText } from "../../../../src/briefing/engine/diff/rank.js";
import type { Edit } from "./edits/case.js";
import { allCases, allMutations } from "./edits/index.js";
import { brief, gauges } from "./gauges.js";

const seed = 20_260_101;

const edits = [...allCases, ...allMutations].flatMap(({ given, edit }): readonly Edit[] =>
  given === undefined ? [edit] : [given, edit],
);

/** The small briefing after these edits; one whose text an earlier one has changed is left out. */
function edited(chosen: readonly Edit[]): Promise<Briefing> {
  const project = gauges();
  for (const edit of chosen)
    try {
      edit(project);
    } catch {
      continue;
    }
  return brief(project, "edited");
}

const samples = fc.sample(fc.shuffledSubarray(edits, { minLength: 1, maxLength: 12 }), { numRuns: 40, seed });
const briefings = await Promise.all(samples.map(edited));
const briefing = fc.constantFrom(...briefings);

/** The values of a side, independent of the names of their places; printed sentences are compared as text. */
function facts({ report }: Briefing): readonly string[] {
  return Object.values(report.values)
    .map(({ raw, text, format }) =>
      JSON.stringify([raw, format === "holds" && raw === true ? "" : text, format]),
    )
    .sort();
}

/** The earlier values after applying the changes of values and of guarded sentences that a comparison found. */
function applied(before: Briefing, after: Briefing, { changes }: Comparison): Briefing {
  const values = { ...before.report.values };
  const gone: string[] = [];
  const come: [string, (typeof values)[string]][] = [];
  for (const change of changes) {
    if (change.kind === "sentence") {
      // A report records a guard of prose always, and one of a code cell only while its sentence is not true.
      const isFormer = (id: string): boolean => {
        const { format, raw, text } = values[id] ?? {};
        return format === "holds" && raw !== change.holds && (id === change.id || text === change.was);
      };
      gone.push(...Object.keys(values).filter(isFormer).slice(0, 1));
      const later = after.report.values[change.id];
      if (later?.raw === change.holds) come.push([`${change.id} (after)`, later]);
    }
    if (change.kind !== "value") continue;
    const former = [change.renamed?.from ?? change.id, change.was] as const;
    const found = Object.keys(values).find((id) => id === former[0] && values[id] === former[1]);
    const same = found ?? Object.keys(values).find((id) => values[id] === former[1]);
    if (change.was !== undefined && same !== undefined) gone.push(same);
    if (change.is !== undefined) come.push([`${change.id} (after)`, change.is]);
  }
  const kept = Object.entries(values).filter(([id]) => !gone.includes(id));
  return { ...before, report: { ...before.report, values: Object.fromEntries([...kept, ...come]) } };
}

/** The same data, sharing equal objects with `other`. */
function withObjectsOf<T>(data: T, other: unknown): T {
  if (typeof data !== "object" || data === null || typeof other !== "object" || other === null) return data;
  if (isDeepStrictEqual(data, other)) return other as T;
  if (Array.isArray(data))
    return (data as readonly unknown[]).map((item) =>
      withObjectsOf(
        item,
        (other as unknown[]).find((each) => isDeepStrictEqual(each, item)),
      ),
    ) as T;
  const entries = Object.entries(data).map(([key, item]) => [
    key,
    withObjectsOf(item as unknown, (other as Record<string, unknown>)[key]),
  ]);
  return Object.fromEntries(entries) as T;
}

const law = (name: string, holds: (one: Briefing, two: Briefing) => void) => {
  it(name, () => {
    fc.assert(fc.property(briefing, briefing, holds), { numRuns: 120, seed });
  });
};

describe("comparing briefings that were edited at random", () => {
  law("with themselves finds no changes", (one) => {
    const copy = structuredClone(one);
    const { changes, withoutEffect, inputs, summary } = compareBriefings(one, copy);
    expect([changes, withoutEffect, inputs, summary.line]).toEqual([[], [], {}, "No differences."]);
    // A report that was read once for both sides is not compared at all.
    expect(compareBriefings(one, { ...one })).toEqual(compareBriefings(one, copy));
  });

  law("finds the same if both sides share equal objects", (one, two) => {
    const shared = { ...two, report: withObjectsOf(two.report, one.report) };
    expect(JSON.stringify(compareBriefings(one, shared))).toBe(JSON.stringify(compareBriefings(one, two)));
  });

  law("finds changes of values that turn one side into the other", (one, two) => {
    expect(facts(applied(one, two, compareBriefings(one, two)))).toEqual(facts(two));
  });

  law("gives every change a unique key, and causes that are among the inputs", (one, two) => {
    const { changes, inputs } = compareBriefings(one, two);
    expect(new Set(changes.map(({ key }) => key)).size).toBe(changes.length);
    for (const { why } of changes) for (const { input } of why.causes) expect(inputs).toHaveProperty([input]);
  });

  law("describes every change in exactly one entry, unless it is named with a larger one", (one, two) => {
    const comparison = compareBriefings(one, two);
    const reported = outlineOf(comparison).entries.flatMap(({ changes }) => changes.map(({ key }) => key));
    const own = comparison.changes.filter((change) => change.partOf === undefined && !isSameText(change));
    expect([...reported].sort()).toEqual(own.map(({ key }) => key).sort());
  });

  law("is JSON, and deterministic", (one, two) => {
    const comparison = compareBriefings(one, two);
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    expect(JSON.stringify(compareBriefings(one, two))).toBe(JSON.stringify(comparison));
  });
});
