/** Digits that leave the kernel: enough for every published figure, few enough to be the same on every Node. */
const digits = 12;

export function significant(x: number): number {
  return Number.isInteger(x) && Math.abs(x) < 10 ** digits ? x : Number(x.toPrecision(digits));
}

/** A copy of a JSON value with every number rounded; what JSON cannot hold becomes null, as JSON.stringify does. */
export function roundNumbers(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? significant(value) : null;
  if (Array.isArray(value)) return value.map((item) => roundNumbers(item) ?? null);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, roundNumbers(item)]));
}
