/** Digits that leave the kernel: enough for every published figure, few enough to be the same on every Node. */
const digits = 12;

export function significant(x: number): number {
  return Number.isInteger(x) && Math.abs(x) < 10 ** digits ? x : Number(x.toPrecision(digits));
}

/**
 * To so many decimals, half away from zero, from the number as it leaves the kernel: 0.145 is 15 % and 1.005 is 1.01,
 * though their nearest doubles lie a hair below. What a reader rounds by hand from the data comes out the same.
 */
export function roundDecimal(x: number, decimals: number): number {
  if (Number.isSafeInteger(x)) return x;
  const [mantissa = "0", exponent = "0"] = x.toExponential(digits - 1).split("e");
  const shifted = Number(`${mantissa}e${String(Number(exponent) + decimals)}`);
  const rounded = Math.sign(shifted) * Math.round(Math.abs(shifted));
  // Beyond whole numbers that a double holds there is nothing left to round.
  return Number.isSafeInteger(rounded) ? Number(`${String(rounded)}e-${String(decimals)}`) : x;
}

/** A copy of a JSON value with every number rounded; what JSON cannot hold becomes null, as JSON.stringify does. */
export function roundNumbers(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? significant(value) : null;
  if (Array.isArray(value)) return value.map((item) => roundNumbers(item) ?? null);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, roundNumbers(item)]));
}
