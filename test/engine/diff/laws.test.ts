import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareBriefings } from "../../../src/engine/diff/compare.js";
import type { Briefing } from "../../../src/engine/diff/briefing.js";
import type { Change, Comparison } from "../../../src/engine/diff/comparison.js";
import { outlineOf } from "../../../src/engine/diff/format/outline.js";
import type { NumberDelta } from "../../../src/engine/diff/kinds/shapes.js";
import { isSameText } from "../../../src/engine/diff/rank.js";
import { briefing } from "./generated.js";

const runs = { numRuns: 120, seed: 20_260_101 };

const mirroredStatus = { added: "removed", removed: "added", changed: "changed" } as const;

/** An input by what it is; cells that were renamed are named by the later side. */
function inputSeen(input: string, inputs: Comparison["inputs"], from: "before" | "after"): string {
  const change = inputs[input];
  if (change?.kind !== "cell") return input;
  return `cell ${from === "after" ? mirroredStatus[change.status] : change.status}`;
}

/** A change as it looks from the other side, without what has a direction of its own (order, relative size, runs). */
function seen(change: Change, inputs: Comparison["inputs"], from: "before" | "after") {
  const mirrored = from === "after";
  const status = mirroredStatus[change.status];
  const ends = (one: unknown, two: unknown) => (mirrored ? [two, one] : [one, two]);
  const delta = (each: NumberDelta | undefined) => each && Math.abs(each.absolute);
  const { renamed, before, after, moved, partOf, why } = change;
  const shared = {
    kind: change.kind,
    status: mirrored ? status : change.status,
    renamed: renamed && ends(renamed.from, renamed.to),
    places: ends(before, after),
    moved: moved ?? false,
    isPart: partOf !== undefined,
    why: [
      why.status,
      ...why.causes.map(({ input, strength }) => `${inputSeen(input, inputs, from)} ${strength}`).sort(),
    ],
  };
  switch (change.kind) {
    case "value":
      return {
        ...shared,
        aspects: change.aspects,
        facts: ends(change.was, change.is),
        delta: delta(change.delta),
      };
    case "claim":
      return {
        ...shared,
        verdict: change.verdict && ends(change.verdict.was, change.verdict.is),
        parts: change.parts.map(({ was, is }) => ends(was, is)),
        texts: change.texts.map(({ field }) => field).sort(),
      };
    case "table":
      return {
        ...shared,
        rows: ends(change.rowsAdded, change.rowsRemoved).map((rows) => JSON.stringify(rows)),
        columns: ends(change.columnsAdded, change.columnsRemoved),
        moved: [change.rowsMoved.length, change.columnsMoved.length],
        cells: change.cells
          .map((each) =>
            JSON.stringify([
              [...each.row.key].map(String).sort(),
              each.field,
              ...ends(each.was, each.is),
              delta(each.delta),
            ]),
          )
          .sort(),
        texts: change.texts.map(({ field }) => field).sort(),
      };
    case "figure":
      return {
        ...shared,
        points: ends(change.data?.pointsAdded, change.data?.pointsRemoved).map((points) =>
          JSON.stringify(points),
        ),
        series: ends(change.data?.seriesAdded, change.data?.seriesRemoved),
        cells: change.data?.pointsMoved
          .map((each) =>
            JSON.stringify([each.point.name, each.column, ...ends(each.was, each.is), delta(each.delta)]),
          )
          .sort(),
        spec: change.spec
          .map(({ aspect, path, was, is }) => JSON.stringify([aspect, path, ...ends(was, is)]))
          .sort(),
        picture: change.picture,
        texts: change.texts.map(({ field }) => field).sort(),
      };
    default:
      return shared;
  }
}

const sorted = ({ changes, inputs }: Comparison, from: "before" | "after") =>
  changes.map((change) => JSON.stringify(seen(change, inputs, from))).sort();
const idle = ({ withoutEffect, inputs }: Comparison, from: "before" | "after") =>
  withoutEffect.map((input) => inputSeen(input, inputs, from)).sort();

/** The values of a side, whatever their places are called. */
function facts({ report }: Briefing): readonly string[] {
  return Object.values(report.values)
    .map(({ raw, text, format }) => JSON.stringify([raw, text, format]))
    .sort();
}

/** The earlier values after the value changes of a comparison. */
function applied(before: Briefing, { changes }: Comparison): Briefing {
  const values = { ...before.report.values };
  const gone: string[] = [];
  const come: [string, (typeof values)[string]][] = [];
  for (const change of changes) {
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

/** The same data, with the objects of `other` for what is equal there. */
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

describe("comparing generated briefings", () => {
  it("with themselves finds nothing", () => {
    fc.assert(
      fc.property(briefing, (one) => {
        const copy = structuredClone(one);
        const { changes, withoutEffect, inputs, summary } = compareBriefings(one, copy);
        expect([changes, withoutEffect, inputs, summary.line]).toEqual([[], [], {}, "No differences."]);
        // A report that was read once for both sides is answered without being compared.
        expect(compareBriefings(one, { ...one })).toEqual(compareBriefings(one, copy));
      }),
      runs,
    );
  });

  it("finds the same where what is equal on both sides is one object", () => {
    fc.assert(
      fc.property(briefing, briefing, (one, two) => {
        const shared = { ...two, report: withObjectsOf(two.report, one.report) };
        expect(JSON.stringify(compareBriefings(one, shared))).toBe(
          JSON.stringify(compareBriefings(one, two)),
        );
      }),
      runs,
    );
  });

  it("finds the same from either side", () => {
    fc.assert(
      fc.property(briefing, briefing, (one, two) => {
        const [there, back] = [compareBriefings(one, two), compareBriefings(two, one)];
        expect(sorted(back, "after")).toEqual(sorted(there, "before"));
        expect(idle(back, "after")).toEqual(idle(there, "before"));
      }),
      runs,
    );
  });

  it("gives changes of values that lead from one to the other", () => {
    fc.assert(
      fc.property(briefing, briefing, (one, two) => {
        expect(facts(applied(one, compareBriefings(one, two)))).toEqual(facts(two));
      }),
      runs,
    );
  });

  it("gives every change a key of its own, and causes that are among the inputs", () => {
    fc.assert(
      fc.property(briefing, briefing, (one, two) => {
        const { changes, inputs } = compareBriefings(one, two);
        expect(new Set(changes.map(({ key }) => key)).size).toBe(changes.length);
        for (const { why } of changes)
          for (const { input } of why.causes) expect(inputs).toHaveProperty([input]);
      }),
      runs,
    );
  });

  it("describes every change in one entry and in no other, if it is not named with a larger one", () => {
    fc.assert(
      fc.property(briefing, briefing, (one, two) => {
        const comparison = compareBriefings(one, two);
        const reported = outlineOf(comparison).entries.flatMap(({ changes }) =>
          changes.map(({ key }) => key),
        );
        const own = comparison.changes.filter((change) => change.partOf === undefined && !isSameText(change));
        expect([...reported].sort()).toEqual(own.map(({ key }) => key).sort());
        const leaders = comparison.changes.flatMap((change) =>
          "toldWith" in change ? [change.toldWith] : [],
        );
        for (const leader of leaders)
          expect(comparison.changes.find(({ key }) => key === leader)).not.toHaveProperty("toldWith");
      }),
      { ...runs, numRuns: 60 },
    );
  });

  it("is JSON, and the same each time", () => {
    fc.assert(
      fc.property(briefing, briefing, (one, two) => {
        const comparison = compareBriefings(one, two);
        expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
        expect(JSON.stringify(compareBriefings(one, two))).toBe(JSON.stringify(comparison));
      }),
      runs,
    );
  });
});
