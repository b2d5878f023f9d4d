import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Judgement } from "../../../../src/briefing/model/margin.js";
import { casesOf } from "../../../support/cases.js";
import { measured } from "./measured.js";

const { cells, margins, reasons } = casesOf("conditions.yml", import.meta.url) as Readonly<{
  cells: readonly string[];
  margins: readonly [what: string, condition: string, margin: string][];
  reasons: readonly [what: string, condition: string, reason: string][];
}>;

function words(judgement: Judgement): string {
  if ("reason" in judgement) return judgement.reason;
  const { amount, unit, besides } = judgement.margin;
  return `${amount} ${unit}${besides === undefined ? "" : ` and ${besides} without`}`;
}

describe("margins computed by hand", () => {
  test.each(margins)("%s: %s", (_, condition, margin) => {
    expect(words(measured(cells, condition).judgement)).toBe(margin);
  });
});

describe("no margin, with the reason", () => {
  test.each(reasons)("%s: %s", (_, condition, reason) => {
    expect(words(measured(cells, condition).judgement)).toBe(reason);
  });
});

test("nothing that a cell defines is called", () => {
  for (const condition of ["lazy.size > 3", "noisy() > 3"]) {
    // The condition itself runs once, as in a build.
    expect(measured(cells, condition).read("calls")).toHaveLength(1);
  }
});

test("a name that a later cell declares again keeps its meaning", () => {
  const later = ["const limit = 10; const isHigh = 12 > limit;", "const limit = 100;"];
  expect(words(measured(later, "isHigh").judgement)).toBe("2 count");
});

test("values that changed since are not measured", () => {
  const changed = ["const list = [1, 2, 3]; const isLong = list.length > 2;", "list.pop();"];
  expect(words(measured(changed, "isLong").judgement)).toBe(
    "values that isLong depends on have changed since",
  );
});

test("the numbers of a condition have the expressions that they come from", () => {
  const { judgement } = measured(cells, "rows.every((row) => row.count > 5) && north.share > 0.2");
  expect(judgement).toMatchObject({
    margin: {
      left: { text: "north.share", value: 0.338 },
      right: { text: "0.2", value: 0.2 },
      numbers: { "row.count [1]": 12, "row.count [2]": 9, "row.count [3]": 15, "north.share": 0.338 },
    },
  });
});

const value = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.integer({ min: 2010, max: 2016 }),
  fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const literal = (x: number): string => (Object.is(x, -0) ? "0" : `(${x})`);
const comparison = fc
  .tuple(value, fc.constantFrom(">", ">=", "<", "<="), value)
  .map(([a, operator, b]) => `${literal(a)} ${operator} ${literal(b)}`);
const list = fc
  .array(value, { minLength: 1, maxLength: 4 })
  .map((items) => `[${items.map(literal).join(", ")}]`);
const { condition } = fc.letrec<{ condition: string }>((tie) => {
  const inner = tie("condition");
  return {
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      comparison,
      fc
        .tuple(list, fc.constantFrom("every", "some"), fc.constantFrom(">", ">=", "<", "<="), value)
        .map(
          ([items, name, operator, limit]) =>
            `${items}.${name}((each) => each ${operator} ${literal(limit)})`,
        ),
      fc
        .tuple(inner, fc.constantFrom("&&", "||"), inner)
        .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
      inner.map((each) => `!(${each})`),
      fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    ),
  };
});

test("the sign of a margin is the answer of the condition", () => {
  fc.assert(
    fc.property(condition, fc.boolean(), (code, isDefined) => {
      const definition = `const isSo = ${code};`;
      const { answer, judgement } = isDefined ? measured([definition], "isSo") : measured([], code);
      if ("reason" in judgement) {
        expect(judgement.reason).toBe("it compares with infinity");
        return;
      }
      const { amount, nearness } = judgement.margin;
      expect(Math.sign(amount)).toBe(Math.sign(nearness));
      // On the edge, the operator decides.
      if (amount !== 0) expect(amount > 0).toBe(answer);
    }),
    { numRuns: 400 },
  );
});
