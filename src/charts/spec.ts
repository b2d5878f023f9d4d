/** A Vega-Lite specification as plain JSON. Its types stay out of here: a notebook's compiler cannot read them. */
export type Spec = Readonly<Record<string, unknown>>;

/** How an axis and a tooltip write numbers; percent takes fractions. */
export type NumberStyle = "count" | "percent" | "ratio";

const narrowSpace = "\u202f";

/** A Vega expression that writes a number the way fmt.* does. */
export function numberExpression(of: string, style: NumberStyle): string {
  if (style === "percent") return `format(100 * ${of}, ',.0f') + '${narrowSpace}%'`;
  return style === "ratio" ? `format(${of}, ',.1f')` : `format(${of}, ',.0f')`;
}
