/** A Vega-Lite specification as plain JSON. Its types stay out of here: a notebook's compiler cannot read them. */
export type Spec = Readonly<Record<string, unknown>>;

/** How an axis and a tooltip write numbers; percent takes fractions. */
export type NumberStyle = "count" | "percent" | "ratio";

const narrowSpace = "\u202f";

/** A Vega expression that writes a number the way fmt.* does. */
function numberExpression(of: string, style: NumberStyle): string {
  if (style === "percent") return `format(100 * ${of}, ',.0f') + '${narrowSpace}%'`;
  return style === "ratio" ? `format(${of}, ',.1f')` : `format(${of}, ',.0f')`;
}

/** The same for a row's `lower` and `upper`: one number where both are written alike. */
export function boundsExpression(style: NumberStyle): string {
  const [lower, upper] = [numberExpression("datum.lower", style), numberExpression("datum.upper", style)];
  return `${lower} === ${upper} ? ${lower} : ${lower} + ' to ' + ${upper}`;
}

/** The same for the ticks of an axis, with the decimals that tell its ticks apart: never 0, 3, 5, 8 for 0, 2.5, 5, 7.5. */
export function tickExpression(of: string, ticks: readonly number[], style: NumberStyle): string {
  const factor = style === "percent" ? 100 : 1;
  const needed = ticks.map((tick) => decimalsOf(Number((factor * tick).toPrecision(12))));
  const decimals = Math.max(style === "ratio" ? 1 : 0, ...needed);
  const written = `format(${factor === 1 ? of : `100 * ${of}`}, ',.${decimals}f')`;
  return style === "percent" ? `${written} + '${narrowSpace}%'` : written;
}

export function decimalsOf(x: number): number {
  return [0, 1, 2, 3, 4, 5].find((digits) => Number(x.toFixed(digits)) === x) ?? 6;
}
