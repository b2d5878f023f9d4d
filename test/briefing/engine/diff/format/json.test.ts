import { describe, expect, it } from "vitest";
import {
  comparisonSchema,
  comparisonSchemaId,
  formatJson,
} from "../../../../../src/briefing/engine/diff/comparison.js";
import { changeKinds } from "../../../../../src/briefing/engine/diff/kinds/names.js";
import { changes, comparisonOf, sample } from "./sample.js";

describe("--format json", () => {
  it("contains the whole comparison", () => {
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(changeKinds));
    const {
      reasons,
      causes,
      changes: written,
      ...read
    } = comparisonSchema.parse(JSON.parse(formatJson(sample)));
    const found = written.map((change) => {
      const why = reasons[change["why"] as number];
      return { ...change, why: { ...why, causes: why?.causes.map((place) => causes[place]) } };
    });
    expect({ ...read, changes: found }).toEqual({ $schema: comparisonSchemaId, ...sample });
    expect(new Set(reasons.map((each) => JSON.stringify(each))).size).toBe(reasons.length);
    expect(comparisonSchema.safeParse(JSON.parse(formatJson(comparisonOf([])))).success).toBe(true);
  });

  it("is the same for the same comparison, byte for byte", () => {
    expect(formatJson(comparisonOf(structuredClone(changes)))).toBe(formatJson(sample));
  });

  it("rejects fields unknown to the schema", () => {
    const changed = { ...(JSON.parse(formatJson(sample)) as object), extra: 1 };
    expect(comparisonSchema.safeParse(changed).success).toBe(false);
  });
});
