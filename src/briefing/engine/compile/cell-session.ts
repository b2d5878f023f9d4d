/** The types of the cells of one notebook while it is executed, cell by cell. */
import { CellModules, readCell, type CellModule } from "./cell-modules.js";
import { completeWith, inspectWith, type Query } from "./completion.js";
import type { Completeness, Completion, Diagnostic, Rejected } from "./contract.js";
import { checkedExpressions } from "./expressions.js";
import type { FolderTypes } from "./folder-types.js";
import { readBrackets, type BracketedCode } from "./brackets.js";
import { parseAnyway } from "./emit/javascript.js";

export class CellSession {
  /** Undefined if nothing checks types here, or npm has no TypeScript 7 for this machine: every cell is accepted. */
  readonly #types: FolderTypes | undefined;
  readonly #cells: CellModules;
  /** Cells that have declared something. */
  readonly #earlier: CellModule[] = [];

  /** `folder`: where imports resolve from. */
  constructor(folder: string, types: FolderTypes | undefined) {
    this.#types = types;
    this.#cells = new CellModules(folder);
  }

  /** Starts loading what the first check needs. */
  start(): void {
    if (this.#types !== undefined) this.check('import "briefing";').catch(() => undefined);
  }

  async check(source: string): Promise<readonly Diagnostic[]> {
    const module = this.#moduleOf(source);
    const options = { requested: [module], began: performance.now() };
    const [errors = []] = (await this.#types?.check([...this.#earlier, module], options)) ?? [];
    return errors;
  }

  /** Diagnostics of each expression, at positions relative to it. */
  async checkExpressions(expressions: Readonly<Record<string, string>>): Promise<Rejected> {
    const checked = checkedExpressions(expressions);
    return checked.rejectedBy(await this.check(checked.source));
  }

  declare(source: string): void {
    if (this.#types === undefined) return;
    const module = this.#moduleOf(source);
    const { declared, imports } = module.cell;
    // `declare global` has no name.
    if (declared.size === 0 && imports.length === 0 && !source.includes("declare")) return;
    this.#cells.declare(module);
    this.#earlier.push(module);
  }

  /** `offset` in UTF-16 units from the start of `source`. */
  complete(source: string, offset: number): Promise<Completion> {
    if (this.#types === undefined) return Promise.resolve({ start: offset, end: offset, matches: [] });
    return this.#query(source, (request, module) => completeWith(request, module, offset));
  }

  /**
   * Plain text: signature and documentation of the word at the offset, or of the call around it with the fields of its
   * options; undefined if there is neither.
   */
  inspect(source: string, offset: number): Promise<string | undefined> {
    if (this.#types === undefined) return Promise.resolve(undefined);
    return inspectWith(this.#query, source, offset);
  }

  readonly completeness = completenessOf;

  abandon(): void {
    this.#types?.server.abandon();
  }

  async close(): Promise<void> {
    await this.#types?.server.close();
  }

  readonly #query: Query = (source, work) => {
    if (this.#types === undefined) throw new Error("TypeScript is not available.");
    const module = this.#moduleOf(source);
    return this.#types.ask([...this.#earlier, module], (request) => work(request, module));
  };

  #moduleOf(source: string): CellModule {
    return this.#cells.moduleOf(readCell(source), this.#earlier.length);
  }
}

/** Incomplete if the first error is the end of the text: more text would not fix any earlier error. */
function completenessOf(source: string): Completeness {
  const [error] = parseAnyway("cell.ts", source).errors;
  if (error === undefined) return { status: "complete" };
  const [{ start, end } = { start: 0, end: 0 }] = error.labels;
  const code = readBrackets(source);
  const opens = source.slice(start, start + 2);
  const isUnterminated = end === source.length && (opens.startsWith("`") || opens === "/*");
  // A string continues on the next line only after a backslash.
  const isContinued = /^["']/.test(opens) && source.endsWith("\\");
  if (isUnterminated || isContinued || start >= code.end)
    return { status: "incomplete", indent: indentAfter(source, code) };
  return { status: "invalid" };
}

/** Two spaces more than the line that opened the innermost open bracket; none inside a template or comment. */
function indentAfter(source: string, { brackets }: BracketedCode): string {
  const innermost = brackets.findLast(({ closed }) => closed === undefined);
  if (innermost === undefined) return "";
  const lineStart = source.lastIndexOf("\n", innermost.start) + 1;
  const indent = /^[ \t]*/.exec(source.slice(lineStart))?.[0] ?? "";
  return `${indent}  `;
}
