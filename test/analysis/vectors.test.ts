import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Observation, peak, relative } from "../../src/analysis/change.js";
import { share } from "../../src/analysis/counting.js";

/** Reference values of independent implementations; see `source` in each file. */
function vector(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));
}

function expectClose(got: number | null | undefined, expected: number, tolerance: number): void {
  expect(got).not.toBeNull();
  expect(Math.abs((got ?? NaN) - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

interface PeakVector {
  readonly input: { readonly cases: Readonly<Record<string, readonly (number | null)[]>> };
  readonly expected: Readonly<
    Record<
      string,
      {
        readonly local_peaks?: readonly number[];
        readonly global_max_first?: number;
        readonly global_max_last?: number;
        readonly drawdown_from_peak?: number;
      }
    >
  >;
  readonly tolerance: number;
}

describe("25 peak detection", () => {
  const { input, expected, tolerance } = vector("25_peak_detection") as PeakVector;
  const series = (name: string): readonly Observation[] =>
    (input.cases[name] ?? []).map((value, year) => ({ year, value }));

  test.each(Object.keys(input.cases).filter((name) => name !== "with_null"))("%s", (name) => {
    const got = peak(series(name));
    const wanted = expected[name];
    expect(got.localYears).toEqual(wanted?.local_peaks);
    if (wanted?.global_max_first !== undefined) expect(got.year).toBe(wanted.global_max_first);
    if (wanted?.global_max_last !== undefined) expect(got.lastYear).toBe(wanted.global_max_last);
  });

  test("says why there is no peak", () => {
    expect(peak(series("monotone_up"))).toMatchObject({ value: null, reason: "no_peak_yet" });
    expect(peak(series("plateau"))).toMatchObject({ value: null, reason: "no_peak_yet" });
    expect(peak(series("monotone_down"))).toMatchObject({ value: null, reason: "peak_not_inside_window" });
    expect(peak(series("single"))).toMatchObject({ value: null, reason: "insufficient_data" });
    expect(peak(series("constant"))).toMatchObject({ value: null, reason: "no_peak" });
    expect(peak([])).toMatchObject({ value: null, reason: "insufficient_data", n: 0, year: null });
  });

  test("a year that was not observed is no zero", () => {
    expect(peak(series("with_null"))).toMatchObject({ value: 3, year: 2, localYears: [2], n: 3 });
  });

  test("drawdown from the peak", () => {
    const top = peak(series("seed"));
    const values = input.cases["seed"] ?? [];
    const fall = relative(top.value ?? NaN, values[values.length - 1] ?? NaN);
    expectClose(fall.value, expected["seed"]?.drawdown_from_peak ?? NaN, tolerance);
  });
});

interface ShareVector {
  readonly input: { readonly cases: readonly { readonly x: number; readonly n: number }[] };
  readonly expected: { readonly cases: readonly { readonly p: number }[]; readonly n_zero: null };
  readonly tolerance: number;
}

test("18 shares", () => {
  const { input, expected, tolerance } = vector("18_share_intervals") as ShareVector;
  input.cases.forEach(({ x, n }, index) => {
    expectClose(share(x, n).value, expected.cases[index]?.p ?? NaN, tolerance);
  });
  expect(share(0, 0)).toMatchObject({ value: expected.n_zero, reason: "zero_denominator" });
});

interface SeriesVector {
  readonly input: Readonly<Record<"us_international" | "cn_international", Readonly<Record<string, number>>>>;
  readonly expected: Readonly<
    Record<
      string,
      {
        readonly us_cn_low: number;
        readonly us_cn_high: number;
        readonly us_cn_mid: number;
        readonly share_us: number;
        readonly share_cn: number;
      }
    >
  >;
  readonly tolerance: number;
}

test("64 shares of the NSF series lie inside their bounds and match its midpoints", () => {
  const { input, expected, tolerance } = vector("64_nsf_us_cn_series_2003_2022") as SeriesVector;
  for (const [year, { us_cn_low: lower, us_cn_high: upper, us_cn_mid: middle, ...shares }] of Object.entries(
    expected,
  )) {
    for (const [economy, wanted] of [
      ["us_international", shares.share_us],
      ["cn_international", shares.share_cn],
    ] as const) {
      const whole = input[economy][year] ?? NaN;
      expectClose(share(middle, whole).value, wanted, tolerance);
      const bounded = share({ lower, upper }, whole);
      expect(bounded.lower).toBeLessThanOrEqual(wanted + tolerance);
      expect(bounded.upper).toBeGreaterThanOrEqual(wanted - tolerance);
    }
  }
});
