import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

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
 * Comparison rule of the vectors: |got − expected| ≤ tolerance · max(1, |expected|); null matches null; objects are
 * compared key by key, and every expected key must be present.
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

/** Runs the vectors: the indicator's result for the input must match the expected one in the file. */
export function reproduces(name: string, compute: (input: never) => unknown): void {
  test(name, () => {
    const { input, expected, tolerance } = vector<never, unknown>(name);
    expectClose(compute(input), expected, tolerance);
  });
}

/** The same computation for every entry of a table of cases. */
export function mapEntries<Value, Result>(
  table: Readonly<Record<string, Value>>,
  compute: (value: Value, key: string) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, compute(value, key)]));
}

/** Both ends of an interval, null if there is no interval. */
export function ends(
  interval: { readonly lower: number | null; readonly upper: number | null } | null | undefined,
): readonly (number | null)[] | null {
  return interval ? [interval.lower, interval.upper] : null;
}
