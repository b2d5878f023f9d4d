import { inputWords } from "../causes/input-change.js";
import type { Change, Comparison } from "../comparison.js";
import { lineDetail, muted, plain, type Detail, type Span } from "../kinds/description.js";
import { kindOf } from "../kinds/index.js";
import type { Cause } from "../kinds/shapes.js";
import { inputHref, type Links } from "./links.js";
import { own } from "../../../lib/own.js";

interface Reasons {
  readonly warning?: string;
  readonly label: "cause" | "possible cause";
  readonly causes: readonly Cause[];
  readonly notes: readonly string[];
}

function reasonsOf(change: Change, { inputs }: Comparison): Reasons {
  const { status, why } = change;
  const direct = why.causes.filter(({ strength }) => strength === "direct");
  const notes = why.note === undefined ? [] : [why.note];
  if (why.status === "non-deterministic")
    return {
      warning: "NOT DETERMINISTIC: nothing that it rests on differs",
      label: "cause",
      causes: [],
      notes,
    };
  // A cell that is possible is one whose names are used; what was only loaded explains nothing next to a known cause.
  const cells = why.causes.filter(
    ({ strength, input }) =>
      strength === "possible" && status === "changed" && own(inputs, input)?.kind === "cell",
  );
  // Words, code and chapters are always edited by hand: it need not be said.
  const isByHand =
    why.status === "edited" && kindOf(change).isText !== true && notes.length + direct.length === 0;
  const isUnknown = why.status === "unknown" && notes.length === 0;
  return {
    label: direct.length > 0 ? "cause" : "possible cause",
    causes: direct.length > 0 ? [...direct, ...cells] : why.causes,
    notes: isByHand ? ["edited by hand"] : notes,
    ...(isUnknown && { warning: "cause unknown: the report does not say what it rests on" }),
  };
}

const mostCauses = 4;
const mostFunctions = 5;

/** What lies behind a change, a line each. */
export function whyDetails(change: Change, comparison: Comparison, links: Links): readonly Detail[] {
  const { warning, label, causes, notes } = reasonsOf(change, comparison);
  const shown = causes.slice(0, mostCauses).flatMap((cause, index): readonly Span[] => {
    const isBeside = label === "cause" && cause.strength === "possible";
    const spans = causeSpans(cause, comparison, links);
    return [...(index > 0 ? [plain("; ")] : []), ...spans, ...(isBeside ? [plain(" (possible)")] : [])];
  });
  const left = causes.length - mostCauses;
  return [
    ...(causes.length === 0
      ? []
      : [lineDetail([...shown, ...(left > 0 ? [plain(`; ${left} more`)] : [])], label)]),
    ...(warning === undefined ? [] : [lineDetail([{ text: warning, mark: "warning" }])]),
    ...notes.map((note) => lineDetail([muted(note)])),
  ];
}

function causeSpans(
  { input: key, functions = [] }: Cause,
  { inputs }: Comparison,
  links: Links,
): readonly Span[] {
  const input = own(inputs, key);
  const name: Span = { ...plain(input ? inputWords(input) : key), input: key };
  const left = functions.length - mostFunctions;
  return [
    { ...name, href: inputHref(input, links) },
    ...functions
      .slice(0, mostFunctions)
      .flatMap((each, index): readonly Span[] => [
        plain(index === 0 ? ": " : ", "),
        { text: each, mark: "code" },
      ]),
    ...(left > 0 ? [plain(` and ${left} more functions`)] : []),
  ];
}

/** The same in a few words, for a cell of a table. */
export function shortWhy(change: Change, comparison: Comparison): readonly Span[] {
  const { warning, causes, notes } = reasonsOf(change, comparison);
  if (warning !== undefined) return [{ text: warning.split(":")[0] ?? warning, mark: "warning" }];
  if (causes.length === 0) return notes.slice(0, 1).map(plain);
  const names = causes.slice(0, 2).map(({ input: key }) => {
    const input = own(comparison.inputs, key);
    return input === undefined ? key : inputWords(input);
  });
  return [plain([...names, ...(causes.length > 2 ? [`${causes.length - 2} more`] : [])].join("; "))];
}
