import type { Report } from "../../../model/report.js";
import { changedValues, previousName } from "../since.js";
import { markdownTable } from "./table.js";

/** Every value that changed since the previous edition, as it was written then and is now. */
export function changesMarkdown(report: Report): readonly string[] {
  const changed = changedValues(report);
  if (changed.length === 0) return [];
  const columns = [
    { title: "Value", align: "left" },
    { title: "Then", align: "right" },
    { title: "Now", align: "right" },
  ] as const;
  return [
    `## Changed since ${previousName(report)}`,
    markdownTable(
      columns,
      changed.map(({ id, before, now }) => [id, before, now]),
    ),
  ];
}
