import { kindOf, type Draft } from "../kinds/index.js";
import type { Cause, Why } from "../kinds/shapes.js";
import type { ChangedInputs } from "./changed-inputs.js";
import type { ComputedTexts } from "./computed-texts.js";
import type { Lineage, PlaceLineage, Use } from "./lineage.js";

export interface Sides {
  readonly before: Lineage;
  readonly after: Lineage;
  readonly computed: ComputedTexts;
}

/** Why something changed: the inputs on its lineage, on either side, that differ. */
export function whyOf(draft: Draft, { before, after, computed }: Sides, changed: ChangedInputs): Why {
  if (draft.kind === "source") return ofSource(changed);
  const isReformed = computed.explains(draft);
  if (kindOf(draft).isWritten(draft) && !isReformed) return { status: "edited", causes: [] };
  const lineages = [draft.before && before.of(draft.before), draft.after && after.of(draft.after)].filter(
    (each) => each !== undefined,
  );
  const causes = causesOf(lineages, causeOrder(draft, changed));
  const hasCause = causes.some(({ strength }) => strength === "direct");
  if (isReformed)
    return hasCause ? { status: "inputs", causes, note: reformed } : { status: "edited", causes: [] };
  const isEdited = draft.kind === "value" && isRewritten(draft);
  // It is there, or gone, because of what somebody wrote, whatever its number rests on.
  if (isEdited && draft.status !== "changed") return { status: "edited", causes: [] };
  if (hasCause) return { status: "inputs", causes, ...(isEdited && { note: rewritten }) };
  if (isEdited) return { status: "edited", causes, note: rewritten };
  if (causes.length > 0) return { status: "inputs", causes };
  // No input records what its docstring says.
  if (draft.kind === "indicator") return { status: "edited", causes: [] };
  return unexplained(draft, lineages);
}

const reformed = "Nobody need have edited it: a computed text came out in another form.";
const rewritten = "The text around it was edited: the expression it comes from is another one.";

/** A value of a Markdown cell whose expression came, went or was rewritten. */
function isRewritten(draft: Extract<Draft, { kind: "value" }>): boolean {
  if (draft.status === "changed") return draft.aspects.includes("expression");
  return (draft.is ?? draft.was)?.expression !== undefined;
}

/** The cell itself, data, parameters, the cells before it, modules, packages: the likelier cause first. */
function causeOrder(
  { before: earlier, after: later }: Draft,
  changed: ChangedInputs,
): (input: string) => number {
  const kinds = ["data", "parameters", "cell", "module", "package"];
  return (input) => {
    const change = changed.get(input);
    if (change === undefined) return kinds.length;
    const isOwn =
      change.kind === "cell" &&
      [earlier, later].some((at) => at?.notebook === change.notebook && at.cell === change.cell);
    // A data package describes data; it does not hold it.
    const isPackage = change.kind === "data" && change.path.endsWith("datapackage.json");
    return isOwn ? -1 : kinds.indexOf(isPackage ? "module" : change.kind);
  };
}

function causesOf(lineages: readonly PlaceLineage[], order: (input: string) => number): readonly Cause[] {
  const uses = new Map<string, Use>();
  for (const { changedInputs } of lineages) {
    for (const [input, use] of changedInputs) {
      const known = uses.get(input);
      uses.set(input, {
        strength: known?.strength === "direct" ? "direct" : use.strength,
        functions: new Set([...(known?.functions ?? []), ...use.functions]),
      });
    }
  }
  return [...uses]
    .sort(
      ([a, one], [b, two]) =>
        Number(one.strength === "possible") - Number(two.strength === "possible") ||
        order(a) - order(b) ||
        (a < b ? -1 : 1),
    )
    .map(([input, { strength, functions }]) => ({
      input,
      strength,
      ...(functions.size > 0 && { functions: [...functions].sort() }),
    }));
}

function unexplained(draft: Draft, lineages: readonly PlaceLineage[]): Why {
  if (
    draft.kind === "figure" &&
    !draft.data &&
    draft.spec.length === 0 &&
    draft.texts.length === 0 &&
    !draft.unread
  ) {
    return {
      status: "unknown",
      causes: [],
      note: "Data, specification and words are the same: it was drawn by another version of the program.",
    };
  }
  if (lineages.length > 0 && lineages.every(({ isGuessed }) => isGuessed)) {
    return {
      status: "unknown",
      causes: [],
      note: "Its cell and those whose names it uses are the same: what they read differs, or they do not give the same result each time.",
    };
  }
  if (lineages.length === 0 || lineages.some(({ isRecorded }) => !isRecorded)) {
    return { status: "unknown", causes: [], note: "The report does not record what it was computed from." };
  }
  const environment = [...new Set(lineages.flatMap(({ environment }) => environment))];
  if (environment.length > 0) {
    return {
      status: "unknown",
      causes: [],
      note: `No recorded input differs, but environment variables were read whose values are not recorded: ${environment.join(", ")}.`,
    };
  }
  return {
    status: "non-deterministic",
    causes: [],
    note: "All that it was computed from is the same: its cells do not give the same result each time.",
  };
}

function ofSource(changed: ChangedInputs): Why {
  const causes = [...changed].flatMap(([input, change]): readonly Cause[] =>
    change.kind === "data" && change.path.endsWith("datapackage.json") ? [{ input, strength: "direct" }] : [],
  );
  return causes.length > 0 ? { status: "inputs", causes } : { status: "edited", causes: [] };
}
