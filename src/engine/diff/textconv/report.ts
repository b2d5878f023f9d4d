import { spokenText } from "../../../model/guard.js";
import type { StoredReport } from "../../report/stored-report.js";
import { upgradeReport } from "../../report/upgrade-report.js";
import { firstPageParts, partId } from "../match/first-page.js";
import type { StoredBlock, StoredSection } from "../match/blocks.js";
import { linedWords, plainWords, type StoredProse } from "../words/tokens.js";
import { oneLine, sentences, shortHash } from "./lines.js";

/** report.json as git's diff shows it: what a reader sees, a line each, then the numbers with their ids, then inputs. */
export function reportText(content: string): string {
  // Not checked against the schema: a report of another version is shown as far as it can be read.
  const report = upgradeReport(JSON.parse(content)) as StoredReport;
  return [
    `# ${report.title}`,
    ...(report.date === undefined ? [] : [`date: ${report.date}`]),
    ...report.authors.map((author) => `author: ${author}`),
    ...firstPageLines(report),
    ...report.sections.flatMap((section) => sectionLines(section, report)),
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
    ...[...new Set(Object.values(report.provenance).flatMap(({ packages }) => packages))].sort(),
    "",
  ].join("\n");
}

function firstPageLines(report: StoredReport): readonly string[] {
  const parts = firstPageParts(report);
  if (parts.length === 0) return [];
  const lines = parts.flatMap((part) =>
    field(partId(part), part.figure === undefined ? part.text : [part.figure], report),
  );
  return ["", "## First page", ...lines];
}

function sectionLines(
  { id, title, summary, blocks }: StoredSection,
  report: StoredReport,
): readonly string[] {
  const lines = blocks.flatMap((block) => ["", ...blockLines(block, report)]);
  return ["", `## ${id}: ${plainWords(title, report)}`, ...field("summary", summary, report), ...lines];
}

function blockLines(block: StoredBlock, report: StoredReport): readonly string[] {
  switch (block.kind) {
    case "prose":
      return sentences(linedWords(block.text, report));
    case "code":
      return [`code ${block.cell}:`, ...indented(block.source)];
    case "figure": {
      const { svg, spec, data } = block.files;
      const file = (name: string, path: string) => `  ${name}: ${path} ${shortHash(report.files[path])}`;
      return [
        `figure ${block.id}: ${plainWords(block.title ?? [], report)}`,
        ...field("subtitle", block.subtitle, report),
        ...field("caption", block.caption, report),
        ...field("alt", block.alt, report),
        ...field("source", block.source, report),
        file("data", data),
        file("specification", spec),
        file("drawing", svg),
      ];
    }
    case "table":
      return [
        `table ${block.id}: ${plainWords(block.title ?? [], report)}`,
        ...field("caption", block.caption, report),
        ...field("source", block.source, report),
        `  | ${block.columns.map(({ title, unit }) => (unit === undefined ? title : `${title} (${unit})`)).join(" | ")} |`,
        ...block.rows.map((row) => `  | ${row.map((cell) => oneLine(spokenText(cell))).join(" | ")} |`),
      ];
    case "claim":
      return [
        `claim ${block.id}: ${block.verdict}`,
        ...field("statement", block.statement, report),
        ...field("by", block.by, report),
        ...block.parts.flatMap(({ status, reads, evidence, needs }) => [
          `  ${status}: ${plainWords(reads, report)}`,
          ...field("  evidence", evidence, report),
          ...field("  needs", needs === undefined ? undefined : [needs], report),
        ]),
      ];
    case "image":
      return [
        `picture ${block.id}: ${oneLine(block.alt)}`,
        `  ${block.file} ${shortHash(report.files[block.file])}`,
      ];
    case "error":
      return [`error of ${block.cell}: ${block.ename}: ${block.evalue}`];
    default:
      return [`output of ${block.cell}:`, ...indented(block.text)];
  }
}

function field(name: string, prose: StoredProse | undefined, report: StoredReport): readonly string[] {
  const words = prose === undefined ? "" : plainWords(prose, report);
  return words === "" ? [] : [`  ${name}: ${words}`];
}

function valueLine([id, value]: readonly [string, StoredReport["values"][string]]): string {
  const { text, raw, format, unit, precision, source } = value;
  const facts = [JSON.stringify(raw), format, unit, precision, source].filter((fact) => fact !== undefined);
  return `${id} = ${oneLine(text)} (${facts.join(", ")})`;
}

function indented(text: string): readonly string[] {
  return text.split("\n").map((line) => `  ${line}`.trimEnd());
}
