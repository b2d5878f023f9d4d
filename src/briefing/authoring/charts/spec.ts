/** A Vega-Lite specification as plain JSON, without its types, which a notebook's compiler cannot read. */
export type Spec = Readonly<Record<string, unknown>>;

/** Number format of an axis and its tooltips; percent takes fractions. */
export type NumberStyle = "count" | "percent" | "ratio";
