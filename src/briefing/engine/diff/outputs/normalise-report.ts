import * as z from "zod";
import { sha256 } from "../../../lib/hash.js";
import { parseJson } from "../../../lib/parse-json.js";
import { guardFormat } from "../../../model/guard.js";
import { mime } from "../../../model/mime.js";
import { guardsIn } from "../../notebook/inline.js";
import { multilineText } from "../../notebook/json.js";
import { publishedNotebook } from "../../report/published.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { BlockOf, StoredBlock } from "../match/blocks.js";
import { groupBy } from "../match/pairing.js";
import { readHtml, shownTable } from "./html-tables.js";

type Section = StoredReport["sections"][number];
type TextBlock = BlockOf<"text">;

/** Path under which a report lists the executed notebook of a chapter among its files. */
export const executedFile = ({ notebook }: Pick<Section, "notebook">): string => publishedNotebook(notebook);

/**
 * A report in the form that is compared: displayed HTML is read as tables and text, printed pieces of output are
 * joined, pictures attached to prose count as pictures, and hidden contents of executed notebooks are added to their
 * cells or, for conditions, to the values. Everything named by an author stays as it is.
 */
export function normaliseReport(report: StoredReport, files: ReadonlyMap<string, string>): StoredReport {
  const conditions: [string, Value][] = [];
  const sections = report.sections.map((section) => {
    const cells = cellsIn(files.get(executedFile(section)) ?? "");
    conditions.push(...conditionsIn(cells, section));
    const more = cells.flatMap(unshownIn);
    return more.length > 0 || section.blocks.some(isNormalised) ? shownSection(section, more) : section;
  });
  if (conditions.length > 0)
    return { ...report, sections, values: { ...report.values, ...Object.fromEntries(conditions) } };
  return sections.every((section, index) => section === report.sections[index])
    ? report
    : { ...report, sections };
}

type Value = StoredReport["values"][string];

const isNormalised = (block: StoredBlock): boolean =>
  block.kind === "html" ||
  block.kind === "text" ||
  (block.kind === "prose" && block.attachments !== undefined);

function shownSection(section: Section, more: readonly TextBlock[]): Section {
  const counts = new Map<string, number>();
  const hasMore = more.length > 0;
  const blocks = streamsJoined([...section.blocks, ...more]).flatMap((block): StoredBlock[] => {
    if (block.kind === "prose") return [block, ...attachedPictures(block)];
    // For a chart that only its own program can draw, the executed notebook has more data.
    if (block.kind === "text" && hasMore)
      return [{ ...block, text: block.text.replace(/(?<=^A chart by Plotly.*)SHA-256 [0-9a-f]{8}/, "") }];
    if (block.kind !== "html") return [block];
    const { tables, lines } = readHtml(block.text);
    if (tables.length === 0) return [{ ...block, text: lines.join("\n") }];
    return tables.map((table, index) => {
      const count = (counts.get(block.cell) ?? 0) + 1;
      counts.set(block.cell, count);
      const id = `${section.id}-${block.cell}-table-${count}`;
      return shownTable(table, id, block.cell, index === 0 ? lines.join("\n") : "");
    });
  });
  return { ...section, blocks };
}

function attachedPictures({ cell, attachments = [] }: BlockOf<"prose">): readonly BlockOf<"image">[] {
  return attachments.map(({ name, ...file }) => ({ kind: "image", cell, alt: name, ...file }));
}

/**
 * Everything a cell wrote to one stream as one text, placed at its first piece: the order in which the two streams
 * reach a notebook, and the number of pieces, are random.
 */
function streamsJoined(blocks: Section["blocks"]): Section["blocks"] {
  const isStream = (block: StoredBlock): block is TextBlock =>
    block.kind === "text" && block.stream !== "result";
  const cells = groupBy(blocks.filter(isStream), ({ cell }) => cell);
  return blocks.flatMap((block): readonly StoredBlock[] => {
    if (!isStream(block)) return [block];
    const pieces = cells.get(block.cell) ?? [];
    if (block !== pieces[0]) return [];
    return (["stdout", "stderr"] as const).flatMap((stream) => {
      const texts = pieces.flatMap((piece) => (piece.stream === stream ? piece.text : []));
      return texts.length === 0 ? [] : { ...block, stream, text: withoutOverwritten(texts.join("")) };
    });
  });
}

/** The final state of lines that were overwritten in a terminal, such as progress bars. */
export function withoutOverwritten(text: string): string {
  if (!text.includes("\r")) return text;
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.replace(/\r+$/, "").replace(/^.*\r/s, ""))
    .join("\n");
}

/** Compared as blocks of the report, or a plainer form of such an output. */
const shown: ReadonlySet<string> = new Set([
  ...Object.values(mime).filter((type) => type !== mime.json),
  "text/latex",
  "image/jpeg",
  "image/gif",
]);
const vegaLite = /^application\/vnd\.vegalite\.v\d/;
/** Loaders and counters of programs: meaningless, and different in every run. */
const passing = /^application\/vnd\.(?:jupyter\.widget-view|bokehjs_load|bokehjs_exec|holoviews_load)\b/;

/** How a type of output is compared; `unshown`: as JSON or text if short, else by its hash. */
export const handlingOf = (type: string): "shown" | "passing" | "unshown" => {
  if (shown.has(type) || vegaLite.test(type)) return "shown";
  return passing.test(type) ? "passing" : "unshown";
};

const cell = z.looseObject({
  id: z.string().catch(""),
  cell_type: z.enum(["markdown", "raw", "code"]).catch("code"),
  source: z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(""))]).catch(""),
  metadata: z.looseObject({ tags: z.array(z.string()).optional() }).catch({}),
  outputs: z.array(z.looseObject({ data: z.record(z.string(), z.unknown()).optional() })).catch([]),
});
const stored = z.looseObject({ cells: z.array(cell) });

/** Of an executed notebook; empty for a file that is not one. */
const cellsIn = (notebook: string) => stored.safeParse(parseJson(notebook)).data?.cells ?? [];
type Cell = ReturnType<typeof cellsIn>[number];

/** Conditions that hide a sentence, in the form of the values that tell whether a sentence still holds. */
function conditionsIn(cells: readonly Cell[], { id, notebook }: Section): readonly [string, Value][] {
  const guarded = cells.filter(({ source }) => source.includes("when="));
  return guarded.flatMap((cell) =>
    guardsIn(cell).flatMap(({ id: guard, holds, when, content }): [string, Value][] => {
      if (when === undefined) return [];
      const text = cell.source.slice(content.start, content.end).replace(/\s+/g, " ").trim();
      const place = { notebook, cell: cell.id };
      const value = { raw: true, text, format: guardFormat, expression: `when ${when.expression}`, place };
      if (!guard.startsWith(`${cell.id}-`)) return [[when.id, { ...value, named: true }]];
      // The other condition of the sentence has the id of the guard.
      return [[`${id}.${holds === undefined ? guard : when.id}`, value]];
    }),
  );
}

/** Outputs, or parts of them, that the page does not show: JSON, scripts and types of other programs. */
function unshownIn({ id, outputs, metadata: { tags = [] } }: Cell): readonly TextBlock[] {
  if (tags.some((tag) => /^remove-(?:output|cell)$/.test(tag))) return [];
  return outputs.flatMap(({ data = {} }) => blockOf(id, data));
}

/** One block for everything in an output that is not shown. */
function blockOf(cell: string, data: Readonly<Record<string, unknown>>): readonly TextBlock[] {
  const types = Object.keys(data);
  const parts = Object.entries(data).flatMap(([type, content]) => {
    if (type !== mime.html && handlingOf(type) !== "unshown") return [];
    const written = multilineText(content) ?? JSON.stringify(content, undefined, 1);
    const text = written.replace(randomIds, "…");
    if (type === mime.html) {
      // The same chart as a specification, which is compared as a figure.
      if (/\bvegaEmbed\b/.test(text) || types.some((each) => vegaLite.test(each))) return [];
      const scripts = [...text.matchAll(scripted)].map(([script]) => script).join("\n");
      return scripts === "" ? [] : `scripts in HTML: ${hashed(scripts)}`;
    }
    return `${type}: ${text.length > mostCharacters ? hashed(text) : text}`;
  });
  return parts.length === 0 ? [] : [{ kind: "text", cell, stream: "result", text: parts.join("\n") }];
}

const mostCharacters = 2000;
const hashed = (text: string): string => `not compared; SHA-256 ${sha256(text).slice(0, 12)}`;
const scripted = /<script\b[\s\S]*?(?:<\/script\s*>|$)|<(?:iframe|object|embed)\b[^>]*>/gi;

/** Ids that programs generate in every run: UUIDs, and 32 hexadecimal digits. */
const randomIds =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/gi;
