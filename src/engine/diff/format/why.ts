import { rewritten } from "../causes/explain.js";
import { limited, plural } from "../../../lib/plural.js";
import { inputWords, partsOf } from "../causes/input-change.js";
import type { Change, Comparison } from "../comparison.js";
import { lineDetail, muted, plain, type Detail, type Span } from "../kinds/description.js";
import { kindOf } from "../kinds/index.js";
import type { Cause } from "../kinds/shapes.js";
import { inputHref, type Links } from "./links.js";
import { own } from "../../../lib/own.js";

const mostCauses = 3;
const mostFunctions = 5;
/** With more causes than this, the changes in each are left to the list of inputs. */
const mostWithParts = 2;

/** The causes of a change, one per line, the most informative first. */
export function whyDetails(change: Change, comparison: Comparison, links: Links): readonly Detail[] {
  const { status, causes, note } = change.why;
  const notes = note === undefined ? [] : [lineDetail([muted(note)])];
  if (status === "non-deterministic")
    return [warning("NOT DETERMINISTIC", ": none of its inputs differs"), ...notes];
  if (status === "unknown" && notes.length === 0)
    return [warning("cause unknown", ": the report does not record its inputs")];
  const direct = causes.filter(({ strength }) => strength === "direct");
  if (causes.length > 0) {
    const cause = causeLine(change, direct, comparison, links);
    return note === rewritten ? [...notes, cause] : [cause, ...notes];
  }
  // Text, code and chapters are always edited by hand, so it is not mentioned.
  const isByHand = status === "edited" && kindOf(change).isText !== true && notes.length === 0;
  return isByHand ? [lineDetail([muted("edited by hand")])] : notes;
}

const warning = (loud: string, rest: string): Detail =>
  lineDetail([{ text: loud, mark: "warning" }, plain(rest)]);

function causeLine({ why }: Change, direct: readonly Cause[], comparison: Comparison, links: Links): Detail {
  // Inputs that were only loaded explain nothing if a cause is known.
  const causes = direct.length > 0 ? direct : why.causes;
  const parts = causes.length <= mostWithParts ? "with parts" : "no parts";
  const shown = limited<Cause | number>(causes, mostCauses, (left) => left);
  const spans = shown.flatMap((each, index) => [
    ...(index > 0 ? [plain("; ")] : []),
    ...(typeof each === "number" ? [plain(`${each} more`)] : causeSpans(each, comparison, links, parts)),
  ]);
  return lineDetail(spans, direct.length > 0 ? "cause" : "possible cause");
}

function causeSpans(
  { input: key, functions = [] }: Cause,
  { inputs }: Comparison,
  links: Links,
  parts: "with parts" | "no parts",
): readonly Span[] {
  const input = own(inputs, key);
  const isNamed = functions.length > 0 || input === undefined || parts === "no parts";
  const names = isNamed ? functions : partsOf(input);
  const left = names.length - mostFunctions;
  const noun = functions.length > 0 ? "function" : input?.kind === "data" ? "row" : "statement";
  return [
    { text: input ? inputWords(input) : key, input: key, href: inputHref(input, links) },
    ...names
      .slice(0, mostFunctions)
      .flatMap((name, index): readonly Span[] => [
        plain(index === 0 ? ": " : ", "),
        { text: name, mark: "code" },
      ]),
    ...(left > 0 ? [plain(` and ${plural(left, `more ${noun}`)}`)] : []),
  ];
}
