import type { ExecuteReply, Json, Message } from "../client/contract.js";
import type { Notebook } from "../notebook/contract.js";
import type { Surroundings } from "../../model/trace.js";
import { CellRecord } from "./cell-record.js";
import type { ExecuteSettings, Failure, ResolvedKernel } from "./contract.js";
import { OutputBudget } from "./output-budget.js";
import { Displays } from "./outputs.js";
import { surroundingsOf } from "./reply-facts.js";

/** One notebook while it is executed: its cells' records, and what went wrong so far. */
export class NotebookRun {
  readonly path: string;
  readonly notebook: Notebook;
  readonly kernel: ResolvedKernel;
  readonly settings: ExecuteSettings;
  readonly records: readonly CellRecord[];
  /** As the kernel tells it. */
  languageInfo: Json | undefined;
  /** What each cell rested on or did besides its trace; nothing of a kernel that does not tell. */
  readonly surroundings = new Map<CellRecord, Surroundings>();
  /** Code was left to run when the last cell had ended: nobody saw what it did. */
  hasLeftovers = false;
  readonly #failures: Failure[] = [];
  /** By the id of the request that executed it: late messages name it as their parent. */
  readonly #byRequest = new Map<string, CellRecord>();

  constructor(path: string, notebook: Notebook, kernel: ResolvedKernel, settings: ExecuteSettings) {
    this.path = path;
    this.notebook = notebook;
    this.kernel = kernel;
    this.settings = settings;
    const displays = new Displays();
    const budget = new OutputBudget();
    this.records = notebook.cells.map((cell, index) => new CellRecord(cell, index, displays, budget));
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  /** Where errors are allowed, those of the notebook's own code stay in its outputs and are no failure of it. */
  fail(...failures: readonly Failure[]): void {
    const isAllowed = ({ kind }: Failure): boolean =>
      this.settings.onCellError === "continue" && ["error", "late", "inline"].includes(kind);
    this.#failures.push(...failures.filter((failure) => !isAllowed(failure)));
  }

  /** Inline expressions are TypeScript: another kernel would not know what to do with them. */
  get evaluatesInline(): boolean {
    const { origin, spec } = this.kernel;
    return origin === "builtin" || spec.language.toLowerCase() === "typescript";
  }

  /** A listener for the messages of one request about a cell. */
  listener(record: CellRecord): (message: Message) => void {
    return (message) => {
      this.remember(message, record);
      record.receive(message);
    };
  }

  remember(message: Message, record: CellRecord): void {
    const id = message.parent_header.msg_id;
    if (id !== undefined) this.#byRequest.set(id, record);
  }

  noteSurroundings(record: CellRecord, reply: ExecuteReply): void {
    const surroundings = surroundingsOf(reply);
    if (surroundings !== undefined) this.surroundings.set(record, surroundings);
  }

  recordOf(message: Message): CellRecord | undefined {
    const id = message.parent_header.msg_id;
    return id === undefined ? undefined : this.#byRequest.get(id);
  }

  /** The executed copy. */
  finished(): Notebook {
    const { name, displayName, language } = this.kernel.spec;
    const info = this.languageInfo;
    return {
      ...this.notebook,
      metadata: {
        kernelspec: { name, display_name: displayName, language },
        ...this.notebook.metadata,
        ...(info !== undefined && { language_info: info }),
      },
      cells: this.records.map((record) => record.finished()),
    };
  }
}
