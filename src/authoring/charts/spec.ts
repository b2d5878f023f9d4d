/** A Vega-Lite specification as plain JSON. Its types stay out of here: a notebook's compiler cannot read them. */
export type Spec = Readonly<Record<string, unknown>>;

/** How an axis and a tooltip write numbers; percent takes fractions. */
export type NumberStyle = "count" | "percent" | "ratio";
