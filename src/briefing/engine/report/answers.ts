/** What the page shows of cells that depend on assumptions, under every setting other than the published one. */
import { sha256 } from "../../lib/hash.js";
import { own } from "../../lib/own.js";
import type { Setting } from "../../model/assumption.js";
import type { Block, FigureBlock, Report, ReportValue } from "../../model/report.js";
import { answersOf, type CellAnswer } from "../notebook/answers.js";
import type { Cell } from "../notebook/contract.js";
import { withResults } from "./bundles.js";
import { notebookName } from "../../lib/notebook-name.js";
import { Registry } from "./registry.js";
import { cellBlocks, frontMatter, type FrontMatter, type SectionInput } from "./section.js";

/** The content of a cell under a setting, in the form of the published report. */
export interface VariantContent {
  readonly blocks: readonly Block[];
  /** Of the front matter. */
  readonly fields: FrontMatter;
  readonly values: Report["values"];
  /** Whether each guard holds; those whose text is left out are missing. */
  readonly holds: ReadonlyMap<string, boolean>;
}

type Variant = { readonly setting: Setting } & (
  { readonly content: VariantContent } | { readonly failed: string }
);

export interface CellVariants {
  readonly cell: string;
  /** Ids of the assumptions that it depends on. */
  readonly on: readonly string[];
  readonly under: readonly Variant[];
}

export interface SectionAnswers {
  readonly section: string;
  readonly notebook: string;
  readonly cells: readonly CellVariants[];
}

export function sectionAnswers(input: SectionInput): SectionAnswers {
  const section = notebookName(input.path);
  const answers = answersOf(input.notebook);
  const cells = (answers?.cells ?? []).flatMap(({ cell: id, on, under }): CellVariants | readonly [] => {
    const cell = input.notebook.cells.find((each) => each.id === id);
    if (cell === undefined) return [];
    // Many settings have the same answer.
    const known = new Map<string, VariantContent>();
    const variants = under.map(({ setting, answer }): Variant => {
      if ("failed" in answer) return { setting, failed: answer.failed };
      const key = JSON.stringify(answer);
      const content = known.get(key) ?? contentOf(cell, answer, section, input);
      known.set(key, content);
      return { setting, content };
    });
    return { cell: id, on, under: variants };
  });
  return { section, notebook: input.path, cells };
}

function contentOf(
  cell: Cell,
  answer: Exclude<CellAnswer, { readonly failed: string }>,
  section: string,
  input: SectionInput,
): VariantContent {
  const registry = new Registry(input.registry.citations, input.registry.fault);
  const answered = withAnswer(cell, answer);
  const cells = input.notebook.cells.map((each) => (each === cell ? answered : each));
  const under = { ...input, notebook: { ...input.notebook, cells }, registry };
  const fields = cell.cell_type === "raw" ? frontMatter(section, under) : {};
  const blocks = cellBlocks(answered, section, under).filter(({ kind }) => kind !== "code");
  const holds = new Map(registry.guards.map((guard) => [guard.id, guard.holds]));
  return { blocks, fields, values: registry.values(), holds };
}

function withAnswer(cell: Cell, answer: Exclude<CellAnswer, { readonly failed: string }>): Cell {
  if ("outputs" in answer) return cell.cell_type === "code" ? { ...cell, outputs: answer.outputs } : cell;
  return withResults(cell, answer.inline);
}

type Numbered = Pick<Report, "sections" | "values" | "guards">;

/** The report with what differs under other settings: of values, guards and tables. */
export function withUnder<R extends Numbered>(report: R, answers: readonly SectionAnswers[]): R {
  const underValues = new Map<string, NonNullable<ReportValue["under"]>[number][]>();
  const underGuards = new Map<string, { setting: Setting; holds: boolean }[]>();
  const underFigures = new Map<string, { setting: Setting; drawing: string }[]>();
  const underTables = new Map<string, { setting: Setting; rows: Rows }[]>();
  for (const { notebook, cells } of answers) {
    const ofCell = valuesByCell(report, notebook);
    for (const { cell, under } of cells)
      for (const variant of under) {
        const { setting } = variant;
        if ("failed" in variant) {
          for (const id of ofCell.get(cell) ?? [])
            listIn(underValues, id).push({ setting, failed: variant.failed });
          continue;
        }
        for (const [id, { raw, text }] of Object.entries(variant.content.values)) {
          const published = own(report.values, id);
          const isSame = published?.text === text && JSON.stringify(published.raw) === JSON.stringify(raw);
          if (published !== undefined && !isSame) listIn(underValues, id).push({ setting, raw, text });
        }
        for (const [id, holds] of variant.content.holds) listIn(underGuards, id).push({ setting, holds });
        for (const block of variant.content.blocks)
          if (block.kind === "table") listIn(underTables, block.id).push({ setting, rows: block.rows });
          else if (block.kind === "figure")
            listIn(underFigures, block.id).push({ setting, drawing: drawingHash(block) });
      }
  }
  const values = Object.entries(report.values).map(([id, value]) => {
    const under = underValues.get(id);
    return [id, under === undefined ? value : { ...value, under }] as const;
  });
  const guards = report.guards?.map((guard) => {
    const under = (underGuards.get(guard.id) ?? []).filter(({ holds }) => holds !== guard.holds);
    return under.length === 0 ? guard : { ...guard, under };
  });
  const sections = report.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      if (block.kind === "figure") {
        const published = drawingHash(block);
        const others = (underFigures.get(block.id) ?? []).filter(({ drawing }) => drawing !== published);
        return others.length === 0 ? block : { ...block, under: others };
      }
      if (block.kind !== "table") return block;
      const under = (underTables.get(block.id) ?? []).filter(
        ({ rows }) => JSON.stringify(rows) !== JSON.stringify(block.rows),
      );
      return under.length === 0 ? block : { ...block, under };
    }),
  }));
  return { ...report, sections, values: Object.fromEntries(values), ...(guards && { guards }) };
}

/** Short: there is one for each figure under each setting, and it need only differ between editions of a figure. */
const drawingHash = ({ spec, data }: FigureBlock): string =>
  sha256(JSON.stringify([spec, data])).slice(0, 12);

type Rows = Extract<Block, { kind: "table" }>["rows"];

function listIn<T>(lists: Map<string, T[]>, id: string): T[] {
  const list = lists.get(id) ?? [];
  lists.set(id, list);
  return list;
}

function valuesByCell({ values }: Numbered, notebook: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [id, value] of Object.entries(values))
    if (value.place.notebook === notebook) listIn(found, value.place.cell).push(id);
  return found;
}
