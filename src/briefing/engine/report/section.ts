import { notebookName } from "../../lib/notebook-name.js";
import { BriefingError } from "../../model/errors.js";
import type { Attachment, Block, Place, Prose, Section } from "../../model/report.js";
import type { Execution } from "../execute/contract.js";
import type { Cell, CodeCell, MarkdownCell, Notebook } from "../notebook/contract.js";
import { readFrontMatter } from "../notebook/front-matter.js";
import { isJsonObject } from "../notebook/json.js";
import { hasTag, isUnpublished, notebookLanguage } from "../notebook/metadata.js";
import { outputBlocks } from "./blocks.js";
import { readCellFacts } from "./bundles.js";
import { cellsBeforeFailure, failureBlocks, isReached, unevaluatedParts } from "./failed-chapter.js";
import { noteConditions } from "./guards.js";
import { placeIn, placeName, ReportError } from "./errors.js";
import { pictureIn } from "./mime-bundle.js";
import { noteAssumptions } from "./own-blocks.js";
import { inlineParts, type ProseContext } from "./prose.js";
import type { Registry } from "./registry.js";
import { inlineProse, replaceSpans } from "./spans.js";

/** An executed notebook; one that failed only for a draft. */
export type ReportedExecution = Pick<Execution, "path" | "notebook"> & Partial<Pick<Execution, "failures">>;

export interface SectionInput extends Partial<Pick<Execution, "failures">> {
  /** Relative to the project. */
  readonly path: string;
  readonly notebook: Notebook;
  readonly root: string;
  readonly registry: Registry;
}

/** Front matter in which a notebook describes itself and offers content to the first page. */
const offered = [
  "subject",
  "headline",
  "finding",
  "withYourSettings",
  "unknown",
  "newer",
  "dataDate",
  "briefingTitle",
] as const;
const fields = ["title", "summary", ...offered] as const;

export interface Offer extends Pick<FrontMatter, (typeof offered)[number]> {
  readonly section: string;
  readonly place: Place;
}

/**
 * One notebook is one section: title and summary from the front matter, cells as blocks in order. Of a notebook that
 * failed, those before the failure, with the errors in their places.
 */
export function notebookSection(input: SectionInput): { readonly section: Section; readonly offer: Offer } {
  const id = notebookName(input.path);
  const { title: given, summary, ...offers } = frontMatter(id, input);
  const blocks = sectionBlocks(id, input);
  const { title, body } = given === undefined ? headingTitle(blocks) : { title: given, body: blocks };
  const named = title ?? (hasFailed(input) ? headingTitle(unevaluatedOpening(input)).title : undefined);
  const place = placeIn(input.path, input.notebook.cells[0] ?? { id: "" });
  return {
    section: { id, notebook: input.path, title: named ?? [id], ...(summary && { summary }), blocks: body },
    offer: { section: id, place, ...offers },
  };
}

export const hasFailed = ({ failures = [] }: Partial<Pick<Execution, "failures">>): boolean =>
  failures.length > 0;

function sectionBlocks(id: string, input: SectionInput): readonly Block[] {
  const { notebook, failures = [] } = input;
  const cells = hasFailed(input) ? cellsBeforeFailure(notebook) : notebook.cells;
  const errors = failureBlocks(failures, input);
  const shown = cells.flatMap((cell) => [
    ...cellBlocks(cell, id, input),
    ...errors.filter((error) => error.cell === cell.id),
  ]);
  return [...shown, ...errors.filter((error) => !shown.includes(error))];
}

/** The Markdown with which a notebook begins that stopped before it. */
function unevaluatedOpening({ notebook }: SectionInput): readonly Block[] {
  const first = notebook.cells.find(({ cell_type }) => cell_type !== "raw");
  if (first?.cell_type !== "markdown") return [];
  return [{ kind: "prose", cell: first.id, text: inlineProse(first.source, unevaluatedParts(first)) }];
}

/** Other texts state results, which a notebook that stopped does not have. */
const isTitle = (name: (typeof fields)[number]): boolean => name === "title" || name === "briefingTitle";

export type FrontMatter = { readonly [Field in (typeof fields)[number]]?: Prose };

export function frontMatter(section: string, input: SectionInput): FrontMatter {
  const { registry } = input;
  const [cell] = input.notebook.cells;
  const given = readFields(input);
  if (given === undefined || cell === undefined) return {};
  const place = placeIn(input.path, cell);
  const stoppedBefore = hasFailed(input) && !isReached(input.notebook, cell);
  const inline = stoppedBefore
    ? unevaluatedParts(cell)
    : inlineParts(cell, readCellFacts(cell, place), { place, sectionId: section, registry });
  const proses = fields.flatMap((name) => {
    const text = given[name] ?? undefined;
    if (text === undefined || (stoppedBefore && !isTitle(name))) return [];
    if (typeof text !== "string" && typeof text !== "number") {
      const hint = `Write ${name}: and the text after it, in quotation marks if it contains a colon.`;
      const message = `${placeName(place)}: ${name} in the front matter is not a text.`;
      registry.fault(new ReportError(message, { hint }));
      return [];
    }
    const prose = replaceSpans(String(text).trim(), cell.source, inline);
    return [[name, registry.citations.prose(prose, `${placeName(place)}, ${name}`)] as const];
  });
  return Object.fromEntries(proses);
}

function readFields({ notebook, path: file, registry }: SectionInput): ReturnType<typeof readFrontMatter> {
  try {
    return readFrontMatter(notebook, file);
  } catch (error) {
    if (!(error instanceof BriefingError)) throw error;
    registry.fault(error);
    return undefined;
  }
}

export function cellBlocks(cell: Cell, sectionId: string, input: SectionInput): readonly Block[] {
  if (cell.cell_type === "code")
    noteAssumptions(cell.outputs, { place: placeIn(input.path, cell), sectionId, registry: input.registry });
  if (isUnpublished(cell)) return [];
  const { registry, root, path: notebook } = input;
  const context = { place: placeIn(notebook, cell), sectionId, registry, root };
  switch (cell.cell_type) {
    case "raw":
      return [];
    case "markdown":
      return cell.source.trim() === "" ? [] : [proseBlock(cell, context)];
    case "code": {
      const code = hasTag(cell, "remove-input") ? [] : codeBlocks(cell, input.notebook);
      const outputs = hasTag(cell, "remove-output") ? [] : cell.outputs;
      const shown = outputs.flatMap((output, index) => outputBlocks(output, index, context));
      if (shown.some(({ kind }) => ["figure", "table", "claim"].includes(kind)))
        noteConditions(shown, readCellFacts(cell, context.place)?.conditions ?? [], context);
      return [...code, ...shown];
    }
  }
}

function proseBlock(cell: MarkdownCell, context: ProseContext): Block {
  const text = inlineProse(cell.source, inlineParts(cell, readCellFacts(cell, context.place), context));
  const attachments = cellAttachments(cell, context);
  return { kind: "prose", cell: cell.id, text, ...(attachments.length > 0 && { attachments }) };
}

function cellAttachments(
  { attachments = {}, source }: Cell,
  { place, sectionId, registry }: ProseContext,
): readonly Attachment[] {
  return Object.entries(attachments).flatMap(([name, bundle], index) => {
    const isShown = [name, encodeURI(name)].some((each) => source.includes(`attachment:${each}`));
    const picture = isShown && isJsonObject(bundle) ? pictureIn(bundle) : undefined;
    if (picture === undefined) return [];
    const id = registry.claim("image", `${sectionId}-${place.cell}-a${index + 1}`, place);
    return [{ name, id, ...picture }];
  });
}

/** Empty for an empty cell. */
function codeBlocks({ id, source }: CodeCell, notebook: Notebook): readonly Block[] {
  if (source.trim() === "") return [];
  const language = notebookLanguage(notebook) ?? "text";
  return [{ kind: "code", cell: id, language, source: source.trimEnd() }];
}

/** Without a title in front matter, a leading level-one heading becomes the section's title. */
function headingTitle(blocks: readonly Block[]): { title?: Prose; body: readonly Block[] } {
  const [first, ...rest] = blocks;
  if (first?.kind !== "prose") return { body: blocks };
  const [opening, ...parts] = first.text;
  const heading = typeof opening === "string" ? /^\s*# (.*?)(\n|$)/.exec(opening) : null;
  if (typeof opening !== "string" || heading?.[1] === undefined) return { body: blocks };
  const endsInLine = heading[2] === "\n" || parts.length === 0;
  if (!endsInLine) return { body: blocks };
  const remaining: Prose = [opening.slice(heading[0].length), ...parts];
  const isEmpty = remaining.every((part) => typeof part === "string" && part.trim() === "");
  return { title: [heading[1].trim()], body: isEmpty ? rest : [{ ...first, text: remaining }, ...rest] };
}
