import type { Change, Comparison } from "../../contract.js";
import type { Cause } from "../../contract/inputs.js";
import { inputWords } from "../../why/input-words.js";

export interface CauseTelling {
  /** Key in `Comparison.inputs`. */
  readonly key: string;
  readonly words: string;
  readonly functions: readonly string[];
}

/** What lies behind one change, in words. */
export interface WhyTelling {
  readonly warning?: string;
  readonly label: "cause" | "possible cause";
  readonly causes: readonly CauseTelling[];
  readonly notes: readonly string[];
}

export function tellWhy({ kind, status, why }: Change, { inputs }: Comparison): WhyTelling {
  const direct = why.causes.filter(({ strength }) => strength === "direct");
  const notes = why.note === undefined ? [] : [why.note];
  const told = { label: "cause", causes: [], notes } as const;
  if (why.status === "non-deterministic")
    return { ...told, warning: "NOT DETERMINISTIC: nothing that it rests on differs" };
  const tell = ({ input, functions = [] }: Cause): CauseTelling => {
    const change = inputs[input];
    return { key: input, words: change === undefined ? input : inputWords(change), functions };
  };
  // A cell that is possible is one whose names are used; what was only loaded explains nothing next to a known cause.
  const named = why.causes.filter(
    ({ strength, input }) =>
      strength === "possible" && status === "changed" && inputs[input]?.kind === "cell",
  );
  const beside = named.map((cause) => ({ ...tell(cause), words: `${tell(cause).words} (possible)` }));
  const isByHand = why.status === "edited" && !isText(kind) && why.note === undefined && direct.length === 0;
  return {
    label: direct.length > 0 ? "cause" : "possible cause",
    causes: direct.length > 0 ? [...direct.map(tell), ...beside] : why.causes.map(tell),
    notes: isByHand ? ["edited by hand"] : notes,
    ...(why.status === "unknown" && why.note === undefined
      ? { warning: "cause unknown: the report does not say what it rests on" }
      : {}),
  };
}

/** Words, code and chapters are always edited by hand: it need not be said. */
function isText(kind: Change["kind"]): boolean {
  return ["prose", "first-page", "code", "section", "citation", "front-matter"].includes(kind);
}
