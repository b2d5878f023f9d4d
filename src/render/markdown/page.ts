import type { FigureBlock, Prose, Report, TableBlock } from "../../model/report.js";
import { foldCode, type CodeFold, type ShownBlock } from "../code-folds.js";
import { figureFiles, imageFile } from "../figure/files.js";
import { longDate } from "../dates.js";
import { sanitize } from "../html/sanitize.js";
import { proseMarkdown, proseText } from "../prose.js";
import { escapeMarkdown, fence } from "./escape.js";
import { inertHtml } from "./inert-html.js";
import { orderMarkdownHeadings } from "./headings.js";

/** The briefing as GitHub-flavoured Markdown: figures linked, tables and numbers in the text. */
export function pageMarkdown(report: Report): string {
  const { authors, date, sections } = report;
  const byline = [authors.join(", "), date === undefined ? "" : longDate(date)].filter((part) => part !== "");
  const write = new MarkdownWriter(report);
  const parts = [
    `# ${escapeMarkdown(report.title)}`,
    ...(byline.length === 0 ? [] : [`*${escapeMarkdown(byline.join(" · "))}*`]),
    ...sections.flatMap(({ summary }) => (summary === undefined ? [] : [write.prose(summary)])),
    ...sections.flatMap((section) => [
      `## ${write.line(section.title)}`,
      orderMarkdownHeadings(
        foldCode(section.blocks)
          .map((block) => write.block(block))
          .join("\n\n"),
        2,
      ),
    ]),
  ];
  return `${parts.join("\n\n").trim()}\n`;
}

class MarkdownWriter {
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  prose(prose: Prose): string {
    return proseMarkdown(prose, (id) => escapeMarkdown(this.#report.values[id]?.text ?? "")).trim();
  }

  /** On one line. */
  line(prose: Prose): string {
    return this.prose(prose).replace(/\s*\n\s*/g, " ");
  }

  block(block: ShownBlock | CodeFold): string {
    switch (block.kind) {
      case "prose":
        return inertHtml(this.prose(block.text));
      case "markdown":
        return inertHtml(block.text.trim());
      case "fold":
        return fold(block);
      case "figure":
        return this.#figure(block);
      case "table":
        return this.#table(block);
      case "html":
        // A blank line would end the HTML and let Markdown read on.
        return `<div>\n${sanitize(block.text)
          .replace(/\n\s*\n/g, "\n")
          .trim()}\n</div>`;
      case "image":
        return `![${escapeMarkdown(block.alt.replace(/\s+/g, " "))}](${imageFile(block)})`;
      case "text":
        return fence(block.text.replace(/\n+$/, ""), "text");
      case "error":
        return fence(
          block.traceback.length > 0 ? block.traceback.join("\n") : `${block.ename}: ${block.evalue}`,
          "text",
        );
    }
  }

  #figure(figure: FigureBlock): string {
    const { svg, data, spec } = figureFiles(figure);
    const alt = escapeMarkdown(proseText(figure.alt, this.#report.values).replace(/\s+/g, " ").trim());
    const source = figure.source.length === 0 ? "" : `Source: ${this.line(figure.source)} · `;
    return (
      `[![${alt}](${svg})](${svg})\n\n` +
      `**Figure ${figure.number}.** ${this.line(figure.caption)}\n\n` +
      `<sub>${source}[data](${data}) · [spec](${spec})</sub>`
    );
  }

  #table(table: TableBlock): string {
    const cell = (text: string) => escapeMarkdown(text).replace(/\s*\n\s*/g, " ");
    const head = table.columns.map(({ title, unit }) =>
      cell(unit === undefined ? title : `${title} (${unit})`),
    );
    const rule = table.columns.map(({ align }) => ({ left: ":--", right: "--:", center: ":-:" })[align]);
    const rows = table.rows.map((row) => row.map(({ text }) => cell(text)));
    const title = table.title === undefined ? "" : `${this.line(table.title)}. `;
    return (
      [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n") +
      `\n\n**Table ${table.number}.** ${title}${this.line(table.caption)}` +
      (table.source.length === 0 ? "" : `\n\n<sub>Source: ${this.line(table.source)}</sub>`)
    );
  }
}

function fold({ cells }: CodeFold): string {
  const label = cells.length === 1 ? "Code" : `Code, ${cells.length} cells`;
  const code = cells.map(({ source, language }) => fence(source, language)).join("\n\n");
  return `<details><summary>${label}</summary>\n\n${code}\n\n</details>`;
}
