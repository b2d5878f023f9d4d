import type { Report } from "../../../model/report.js";
import { safeName } from "../names.js";
import { draftNotice, struckOnPage } from "../struck.js";
import { escapeMarkdown } from "./escape.js";

/** At the top of a draft: how many sentences are struck, why, and which. */
export function draftMarkdown(report: Report): readonly string[] {
  const struck = struckOnPage(report);
  const notice = draftNotice(struck.length);
  if (notice === undefined) return [];
  const items = struck.map(({ sentence, section }) => {
    const line = escapeMarkdown(sentence.replace(/\s+/g, " ").trim());
    return `> - ${line} ([${escapeMarkdown(section)}](#${safeName(section)}))`;
  });
  return [[`> **${notice.title}** ${notice.text}`, ">", ...items].join("\n")];
}
