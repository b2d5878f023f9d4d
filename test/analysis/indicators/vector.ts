import { readFileSync } from "node:fs";
import { expect } from "vitest";

export interface Vector<Input, Expected> {
  readonly input: Input;
  readonly expected: Expected;
  readonly tolerance: number;
}

/** Reference values of independent implementations; see `source` in each file. */
export function vector<Input, Expected>(name: string): Vector<Input, Expected> {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), "utf8")) as Vector<
    Input,
    Expected
  >;
}

/**
 * The comparison rule of the vectors: |got − expected| ≤ tolerance · max(1, |expected|); null is null; objects are
 * compared key by key, and every expected key must be there.
 */
export function expectClose(got: unknown, expected: unknown, tolerance: number, path = "value"): void {
  if (typeof expected === "number") {
    expect(typeof got, `${path}: ${JSON.stringify(got)}`).toBe("number");
    const gap = Math.abs((got as number) - expected);
    expect(gap, `${path}: got ${String(got)}, expected ${expected}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(expected)),
    );
  } else if (Array.isArray(expected)) {
    expect((got as unknown[]).length, path).toBe(expected.length);
    expected.forEach((item, index) => {
      expectClose((got as unknown[])[index], item, tolerance, `${path}[${index}]`);
    });
  } else if (typeof expected === "object" && expected !== null)
    for (const [key, item] of Object.entries(expected))
      expectClose((got as Record<string, unknown>)[key], item, tolerance, `${path}.${key}`);
  else expect(got, path).toBe(expected);
}
