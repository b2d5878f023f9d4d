import { partStatuses } from "../../../model/verdicts.js";
import type { ClaimChange } from "../../contract.js";
import { arrow, plain, type Detail, type Span } from "./contract.js";
import { textDetails } from "./texts.js";

type Part = ClaimChange["parts"][number];

export function verdictSpans({ verdictWords, status }: ClaimChange): readonly Span[] {
  if (verdictWords === undefined) return [];
  const { was, is } = verdictWords;
  const only = is ?? was;
  if (status !== "changed") return only === undefined ? [] : [plain(only)];
  return arrow(was, is);
}

export function claimDetails({ parts, texts, chapter }: ClaimChange): readonly Detail[] {
  return [
    ...textDetails(texts),
    ...parts.flatMap((part): readonly Detail[] => [
      { kind: "line", label: partLabel(part), spans: partSpans(part) },
      ...textDetails(part.texts),
    ]),
    ...(chapter === undefined
      ? []
      : [{ kind: "line" as const, label: "chapter", spans: arrow(chapter.was, chapter.is) }]),
  ];
}

const partLabel = ({ status }: Part): string => (status === "changed" ? "part" : `part ${status}`);

function partSpans({ reads, status, was, is }: Part): readonly Span[] {
  const word = (each: Part["was"]) => each && `${partStatuses[each].sign} ${partStatuses[each].word}`;
  if (status === "changed" && was !== is)
    return [plain(`${reads} (`), ...arrow(word(was), word(is)), plain(")")];
  const only = word(is ?? was);
  const mark = status === "changed" ? {} : { mark: status };
  return [{ text: reads, ...mark }, plain(only === undefined ? "" : ` (${only})`)];
}
