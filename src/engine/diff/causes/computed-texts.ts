import type { StoredReport } from "../../report/stored-report.js";
import type { Draft } from "../kinds/index.js";

/** An expression of a text and the values that it gave. */
interface Computed {
  readonly expression: string;
  readonly values: readonly string[];
}

/**
 * Expressions that stand on both sides and gave other values than before: "fell by 4 % since 2019" where it was "never
 * fell". Nobody edited them, although values come and go.
 */
export class ComputedTexts {
  /** By `notebook#cell`: ids of the expressions that came out in another form. */
  readonly #reformed = new Map<string, Set<string>>();

  constructor(before: StoredReport, after: StoredReport) {
    const former = computed(before);
    for (const [id, { expression, values }] of computed(after)) {
      const earlier = former.get(id);
      if (earlier?.expression !== expression || earlier.values.join() === values.join()) continue;
      const { notebook, cell } = (after.values[values[0] ?? ""] ?? { place: { notebook: "", cell: "" } })
        .place;
      const key = `${notebook}#${cell}`;
      this.#reformed.set(key, (this.#reformed.get(key) ?? new Set()).add(id));
    }
  }

  /** Whether a value came or went, or a text reads otherwise, because an expression came out in another form. */
  explains(draft: Draft): boolean {
    const place = draft.after ?? draft.before;
    if (place === undefined) return false;
    const ids = this.#reformed.get(`${place.notebook}#${place.cell}`);
    if (ids === undefined) return false;
    if (draft.kind === "value") return draft.status !== "changed" && ids.has(baseOf(draft.id));
    return draft.kind === "prose" && draft.status === "changed";
  }
}

function computed({ values }: StoredReport): ReadonlyMap<string, Computed> {
  const found = new Map<string, { readonly expression: string; readonly values: string[] }>();
  for (const [id, { expression }] of Object.entries(values)) {
    if (expression === undefined) continue;
    const base = baseOf(id);
    const known = found.get(base) ?? { expression, values: [] };
    found.set(base, known);
    known.values.push(id);
  }
  return found;
}

/** Values of one text are numbered: `fall.1`, `fall.2`. */
function baseOf(id: string): string {
  return id.replace(/\.\d+$/, "");
}
