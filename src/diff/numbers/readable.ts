/** Digits that a number of a figure's data is told with, where nothing says how many its source carries. */
const digits = 5;
const most = 17;

/** Two numbers as a person reads them: few digits, but all of whole numbers, and as many as tell the two apart. */
export function readable(before: number, after: number): readonly [string, string] {
  for (let precision = digits; precision < most; precision += 1) {
    const texts = [written(before, precision), written(after, precision)] as const;
    if (texts[0] !== texts[1]) return texts;
  }
  return [String(before), String(after)];
}

function written(x: number, precision: number): string {
  const whole = String(Math.trunc(Math.abs(x))).length;
  return Math.abs(x) >= 1e15 ? String(x) : String(Number(x.toPrecision(Math.max(precision, whole))));
}
