import { spokenText } from "../../../model/guard.js";
import { authorName } from "../../../model/publication.js";
import type { StoredReport } from "../../report/stored-report.js";
import { packagesOf } from "../../report/lineage.js";
import { upgradeReport } from "../../report/upgrade-report.js";
import {
  blockFields,
  partFields,
  sectionFields,
  type Fields,
  type StoredBlock,
  firstPageParts,
  partId,
} from "../match/blocks.js";
import { linedWords, plainWords } from "../words/tokens.js";
import { oneLine, shortHash } from "./lines.js";
import { own } from "../../../lib/own.js";

/** report.json for git's diff: the visible content, one line each, then the numbers with their ids, then inputs. */
export function reportText(content: string): string {
  // Not checked against the schema: a report of another version is shown as far as it can be read.
  const report = upgradeReport(JSON.parse(content)) as StoredReport;
  return [
    `# ${report.title}`,
    ...(report.date === undefined ? [] : [`date: ${report.date}`]),
    ...report.authors.map((author) => `author: ${authorName(author)}`),
    "",
    "## First page",
    ...fieldLines(
      firstPageParts(report).map((part) => ({
        field: partId(part),
        prose: part.figure === undefined ? part.text : [part.figure],
      })),
      report,
    ),
    ...report.sections.flatMap((section) => [
      "",
      `## ${section.id}: ${plainWords(section.title, report)}`,
      ...fieldLines(sectionFields({ ...section, title: [] }), report),
      ...section.blocks.flatMap((block) => ["", ...blockLines(block, report)]),
    ]),
    "",
    "## Values",
    ...Object.entries(report.values).map(valueLine),
    "",
    "## References",
    ...report.bibliography.map(
      ({ key, runs }) => `${key}: ${oneLine(runs.map(({ text }) => text).join(""))}`,
    ),
    "",
    "## Data",
    ...(report.sources?.tables ?? []).flatMap(({ path, title, limits, sources }) => [
      `${path}: ${title}`,
      ...sources.map((source) => `  source: ${source.title}`),
      ...(limits === undefined ? [] : [`  limits: ${oneLine(limits)}`]),
    ]),
    "",
    "## Inputs",
    ...Object.entries(report.inputs).map(([name, hash]) => `${name} ${shortHash(hash)}`),
    ...packagesOf(report),
    "",
  ].join("\n");
}

function fieldLines(fields: Fields, report: StoredReport, indent = "  "): readonly string[] {
  return fields.flatMap(({ field, prose }) => {
    const words = plainWords(prose, report);
    return words === "" ? [] : `${indent}${field}: ${words}`;
  });
}

function blockLines(block: StoredBlock, report: StoredReport): readonly string[] {
  const lines = fieldLines(blockFields(block), report);
  const file = (name: string, path: string) => `  ${name}: ${path} ${shortHash(own(report.files, path))}`;
  switch (block.kind) {
    case "prose":
      return sentences(linedWords(block.text, report));
    case "figure":
      return [
        `figure ${block.id}`,
        ...lines,
        ...Object.entries(block.files).map(([name, at]) => file(name, at)),
      ];
    case "table": {
      const titles = block.columns.map(({ title, unit }) =>
        unit === undefined ? title : `${title} (${unit})`,
      );
      const rows = block.rows.map((row) => row.map((cell) => oneLine(spokenText(cell))));
      return [`table ${block.id}`, ...lines, ...[titles, ...rows].map((row) => `  | ${row.join(" | ")} |`)];
    }
    case "claim":
      return [
        `claim ${block.id}: ${block.verdict}`,
        ...lines,
        ...block.parts.flatMap((part) => [
          `  ${part.status}: ${plainWords(part.reads, report)}`,
          ...fieldLines(partFields({ ...part, reads: [] }), report, "    "),
        ]),
      ];
    case "image":
      return [`picture ${block.id}`, ...lines, file("file", block.file)];
    case "error":
      return [`error of ${block.cell}: ${block.ename}: ${block.evalue}`];
    case "assumption":
      return [`control of assumption ${block.id}`];
    case "code":
      return [`code ${block.cell}:`, ...indented(block.source)];
    default:
      return [`output of ${block.cell}:`, ...indented(block.text)];
  }
}

/** One line per sentence, so that editing one does not show its whole paragraph; paragraphs remain separate. */
function sentences(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => line.split(/(?<=[.!?][”")\]]?) +(?=[\p{Lu}“"([])/u));
}

function valueLine([id, value]: readonly [string, StoredReport["values"][string]]): string {
  const { text, raw, format, unit, precision, early, source } = value;
  const count = early === undefined ? undefined : `early count of ${early}`;
  const facts = [JSON.stringify(raw), format, unit, precision, count, source].filter(
    (fact) => fact !== undefined,
  );
  return `${id} = ${oneLine(text)} (${facts.join(", ")})`;
}

function indented(text: string): readonly string[] {
  return text.split("\n").map((line) => `  ${line}`.trimEnd());
}
