import type { Report, ReportValue } from "../../model/report.js";
import { markdownTable } from "../../lib/markdown-text.js";
import { longDate } from "./dates.js";
import { labels } from "./labels.js";
import { numbersOf } from "../report/numbers-of.js";

/** How a number changed; `changed` if neither more nor less applies (overlapping bounds, words). */
export function direction({ raw, since }: ReportValue): "up" | "down" | "changed" | undefined {
  if (since === undefined || typeof since === "string") return undefined;
  // Without a number, every comparison is false.
  const [low = NaN, high = low] = numbersOf(since.raw);
  const [lowNow = NaN, highNow = lowNow] = numbersOf(raw);
  if (lowNow > high) return "up";
  return highNow < low ? "down" : "changed";
}

/** The edition that values are compared with, as named in a sentence. */
export function previousName({ previous }: Pick<Report, "previous">): string {
  return previous?.date === undefined ? "the previous edition" : `the edition of ${longDate(previous.date)}`;
}

/** `3 of 41 values changed since the edition of 1 March 2026`; undefined without a previous edition. */
export function sinceSummary(report: Pick<Report, "previous" | "values">): string | undefined {
  if (report.previous === undefined) return undefined;
  const since = Object.values(report.values).map((value) => value.since);
  const changed = since.filter((each) => typeof each === "object").length;
  const added = since.filter((each) => each === "new").length;
  const news = added === 0 ? "" : ` and ${added} ${added === 1 ? "is" : "are"} new`;
  const all = since.length;
  return `${changed} of ${all} ${all === 1 ? "value" : "values"} changed${news} since ${previousName(report)}`;
}

/** Every value that changed since the previous edition, with its text then and now. */
export function changesMarkdown(report: Report): readonly string[] {
  const rows = Object.entries(report.values).flatMap(([id, { text, since }]) =>
    typeof since === "object" ? [[id, since.text, text]] : [],
  );
  if (rows.length === 0) return [];
  const columns = [
    { title: labels.changeColumns.value, align: "left" },
    { title: labels.changeColumns.then, align: "right" },
    { title: labels.changeColumns.now, align: "right" },
  ] as const;
  return [`## Changed since ${previousName(report)}`, markdownTable(columns, rows)];
}
