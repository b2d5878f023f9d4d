import type { Cause, Why } from "../contract/inputs.js";
import type { Draft } from "../kinds/context.js";
import type { ChangedInputs } from "./changed-inputs.js";
import type { ComputedTexts } from "./computed-texts.js";
import type { Touch, Way, Ways } from "./touched.js";

export interface Sides {
  readonly was: Ways;
  readonly is: Ways;
  readonly computed: ComputedTexts;
}

/** Why something changed: the inputs on its way, on either side, that differ. */
export function whyOf(draft: Draft, { was, is, computed }: Sides, changed: ChangedInputs): Why {
  if (draft.kind === "source") return ofSource(changed);
  const isReformed = computed.explains(draft);
  if (isWritten(draft) && !isReformed) return { status: "edited", causes: [] };
  const ways = [draft.before && was.to(draft.before), draft.after && is.to(draft.after)].filter(
    (way): way is Way => way !== undefined,
  );
  const causes = causesOf(ways, causeOrder(draft, changed));
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
  return unexplained(draft, ways);
}

const reformed = "Nobody need have edited it: a computed text came out in another form.";
const rewritten = "The text around it was edited: the expression it comes from is another one.";

/** What people write themselves: words, order, names. */
function isWritten(draft: Draft): boolean {
  if (["prose", "first-page", "section", "front-matter", "citation", "code"].includes(draft.kind))
    return true;
  if (draft.status !== "changed") return false;
  if (draft.kind === "value") return draft.aspects.length === 0;
  if (draft.kind === "indicator") return draft.texts.every(({ field }) => field !== "used in");
  if (draft.kind === "claim")
    return (
      draft.verdict === undefined && draft.parts.length === 0 && draft.texts.length === 0 && !draft.chapter
    );
  if (draft.kind === "output") return draft.lines.length === 0;
  if (draft.kind === "image") return draft.picture === "same" && draft.texts.length === 0;
  if (draft.kind === "figure")
    return (
      !draft.data && draft.spec.length + draft.texts.length === 0 && draft.picture === "same" && !draft.unread
    );
  if (draft.kind !== "table") return false;
  const {
    rowsAdded,
    rowsRemoved,
    rowsMoved,
    columnsAdded,
    columnsRemoved,
    columnsChanged,
    columnsMoved,
    cells,
    texts,
  } = draft;
  const found = [
    rowsAdded,
    rowsRemoved,
    rowsMoved,
    columnsAdded,
    columnsRemoved,
    columnsChanged,
    columnsMoved,
    cells,
    texts,
  ];
  return found.every((list) => list.length === 0) && !draft.keyChanged;
}

/** A value of a Markdown cell whose expression came, went or was rewritten. */
function isRewritten(draft: Extract<Draft, { kind: "value" }>): boolean {
  if (draft.status === "changed") return draft.aspects.includes("expression");
  return (draft.is ?? draft.was)?.expression !== undefined;
}

/** The cell itself, data, parameters, the cells before it, modules, packages: the likelier cause first. */
function causeOrder({ before, after }: Draft, changed: ChangedInputs): (input: string) => number {
  const kinds = ["data", "parameters", "cell", "module", "package"];
  return (input) => {
    const change = changed.get(input);
    if (change === undefined) return kinds.length;
    const isOwn =
      change.kind === "cell" &&
      [before, after].some((at) => at?.notebook === change.notebook && at.cell === change.cell);
    // A data package describes data; it does not hold it.
    const isPackage = change.kind === "data" && change.path.endsWith("datapackage.json");
    return isOwn ? -1 : kinds.indexOf(isPackage ? "module" : change.kind);
  };
}

function causesOf(ways: readonly Way[], order: (input: string) => number): readonly Cause[] {
  const touches = new Map<string, Touch>();
  for (const way of ways) {
    for (const [input, touch] of way.touches) {
      const before = touches.get(input);
      touches.set(input, {
        strength: before?.strength === "direct" ? "direct" : touch.strength,
        functions: new Set([...(before?.functions ?? []), ...touch.functions]),
      });
    }
  }
  return [...touches]
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

function unexplained(draft: Draft, ways: readonly Way[]): Why {
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
  if (ways.length > 0 && ways.every(({ isGuessed }) => isGuessed)) {
    return {
      status: "unknown",
      causes: [],
      note: "Its cell and those whose names it uses are the same: what they read differs, or they do not give the same result each time.",
    };
  }
  if (ways.length === 0 || ways.some(({ isRecorded }) => !isRecorded)) {
    return { status: "unknown", causes: [], note: "The report does not record what it was computed from." };
  }
  const environment = [...new Set(ways.flatMap((way) => way.environment))];
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
