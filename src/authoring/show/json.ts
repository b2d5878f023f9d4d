/** A JSON object of which nothing is known yet. */
export type Spec = Readonly<Record<string, unknown>>;

export function isObject(x: unknown): x is Spec {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}
