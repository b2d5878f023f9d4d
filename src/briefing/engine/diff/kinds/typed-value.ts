/** A computed number that was replaced by typed words. */
import type { ReportValue } from "../../../model/report.js";
import { clip, lineDetail, plain, sentenceDetail, type Description } from "./description.js";

const widest = 160;

/** A number that new data no longer change. */
export function typedDescription(title: string, was: ReportValue | undefined): Partial<Description> {
  return {
    label: "No longer computed",
    title: clip(title, widest),
    head: [plain(was?.text ?? "")],
    details: [
      sentenceDetail("The text has it as typed words now, which stay as they are if the data change."),
      ...(was?.expression === undefined
        ? []
        : [lineDetail([{ text: was.expression, mark: "code" }], "expression before")]),
    ],
  };
}
