/** How the states of a value are written. */
import { spokenText } from "../../../model/guard.js";
import type { ReportValue } from "../../../model/report.js";
import { signedTexts } from "../numbers.js";
import { arrow, plain, type Span } from "./description.js";

type State = ReportValue | undefined;

interface States {
  readonly was?: State;
  readonly is?: State;
  readonly aspects: readonly string[];
}

export function valueSpans({ was, is, aspects }: States): readonly Span[] {
  if (was === undefined || is === undefined) return [plain(spokenOrEmpty(is ?? was))];
  if (spokenOrEmpty(was) !== spokenOrEmpty(is))
    return arrow(...signedTexts([was.raw, spokenOrEmpty(was)], [is.raw, spokenOrEmpty(is)]));
  if (!aspects.includes("number")) return [plain(is.text)];
  return [plain(`${is.text}, unrounded `), ...arrow(rawText(was.raw), rawText(is.raw))];
}

/** A sentence that no longer holds is marked as struck. */
export const spokenOrEmpty = (value: State): string => (value === undefined ? "" : spokenText(value));

const rawText = (raw: ReportValue["raw"]): string => (Array.isArray(raw) ? raw.join("–") : String(raw));

/** Whether the words differ, not only the numbers in them. */
export function hasOtherWords({ was, is }: Pick<States, "was" | "is">): boolean {
  const words = (value: State) => spokenOrEmpty(value).replaceAll(/[\d.,]+/g, "0");
  return words(was) !== words(is);
}
