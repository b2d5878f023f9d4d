/** The parts of a report that are compared: sections, blocks, and the texts in them. */
import type { Prose } from "../../../model/report.js";
import { isNotebookName } from "../../../lib/notebook-name.js";
import type { StoredReport } from "../../report/stored-report.js";

export type StoredSection = StoredReport["sections"][number];
export type StoredBlock = StoredSection["blocks"][number];
export type BlockOf<K extends StoredBlock["kind"]> = Extract<StoredBlock, { kind: K }>;
export type StoredPart = BlockOf<"claim">["parts"][number];

export interface Placed<B extends StoredBlock = StoredBlock> {
  readonly block: B;
  readonly section: StoredSection;
  /** Index among the blocks of its section, from 0. */
  readonly index: number;
}

export function placedBlocks(sections: readonly StoredSection[]): readonly Placed[] {
  return sections.flatMap((section) => section.blocks.map((block, index) => ({ block, section, index })));
}

/** Kinds of block that an author names. */
export type NamedBlock = BlockOf<"figure" | "table" | "claim" | "image">;
const namedKinds: readonly string[] = ["figure", "table", "claim", "image"];
export const isNamed = (block: StoredBlock): block is NamedBlock => namedKinds.includes(block.kind);

/** Whether its id was chosen by an author rather than generated from the place where a cell displays it. */
export function isAuthored(block: NamedBlock): boolean {
  if (block.kind === "figure") return block.origin === "authored";
  return block.kind === "claim" || (block.kind === "table" && !isShownTable(block));
}

/** Tables generated from displayed HTML have the number 0; those of a briefing count from 1. */
export const isShownTable = ({ number }: BlockOf<"table">): boolean => number === 0;

export interface TextField {
  readonly field: string;
  readonly prose: Prose;
}

export type Fields = readonly TextField[];

export function sectionFields({ title, summary }: StoredSection): Fields {
  return fields({ title, summary });
}

/** Texts of a block; those of a claim's parts are `partFields`. */
export function blockFields(block: StoredBlock): Fields {
  switch (block.kind) {
    case "prose":
      return fields({ text: block.text });
    case "figure": {
      const { title, subtitle, caption, alt, source } = block;
      return fields({ title, subtitle, caption, alt, source });
    }
    case "table": {
      const { title, caption, source } = block;
      return fields({ title, caption, source });
    }
    case "claim":
      return fields({ statement: block.statement, by: block.by });
    case "image":
      return fields({ alt: [block.alt] });
    default:
      return [];
  }
}

export function partFields({ reads, evidence, needs }: StoredPart): Fields {
  return fields({ reads, evidence, needs: needs === undefined ? undefined : [needs] });
}

function fields(texts: Readonly<Record<string, Prose | undefined>>): Fields {
  return Object.entries(texts).flatMap(([field, prose]) => (prose === undefined ? [] : [{ field, prose }]));
}

/** Every text of a report, in order. */
export function textsOf(report: StoredReport): readonly Prose[] {
  const fields = report.sections.flatMap((section) => [
    ...sectionFields(section),
    ...section.blocks.flatMap((block) => [
      ...blockFields(block),
      ...(block.kind === "claim" ? block.parts.flatMap(partFields) : []),
    ]),
  ]);
  return [...firstPageParts(report).map(({ text }) => text), ...fields.map(({ prose }) => prose)];
}

/** Ids of the values in a text. */
export const valuesIn = (prose: Prose): readonly string[] =>
  prose.flatMap((part) => (typeof part === "object" && "value" in part ? part.value : []));

/** The words of a text, without its computed values. */
export function literalText(prose: Prose): string {
  return prose
    .map((part) => (typeof part === "string" ? part : "\0"))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

/** The text that identifies a block. */
export function blockText(block: StoredBlock): string {
  switch (block.kind) {
    case "code":
      return block.source;
    case "error":
      return `${block.ename} ${block.evalue}`;
    case "claim":
      return [block.statement, ...block.parts.map(({ reads }) => reads)].map(literalText).join("\n");
    case "table":
      return isShownTable(block) ? block.columns.map(({ title }) => title).join("\n") : proseOfBlock(block);
    case "prose":
    case "figure":
    case "image":
      return proseOfBlock(block);
    case "assumption":
      return block.id;
    default:
      return block.text;
  }
}

const proseOfBlock = (block: StoredBlock): string =>
  blockFields(block)
    .map(({ prose }) => literalText(prose))
    .join("\n");

/** A part of the first page: a text of the briefing itself, a finding of a chapter, or a figure. */
export interface FirstPagePart {
  readonly name: "headline" | "subject" | "data-date" | "lead" | "finding" | "unknown" | "newer" | "claims";
  readonly section?: string;
  readonly text: Prose;
  readonly figure?: string;
  /** Index on the page, from 0. */
  readonly index: number;
}

export const partId = ({ name, section }: FirstPagePart): string => withoutMark(section ?? name);

export function firstPageParts({ firstPage }: Pick<StoredReport, "firstPage">): readonly FirstPagePart[] {
  if (firstPage === undefined) return [];
  const { subject, headline, dataDate, lead, findings, unknown, newer, claims } = firstPage;
  const text = (name: FirstPagePart["name"], prose: Prose | undefined) =>
    prose === undefined ? [] : [{ name, text: prose }];
  const figure = (name: FirstPagePart["name"], id: string | undefined) =>
    id === undefined ? [] : [{ name, text: [], figure: id }];
  return [
    ...text("data-date", dataDate),
    ...text("headline", headline),
    ...text("subject", subject),
    ...figure("lead", lead),
    ...findings.map((finding) => ({ name: "finding" as const, ...finding })),
    ...text("unknown", unknown),
    ...text("newer", newer),
    ...figure("claims", claims),
  ].map((part, index) => ({ ...part, index }));
}

/** Marks the name of an item that only the earlier side has, if the later side uses the name for something else. */
export const earlierMark = "earlier:";
export const withoutMark = (name: string): string =>
  name.startsWith(earlierMark) ? name.slice(earlierMark.length) : name;

/** The cell that an input of a report is; undefined for data, modules, parameters. */
export function cellOfInput(input: string): { readonly notebook: string; readonly cell: string } | undefined {
  const at = input.lastIndexOf("#");
  const notebook = input.slice(0, Math.max(at, 0));
  return isNotebookName(notebook) ? { notebook, cell: input.slice(at + 1) } : undefined;
}
