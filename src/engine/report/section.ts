import path from "node:path";
import { BriefingError } from "../../model/errors.js";
import { metadataKey } from "../../model/mime.js";
import type { Block, Place, Prose, Section } from "../../model/report.js";
import type { CellFacts } from "../../model/trace.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { readFrontMatter } from "../notebook/front-matter.js";
import { hasTag, notebookLanguage } from "../notebook/metadata.js";
import { cellAttachments } from "./attachments.js";
import { codeBlock, outputBlocks } from "./blocks.js";
import { cellFacts, readBundle } from "./bundles.js";
import { placeName, ReportError } from "./errors.js";
import { omit } from "./omit.js";
import { inlineParts, inlineProse, replaceSpans } from "./prose.js";
import type { Registry } from "./registry.js";

export interface SectionInput {
  /** Relative to the project. */
  readonly path: string;
  readonly notebook: Notebook;
  readonly root: string;
  readonly registry: Registry;
}

/** What a notebook offers to the first page, and where: its front matter. */
export interface Offer {
  readonly section: string;
  readonly place: Place;
  readonly headline?: Prose;
  readonly finding?: Prose;
  readonly unknown?: Prose;
  readonly dataDate?: Prose;
}

const offered = ["headline", "finding", "unknown", "dataDate"] as const;

/** One notebook is one section: its title and summary from the front matter, its cells as blocks in their order. */
export function notebookSection(input: SectionInput): { readonly section: Section; readonly offer: Offer } {
  const id = sectionId(input.path);
  const front = frontMatter(id, input);
  const blocks = input.notebook.cells.flatMap((cell) => cellBlocks(cell, id, input));
  const { title, body } =
    front.title === undefined ? headingTitle(blocks) : { title: front.title, body: blocks };
  const { summary } = front;
  const place = { notebook: input.path, cell: input.notebook.cells[0]?.id ?? "" };
  return {
    section: { id, notebook: input.path, title: title ?? [id], ...(summary && { summary }), blocks: body },
    offer: { section: id, place, ...omit(front, "title", "summary") },
  };
}

/** `notebooks/01-headline.ipynb` → `01-headline`. */
function sectionId(file: string): string {
  return path.posix.basename(file, ".ipynb");
}

/** What the engine recorded of a cell; undefined where it was not executed by it. */
export function readCellFacts(cell: Cell, place: Place): CellFacts | undefined {
  const facts = cell.metadata[metadataKey];
  // The same key holds settings an author made (a timeout), which are no record of an execution.
  if (typeof facts !== "object" || facts === null || !("status" in facts)) return undefined;
  return readBundle(cellFacts, "record of the cell's execution", facts, place);
}

interface FrontMatter extends Pick<Offer, (typeof offered)[number]> {
  readonly title?: Prose;
  readonly summary?: Prose;
}

function frontMatter(section: string, input: SectionInput): FrontMatter {
  const fields = readFields(input);
  const [cell] = input.notebook.cells;
  if (fields === undefined || cell === undefined) return {};
  const place = { notebook: input.path, cell: cell.id };
  const inline = inlineParts(cell, readCellFacts(cell, place), section, place, input.registry);
  const words = (name: string): string | undefined => {
    const text = fields[name] ?? undefined;
    if (text === undefined || typeof text === "string") return text?.trim();
    if (typeof text === "number") return String(text);
    const hint = `Write ${name}: and the words after it, quoted if they hold a colon.`;
    const message = `${placeName(place)}: ${name} in the front matter is no text.`;
    input.registry.fault(new ReportError(message, { hint }));
    return undefined;
  };
  const field = (name: string): Prose | undefined => {
    const text = words(name);
    if (text === undefined) return undefined;
    const prose = replaceSpans(text, cell.source, inline);
    return input.registry.citations.prose(prose, `${placeName(place)}, ${name}`);
  };
  const title = field("title");
  const summary = field("summary");
  const offers = offered.flatMap((name) => {
    const prose = field(name);
    return prose === undefined ? [] : [[name, prose] as const];
  });
  return { ...(title && { title }), ...(summary && { summary }), ...Object.fromEntries(offers) };
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

function cellBlocks(cell: Cell, section: string, input: SectionInput): readonly Block[] {
  if (hasTag(cell, "remove-cell") || cell.cell_type === "raw") return [];
  const place = { notebook: input.path, cell: cell.id };
  if (cell.cell_type === "markdown") {
    if (cell.source.trim() === "") return [];
    const inline = inlineParts(cell, readCellFacts(cell, place), section, place, input.registry);
    const attachments = cellAttachments(cell, section, place, input.registry);
    return [
      {
        kind: "prose",
        cell: cell.id,
        text: inlineProse(cell.source, inline),
        ...(attachments.length > 0 && { attachments }),
      },
    ];
  }
  const language = notebookLanguage(input.notebook) ?? "text";
  const code = hasTag(cell, "remove-input") ? undefined : codeBlock(cell, language);
  const context = { sectionId: section, place, root: input.root, registry: input.registry };
  const outputs = hasTag(cell, "remove-output")
    ? []
    : cell.outputs.flatMap((output, index) => outputBlocks(output, index, context));
  return code === undefined ? outputs : [code, ...outputs];
}

/** Without a title in front matter, a level-one heading that begins the notebook is the section's title. */
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
