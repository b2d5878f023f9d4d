/**
 * Follows the values of a notebook from their expressions through its definitions to the rows that they read, as column
 * lineage does. What the other statements of the same cells read is not their source.
 */
import type { Node } from "oxc-parser";
import { memoized } from "../../../lib/once.js";
import { own } from "../../../lib/own.js";
import { omit } from "../../../lib/omit.js";
import type { DataRead, Provenance, Report, ReportValue, ValueLineage } from "../../../model/report.js";
import type { DataTable } from "../../../model/data-sources.js";
import type { ExecutionTrace } from "../../../model/trace.js";
import { expressionCode } from "../../notebook/cell-code.js";
import { rootOf } from "../../notebook/changes.js";
import type { Notebook } from "../../notebook/contract.js";
import type { NotebookProgram } from "../../notebook/program.js";
import { callsIn, inlineReader, readerIn, type Reader, type Statement } from "../../notebook/statements.js";
import { readCellFacts } from "../bundles.js";
import { placeIn } from "../errors.js";
import type { InputFiles } from "../inputs.js";
import { splitFunction } from "../lineage.js";
import { plainProse } from "../prose.js";
import type { ValueOrigin } from "../registry.js";
import { partOfText } from "./element-texts.js";
import { isLengthOfAll } from "./lengths.js";
import { commentOn, inWords, isFormat, isGeneral, isOfTool, subjectDefinedBy, subjectOf } from "./names.js";
import { missingYears, printedYears, type PrintedYears, yearsDefining, yearsIn } from "./years.js";

export type Built = Pick<Report, "values" | "sections" | "provenance" | "sources" | "citations">;

export interface NotebookCode {
  readonly path: string;
  readonly notebook: Notebook;
  readonly program: NotebookProgram;
}

export interface Found {
  readonly name?: string;
  readonly part?: string;
  readonly kind?: NonNullable<ValueLineage["kind"]>;
  readonly reads: readonly DataRead[];
  readonly functions: readonly string[];
}

/** Code that makes a value, with the statements behind it, the nearest first. */
interface Code {
  readonly node: Node;
  /** The text that the places of the node refer to. */
  readonly text: string;
  readonly reader: Reader;
  readonly statements: readonly Statement[];
  /** The statement that makes it, if the node is all of that. */
  readonly defines?: Statement;
  /** Who asks for rows besides these statements: ids of expressions or statements of a cell. */
  readonly own: readonly Requester[];
}

/** Who requested rows: an expression or a statement of a cell; if a value was made in it, only earlier requests count. */
type Requester = readonly [cell: string, id: string, before?: number];

type TracedRead = NonNullable<ExecutionTrace["reads"]>[number];

/** How many functions between rows and value a reader can follow. */
const maxFunctions = 2;

export class NotebookLineage {
  readonly #path: string;
  readonly #notebook: Notebook;
  readonly #report: Built;
  readonly #inputs: InputFiles;
  readonly #docs: ReadonlyMap<string, string>;
  readonly #program: NotebookProgram;
  readonly #tables: ReadonlyMap<string, DataTable>;
  readonly #traces = new Map<string, readonly TracedRead[] | undefined>();
  readonly #years: PrintedYears;
  // Computed once per statement, because many values depend on the same statements.
  readonly #readsByStatement = memoized((statement: Statement) => this.#requestedBy(requesterIn(statement)));
  readonly #functionsByStatement = memoized((statement: Statement) => this.#calledByStatement(statement));

  constructor(
    { path, notebook, program }: NotebookCode,
    report: Built,
    inputs: InputFiles,
    docs: ReadonlyMap<string, string>,
  ) {
    this.#path = path;
    this.#notebook = notebook;
    this.#report = report;
    this.#inputs = inputs;
    this.#docs = docs;
    this.#program = program;
    this.#years = printedYears(Object.values(report.values).filter(({ place }) => place.notebook === path));
    this.#tables = new Map(report.sources?.tables.map((table) => [table.path, table]));
    for (const cell of notebook.cells)
      this.#traces.set(cell.id, readCellFacts(cell, placeIn(path, cell))?.trace?.reads);
  }

  /** Undefined if its code is not known, or a kernel did not say which statement read what. */
  follow(value: ReportValue, origin: ValueOrigin): Found | undefined {
    const code = value.expression === undefined ? this.#madeBy(origin) : this.#inline(value);
    if (code === undefined) return undefined;
    const reads = mergeReads([
      ...code.own.map((requester) => this.#requestedBy(requester)),
      ...code.statements
        .filter((statement) => !isOfTool(statement))
        .map((statement) => this.#readsByStatement(statement)),
    ]);
    if (reads === undefined) return undefined;
    return {
      ...this.#named(code, value, origin, reads),
      ...(isLengthOfAll(code.node, code.reader, this.#program) && { kind: "length" as const }),
      reads,
      functions: this.#functionsOf(code),
    };
  }

  #inline({ expression = "", place }: ReportValue): Code | undefined {
    const { cells } = this.#notebook;
    const index = cells.findIndex(({ id }) => id === place.cell);
    const cell = cells[index];
    if (cell === undefined || cell.cell_type === "code") return undefined;
    // The front matter is evaluated after the last cell.
    const found = inlineReader(expression, cell.cell_type === "raw" ? cells.length : index);
    if (found === undefined) return undefined;
    const facts = readCellFacts(cell, placeIn(this.#path, cell));
    const ids = (facts?.inline ?? []).flatMap((asked) => (asked.expression === expression ? [asked.id] : []));
    return {
      ...found,
      text: expressionCode(expression),
      statements: this.#program.behind(found.reader),
      own: ids.map((id) => [cell.id, id] as const),
    };
  }

  #madeBy({ made, text }: ValueOrigin): Code | undefined {
    if (made === undefined) return undefined;
    const [count, index, before] = made.split(/[:@]/).map(Number);
    const cell = this.#notebook.cells.find(
      (each) => each.cell_type === "code" && each.execution_count === count,
    );
    const statement = cell && this.#program.at(cell.id, index ?? -1);
    if (statement === undefined) return undefined;
    const part = text && partOfText(statement.node, text);
    const node = part ?? statement.node;
    const reader = readerIn(statement, node);
    const calls =
      part === undefined ||
      [...callsIn(part)].some(({ callee }) => !isFormat(rootOf(callee) ?? "", reader, this.#program));
    return {
      node,
      text: statement.cell.source,
      reader,
      statements: this.#program.behind(reader),
      ...(part === undefined && { defines: statement }),
      own: calls ? [[statement.cell.id, String(statement.place.index), before ?? Infinity]] : [],
    };
  }

  /** What a statement or an expression read, by path and rows; undefined if the kernel did not record who read in the cell. */
  #requestedBy([cell, id, before = Infinity]: Requester): ReadonlyMap<string, DataRead> | undefined {
    const reads = this.#traces.get(cell);
    if (reads?.every(({ at }) => at !== undefined) !== true) return undefined;
    const found = new Map<string, DataRead>();
    for (const read of reads) {
      if (read.at?.some((request) => isRequest(request, id, before)) !== true) continue;
      const input = this.#inputs.get(read.file);
      if (input === undefined || input.kind === "package") continue;
      const own = { path: input.path, ...omit(read, "file", "at") };
      found.set(JSON.stringify([own.path, own.where]), own);
    }
    return found;
  }

  /** From the rows to the value: those called nearest to it. */
  #functionsOf({ node, statements, own: readers }: Code): readonly string[] {
    const [cell] = readers[0] ?? [];
    const found = new Set(cell === undefined ? [] : this.#calledIn(node, cell));
    for (const statement of statements) {
      if (found.size >= maxFunctions) break;
      for (const called of this.#functionsByStatement(statement)) found.add(called);
    }
    return [...found].slice(0, maxFunctions).reverse();
  }

  #calledByStatement(statement: Statement): readonly string[] {
    return this.#looksUpOnly(statement) ? [] : this.#calledIn(statement.node, statement.cell.id);
  }

  /** The documented functions of modules that code of a cell calls, from the outside inwards. */
  #calledIn(code: Node, cell: string): readonly string[] {
    const ran = this.#provenance(cell)?.functions ?? [];
    return [...callsIn(code)].flatMap(({ callee }) => {
      const name = calledName(callee);
      return ran.find((full) => splitFunction(full).name === name && this.#docs.has(full)) ?? [];
    });
  }

  /** Whether a statement reads names of codes only. */
  #looksUpOnly(statement: Statement): boolean {
    const reads = [...(this.#readsByStatement(statement)?.values() ?? [])];
    return reads.length > 0 && reads.every(({ path }) => this.#tables.get(path)?.isLookup === true);
  }

  #provenance(cell: string): Provenance | undefined {
    return own(this.#report.provenance, `${this.#path}#${cell}`);
  }

  #named(
    { node, text: code, reader, defines }: Code,
    { label, format }: ReportValue,
    { text }: ValueOrigin,
    reads: readonly DataRead[],
  ): Pick<Found, "name" | "part"> {
    if (label !== undefined) return { name: label };
    const inClaim = text && this.#claimPart(text.element, text.field);
    const subject = subjectOf(node, reader, this.#program) ?? (defines && subjectDefinedBy(defines));
    if (inClaim !== undefined) return { name: inClaim };
    if (subject === undefined) return {};
    const { last, definition } = subject;
    const name = commentOn(definition);
    const column = isGeneral(last) ? undefined : this.#column(last, reads);
    const which = column ?? (isGeneral(last) ? inWords(subject.root) : inWords(last));
    const named = [...yearsIn(node, code, this.#years), ...yearsDefining(subject, this.#years)];
    const years = format === "year" ? [] : named;
    const part = [which, ...missingYears(years, name)].join(", ");
    return { ...(name !== undefined && { name }), part };
  }

  /** The description of a column of the tables that were read, with its unit. */
  #column(name: string, reads: readonly DataRead[]): string | undefined {
    for (const { path } of reads) {
      const column = this.#tables.get(path)?.columns?.find((each) => each.name === name);
      if (column?.description === undefined || column.description.length > 60) continue;
      return column.unit === undefined ? column.description : `${column.description} (${column.unit})`;
    }
    return undefined;
  }

  /** What the part of a claim says for which a number is the evidence. */
  #claimPart(element: string, field: string): string | undefined {
    const number = /^(\d+)\.evidence$/.exec(field)?.[1];
    if (number === undefined) return undefined;
    const blocks = this.#report.sections.flatMap((section) => section.blocks);
    const claim = blocks.find((block) => block.kind === "claim" && block.id === element);
    const part = claim?.kind === "claim" ? claim.parts[Number(number) - 1] : undefined;
    return part && plainProse(part.reads, this.#report);
  }
}

const requesterIn = ({ cell, place }: Statement): Requester => [cell.id, String(place.index)];

/** All reads, sorted by path and rows; undefined if those of one requester are unknown. */
function mergeReads(
  reads: readonly (ReadonlyMap<string, DataRead> | undefined)[],
): readonly DataRead[] | undefined {
  const all = new Map<string, DataRead>();
  for (const each of reads) {
    if (each === undefined) return undefined;
    for (const [key, read] of each) all.set(key, read);
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read);
}

/** Of a statement, before a value was made in it; or of code outside of statements, which may have reached anything. */
function isRequest(request: string, id: string, before: number): boolean {
  const end = request.lastIndexOf("@");
  const by = request.slice(0, end);
  return by === "" || (by === id && Number(request.slice(end + 1)) < before);
}

function calledName(callee: Node): string | undefined {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type === "MemberExpression" && callee.property.type === "Identifier" && !callee.computed)
    return rootOf(callee) === undefined ? undefined : callee.property.name;
  return undefined;
}
