/** report.json: the Report, with file names in place of figure specs, rows and pictures stored as files. */
import * as z from "zod";
import type { DeepReadonly } from "../../model/emitted.js";
import {
  attachment,
  figureBlock,
  hash,
  imageBlock,
  plainBlocks,
  proseBlock,
  report,
  reportSchemaId,
  reportVersion,
  section,
  type Block,
  type ImageBlock,
  type Report,
} from "../../model/report.js";
import { findJsonFault } from "../../lib/json-fault.js";
import { ReportError } from "./errors.js";
import { isTooDeep, mostLevels } from "../../lib/nesting.js";
import { issueText, withInput } from "../../lib/issue.js";
import { own } from "../../lib/own.js";
import { clipped } from "../../lib/quoted.js";
import { omit } from "../../lib/omit.js";
import { upgradeReport } from "./upgrade-report.js";

const inFile = { file: z.string() };
const figureFiles = z.strictObject({ svg: z.string(), spec: z.string(), data: z.string() });
const storedBlock = z.discriminatedUnion("kind", [
  proseBlock.extend({
    attachments: z.array(attachment.omit({ data: true }).extend(inFile)).exactOptional(),
  }),
  figureBlock.omit({ spec: true, data: true, picture: true }).extend({ files: figureFiles }),
  imageBlock.omit({ data: true }).extend(inFile),
  ...plainBlocks,
]);
const storedValue = z.strictObject(withOptionalFields(report.shape.values.valueType.shape));
const storedReport = z.strictObject({
  $schema: z.literal(reportSchemaId).exactOptional(),
  ...report.shape,
  values: z.record(z.string(), storedValue),
  sections: z.array(section.extend({ blocks: z.array(storedBlock) })),
  /** Path of every other file of the output → SHA-256. */
  files: z.record(z.string(), hash),
});

/** The same shape without checking that absent fields are truly absent, which is slow for many values. */
function withOptionalFields<Shape extends z.ZodRawShape>(shape: Shape): Shape {
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [
      name,
      field instanceof z.ZodExactOptional ? z.optional(field.unwrap()) : field,
    ]),
  ) as Shape;
}

const besideValues = storedReport.extend({ values: z.looseObject({}) });

/** Validates values in place, as copying a record of many is slow; the schema reports what is wrong. */
function checkReport(content: unknown): ReturnType<typeof storedReport.safeParse> {
  const values = (content as { readonly values?: unknown } | null)?.values;
  const areRead = Object.entries(values ?? {}).every(
    ([id, value]) => id !== "__proto__" && storedValue.safeParse(value).success,
  );
  const rest = areRead ? besideValues.safeParse({ ...(content as object), values: {} }) : undefined;
  if (rest?.success !== true || typeof values !== "object" || values === null || Array.isArray(values))
    return storedReport.safeParse(content, withInput);
  return { success: true, data: { ...rest.data, values: values as z.infer<typeof storedReport>["values"] } };
}

/** Paths of a figure's files, relative to report.json; readers reject other names. */
export type FigureFiles = DeepReadonly<z.infer<typeof figureFiles>>;
type StoredBlock = DeepReadonly<z.infer<typeof storedBlock>>;
export type StoredReport = DeepReadonly<z.infer<typeof storedReport>>;

/** The published JSON Schema of report.json, stored as `report.schema.json` beside this file. */
export function reportJsonSchema(): object {
  return {
    $id: reportSchemaId,
    ...z.toJSONSchema(storedReport),
    title: "report.json of briefing",
  };
}

/** Paths of the files of a block, relative to report.json. */
export interface FileNames {
  readonly figure: (figure: { readonly id: string }) => FigureFiles;
  readonly picture: (picture: Pick<ImageBlock, "id" | "mediaType">) => string;
}

/**
 * The text of report.json: sorted keys, one record per line, so that git diffs of it stay readable. `files` maps the
 * path of every other file of the output to its SHA-256.
 */
export function writeStoredReport(
  report: Report,
  files: Readonly<Record<string, string>>,
  names: FileNames,
): string {
  const sections = report.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => storeBlock(block, names)),
  }));
  const stored: StoredReport = { $schema: reportSchemaId, ...report, sections, files };
  return `${write(stored, [])}\n`;
}

function storeBlock(block: Block, names: FileNames): StoredBlock {
  switch (block.kind) {
    case "figure":
      return { ...omit(block, "spec", "data", "picture"), files: names.figure(block) };
    case "image":
      return { ...omit(block, "data"), file: names.picture(block) };
    case "prose": {
      const attachments = block.attachments?.map((each) => ({
        ...omit(each, "data"),
        file: names.picture(each),
      }));
      return { ...omit(block, "attachments"), ...(attachments && { attachments }) };
    }
    default:
      return block;
  }
}

type Path = readonly (string | number)[];

function write(value: unknown, path: Path): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Array.isArray(value)
    ? value.map((item: unknown, index) => write(item, [...path, index]))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => `${JSON.stringify(key)}:${write(item, [...path, key])}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0 || !isSpread(path, value)) return `${open}${entries.join(",")}${close}`;
  return `${open}\n${entries.join(",\n")}\n${close}`;
}

/** Whether the entries at this path are records, written on one line each. */
function isSpread(path: Path, value: object): boolean {
  if (path.length < 2) return true;
  if (path[0] !== "sections") return false;
  if (path.length === 2 || (path.length === 3 && path[2] === "blocks")) return true;
  return (path.length === 4 && "rows" in value) || (path.length === 5 && path[4] === "rows");
}

/** Reads report.json; `path` is for messages. */
export function parseStoredReport(text: string, path: string): StoredReport {
  const again = "Build the briefing again, or restore the file from version control.";
  const fail = (words: string, hint = again, options: ErrorOptions = {}) =>
    new ReportError(`${path}${words}`, { hint, ...options });
  let content: unknown;
  try {
    content = upgradeReport(JSON.parse(text));
  } catch (cause) {
    const resolve = "Resolve the notebooks and data, then build again: briefing build --force.";
    if (/^<{7} /m.test(text)) throw fail(": it has conflict markers of a merge.", resolve, { cause });
    throw fail(notJson(text), again, { cause });
  }
  if (isTooDeep(content)) throw fail(`: its JSON is nested more than ${mostLevels} levels deep.`);
  const version = (content as { version?: unknown } | null)?.version;
  if (typeof version !== "number")
    throw fail(
      ": JSON, but no report of a briefing: it has no version.",
      "Use the report.json that briefing build writes.",
    );
  if (version !== reportVersion)
    throw fail(
      `: version ${version}; this program reads version ${reportVersion}.`,
      "Build the briefing again with the version installed here.",
    );
  const read = checkReport(content);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw fail(`: ${issue === undefined ? "it cannot be read" : issueText(issue)}`);
  }
  const endless = endlessValue(read.data);
  if (endless === undefined) return read.data;
  throw fail(`: values.${clipped(endless)}: it is made of itself, or of too many values`);
}

/** The id of a value that contains itself or nests too deeply, if any: readers follow these links. */
function endlessValue({ values }: StoredReport): string | undefined {
  const depths = new Map<string, number>();
  const depthOf = (id: string, level: number): number => {
    const parts = own(values, id)?.parts;
    if (parts === undefined) return 0;
    const known = level > mostLevels ? Infinity : depths.get(id);
    if (known !== undefined) return known;
    // Until its depth is known, reaching it again means a cycle.
    depths.set(id, Infinity);
    const inside = parts.flatMap((part) =>
      typeof part === "object" && "value" in part ? depthOf(part.value, level + 1) + 1 : [],
    );
    const depth = inside.reduce((most, each) => Math.max(most, each), 0);
    depths.set(id, depth);
    return depth;
  };
  return Object.keys(values).find((id) => depthOf(id, 0) === Infinity);
}

/** What is wrong with the text, after the name of the file. */
function notJson(text: string): string {
  if (text.trim() === "") return ": the file is empty.";
  const fault = findJsonFault(text);
  if (fault === undefined) return ": not JSON.";
  const what = fault.atEnd ? "the file ends in the middle" : `not JSON: ${fault.expected} was expected`;
  return `:${fault.line}:${fault.column}: ${what}.`;
}
