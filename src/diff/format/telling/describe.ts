import type { Change, ClaimChange, Location } from "../../contract.js";
import { kindName } from "../kind-names.js";
import { claimDetails, verdictSpans } from "./claim.js";
import { arrow, plain, type Detail, type Span, type Telling } from "./contract.js";
import { figureDetails } from "./figure.js";
import { pictureWords } from "./image.js";
import { tableDetails } from "./table.js";
import { textDetails } from "./texts.js";
import { isSentence, sentenceRuns, valueDetails, valueSpans } from "./value.js";

/** What there is to say about a change, but for where it stands and why. */
export function describe(change: Change): Telling {
  return {
    label: labelOf(change),
    title: titleOf(change),
    head: headOf(change),
    details: [...detailsOf(change), ...standing(change)],
  };
}

function labelOf(change: Change): string {
  if (isFlip(change)) return "Verdict flipped";
  const name = kindName(change.kind);
  const label = change.status === "changed" ? name : `${name} ${change.status}`;
  return capital(label);
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

export function isFlip(change: Change): change is ClaimChange {
  return change.kind === "claim" && change.status === "changed" && change.verdict !== undefined;
}

function titleOf(change: Change): string {
  if (change.kind === "value" && isSentence(change)) return "";
  if (change.kind === "front-matter") return change.field;
  // The words themselves follow.
  if (
    (change.kind === "prose" || change.kind === "first-page") &&
    change.status === "changed" &&
    change.runs.length > 0
  )
    return "";
  return change.title;
}

function headOf(change: Change): readonly Span[] {
  switch (change.kind) {
    case "claim":
      return verdictSpans(change);
    case "value": {
      const spans = isSentence(change) && sentenceRuns(change).length > 0 ? [] : valueSpans(change);
      return change.delta === undefined ? spans : [...spans, plain(` ${change.delta.text}`)];
    }
    case "front-matter":
      return arrow(change.was, change.is);
    default:
      return [];
  }
}

function detailsOf(change: Change): readonly Detail[] {
  switch (change.kind) {
    case "value": {
      const runs = sentenceRuns(change);
      return [...(runs.length === 0 ? [] : [{ kind: "words" as const, runs }]), ...valueDetails(change)];
    }
    case "claim":
      return claimDetails(change);
    case "table":
      return tableDetails(change);
    case "figure":
      return figureDetails(change);
    case "prose":
      return change.runs.length === 0 ? [] : [{ kind: "words", runs: change.runs }];
    case "first-page":
      return [
        ...(change.runs.length === 0 ? [] : [{ kind: "words" as const, runs: change.runs }]),
        ...(change.figure === undefined
          ? []
          : [{ kind: "line" as const, label: "figure", spans: arrow(change.figure.was, change.figure.is) }]),
      ];
    case "code":
    case "output":
      return change.lines.length === 0 ? [] : [{ kind: "lines", runs: change.lines }];
    case "image":
      return [
        ...(change.picture === "differs"
          ? [{ kind: "line" as const, spans: [plain(`${capital(pictureWords(change))}.`)] }]
          : []),
        ...textDetails(change.texts),
      ];
    case "section": {
      const { was, is } = change.order;
      const place = (index: number | undefined) => (index === undefined ? undefined : String(index + 1));
      return [
        ...(change.status === "changed" && was !== is
          ? [
              {
                kind: "line" as const,
                label: "place among the chapters",
                spans: arrow(place(was), place(is)),
              },
            ]
          : []),
        ...textDetails(change.texts),
      ];
    }
    case "citation":
    case "source":
    case "indicator":
      return textDetails(change.texts);
    case "front-matter":
      return [];
  }
}

/** Under which name it stands, and whether it moved. */
function standing({ kind, before, after, renamed, moved }: Change): readonly Detail[] {
  return [
    ...(renamed === undefined
      ? []
      : [{ kind: "line" as const, label: "renamed", spans: arrow(renamed.from, renamed.to) }]),
    ...(moved === true && kind !== "section" && before !== undefined && after !== undefined
      ? [
          {
            kind: "line" as const,
            label: "moved",
            spans: kind === "first-page" ? [plain(findingMoved)] : movedSpans(before, after),
          },
        ]
      : []),
  ];
}

export const findingMoved = "it stands at another place among the findings";

function movedSpans(before: Location, after: Location): readonly Span[] {
  return before.section === after.section
    ? [plain("it stands at another place of its chapter")]
    : [plain("chapter "), ...arrow(before.section, after.section)];
}
