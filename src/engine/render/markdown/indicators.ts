import type { UsedIndicator } from "../../../model/indicator.js";
import type { Report } from "../../../model/report.js";
import { families, indicatorLines, indicatorsLead, indicatorsTitle } from "../indicators.js";
import { proseText } from "../prose.js";
import { escapeMarkdown } from "./escape.js";
import { inertHtml } from "./inert-html.js";

/** Every indicator that ran, folded by family. */
export function indicatorsMarkdown(report: Report): readonly string[] {
  const { indicators = [] } = report;
  if (indicators.length === 0) return [];
  return [
    `## ${indicatorsTitle}`,
    indicatorsLead,
    ...families(indicators).map(({ name, indicators: members }) => {
      const entries = members.map((each) => entry(each, report)).join("\n\n");
      return `<details><summary><code>${name}</code>: ${members.length}</summary>\n\n${entries}\n\n</details>`;
    }),
  ];
}

function entry(indicator: UsedIndicator, report: Report): string {
  const lines = indicatorLines(indicator).map(([label, text]) => `- ${label}: ${inertHtml(text)}`);
  const used = report.sections
    .filter(({ id }) => indicator.sections.includes(id))
    .map(({ title }) => escapeMarkdown(proseText(title, report).replace(/\s+/g, " ").trim()));
  return [
    `\`${indicator.name}\`: ${inertHtml(indicator.definition)}\n`,
    ...lines,
    `- Used in: ${used.join("; ")}`,
  ].join("\n");
}
