/** The state of a notebook being executed: the records of its cells and the failures so far. */
import type { ExecuteReply, Json, JsonObject, Message } from "../client/contract.js";
import type { Judgement } from "../../model/margin.js";
import { metadataKey } from "../../model/mime.js";
import type { CellFacts, Surroundings, ExecutionTrace, Variation } from "../../model/trace.js";
import { withAnswers, type PackedAnswers } from "../notebook/answers.js";
import type { Cell, Notebook, Output } from "../notebook/contract.js";
import { isJsonObject, isStringArray, objectOf } from "../notebook/json.js";
import type { ExecuteSettings, Failure, ResolvedKernel } from "./contract.js";
import { NotebookOutputs, OutputArea } from "./outputs.js";
import type { Read } from "../../model/reads.js";
import { isTextNotebook } from "../../lib/notebook-name.js";
import { shownPath } from "../../lib/shown-path.js";
import { withPlacesInFile } from "./traceback.js";

export class NotebookRun {
  readonly path: string;
  readonly notebook: Notebook;
  readonly kernel: ResolvedKernel;
  readonly settings: ExecuteSettings;
  readonly records: readonly CellRecord[];
  languageInfo: Json | undefined;
  /** What each cell probed or did besides its trace; empty for kernels that do not report it. */
  readonly surroundings = new Map<CellRecord, Surroundings>();
  /** What the kernel reported of cells that it executed again under other settings. */
  readonly settingReplies: { readonly trace: ExecutionTrace; readonly surroundings: Surroundings }[] = [];
  /** What these cells gave; missing without assumptions. */
  answers: PackedAnswers | undefined;
  /** Index of the first cell that is not executed; undefined if all are. */
  end: number | undefined;
  /** Code was still pending after the last cell, so its effects were not observed. */
  hasPendingWork = false;
  readonly #failures: Failure[] = [];
  /** By the id of the request, which late messages name as their parent. */
  readonly #byRequest = new Map<string, CellRecord>();

  constructor(path: string, notebook: Notebook, kernel: ResolvedKernel, settings: ExecuteSettings) {
    this.path = path;
    this.notebook = notebook;
    this.kernel = kernel;
    this.settings = settings;
    const outputs = new NotebookOutputs();
    this.records = notebook.cells.map((cell, index) => new CellRecord(cell, index, outputs));
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  /** If errors are allowed, those of the notebook's own code remain in its outputs but are not failures. */
  fail(...failures: readonly Failure[]): void {
    const isAllowed = ({ kind }: Failure): boolean =>
      this.settings.onCellError === "continue" && ["error", "late", "inline"].includes(kind);
    const cellOf = (count: number) =>
      this.records.find(({ executionCount }) => executionCount === count)?.cell;
    const path = shownPath(this.path);
    const kept = failures.filter((failure) => !isAllowed(failure));
    const isText = isTextNotebook(this.path);
    this.#failures.push(...kept.map((each) => (isText ? withPlacesInFile(each, path, cellOf) : each)));
  }

  /** Inline expressions are TypeScript, which other kernels cannot evaluate. */
  get evaluatesInline(): boolean {
    const { origin, spec } = this.kernel;
    return origin === "builtin" || spec.language.toLowerCase() === "typescript";
  }

  /** Attributes later messages with the same parent to this cell. */
  noteRequest(message: Message, record: CellRecord): void {
    const id = message.parent_header.msg_id;
    if (id !== undefined) this.#byRequest.set(id, record);
  }

  /** Kernels of others do not report them. */
  noteSurroundings(record: CellRecord, reply: ExecuteReply): void {
    const surroundings = surroundingsOf(reply);
    if (surroundings !== undefined) this.surroundings.set(record, surroundings);
  }

  noteSettingReply(reply: ExecuteReply): void {
    const trace = traceOf(reply);
    const surroundings = surroundingsOf(reply);
    if (trace !== undefined && surroundings !== undefined) this.settingReplies.push({ trace, surroundings });
  }

  recordOf(message: Message): CellRecord | undefined {
    const id = message.parent_header.msg_id;
    return id === undefined ? undefined : this.#byRequest.get(id);
  }

  finished(): Notebook {
    const { name, displayName, language } = this.kernel.spec;
    const info = this.languageInfo;
    return {
      ...this.notebook,
      metadata: {
        kernelspec: { name, display_name: displayName, language },
        ...withAnswers(this.notebook.metadata, this.answers),
        ...(info !== undefined && { language_info: info }),
      },
      cells: this.records.map((record) => record.finished()),
    };
  }
}

export class CellRecord {
  readonly cell: Cell;
  readonly index: number;
  readonly area: OutputArea;
  facts: CellFacts = { status: "not-executed" };
  executionCount: number | null = null;
  #restored: readonly Output[] | undefined;

  constructor(cell: Cell, index: number, outputs: NotebookOutputs) {
    this.cell = cell;
    this.index = index;
    this.area = new OutputArea(outputs);
  }

  receive(message: Message): void {
    const count = message.content.execution_count;
    if (message.header.msg_type === "execute_input" && typeof count === "number") this.executionCount = count;
    this.area.receive(message);
  }

  outputs(): readonly Output[] {
    return this.#restored ?? this.area.outputs();
  }

  /** Restores the outcome of an earlier execution. */
  restore(facts: CellFacts, outputs: readonly Output[], executionCount: number | null): void {
    this.facts = facts;
    this.executionCount = executionCount;
    this.#restored = outputs;
  }

  /** The executed copy. A skipped cell keeps its stored outputs. */
  finished(): Cell {
    const { cell, facts } = this;
    if (cell.cell_type !== "code") {
      const isBare = facts.inline === undefined && facts.status === "executed";
      return isBare ? cell : { ...cell, metadata: withFacts(cell.metadata, facts) };
    }
    const metadata = withFacts(cell.metadata, facts);
    if (facts.status === "skipped") return { ...cell, metadata };
    return { ...cell, metadata, outputs: this.outputs(), execution_count: this.executionCount };
  }
}

/** Replaces facts of an earlier execution, but keeps the user's settings under the same key. */
function withFacts(metadata: JsonObject, facts: CellFacts): JsonObject {
  const settings = objectOf(metadata[metadataKey]);
  return { ...metadata, [metadataKey]: { ...settings, ...(facts as JsonObject) } };
}

function surroundingsOf(reply: ExecuteReply): Surroundings | undefined {
  const { surroundings } = objectOf(reply.metadata[metadataKey]);
  const { asked, listed, contacts, settings, ran, texts } = objectOf(surroundings);
  if (!isStringArray(asked) || !isStringArray(listed) || !isStringArray(contacts)) return undefined;
  return {
    asked,
    listed,
    contacts: contacts as Surroundings["contacts"],
    ...(isStringArray(settings) && { settings }),
    ran: listOf(ran, ({ file, functions }) =>
      typeof file === "string" && isStringArray(functions) ? { file, functions } : undefined,
    ),
    ...(isStringArray(texts) && { texts }),
  };
}

/** The built-in kernel's trace of a cell; undefined for other kernels. */
export function traceOf(reply: ExecuteReply): ExecutionTrace | undefined {
  const facts = objectOf(reply.metadata[metadataKey]);
  const { files, modules, environment, functions, reads, varies } = facts;
  if (!isStringArray(files) || !isStringArray(modules) || !isStringArray(environment)) return undefined;
  return {
    files,
    modules,
    environment,
    functions: listOf(functions, ({ module, name }) =>
      typeof module === "string" && typeof name === "string" ? { module, name } : undefined,
    ),
    // Validated when a report is created, like everything else recorded in a notebook.
    ...(Array.isArray(reads) && { reads: reads as unknown as readonly Read[] }),
    ...(isStringArray(varies) && { varies: varies as readonly Variation[] }),
  };
}

/** Without what is not of the form that `read` expects. */
const listOf = <T>(value: Json | undefined, read: (item: JsonObject) => T | undefined): readonly T[] =>
  Array.isArray(value) ? (value as readonly Json[]).flatMap((item) => read(objectOf(item)) ?? []) : [];

/** Whether the kernel reports that no code is pending, so that no late errors can occur. */
export function isSettled(reply: ExecuteReply): boolean {
  return objectOf(reply.metadata[metadataKey]).pending === "none";
}

/** The margins of the conditions in a code cell, which are validated when a report is created. */
export function conditionsOf(reply: ExecuteReply): CellFacts["conditions"] {
  const { conditions } = objectOf(reply.metadata[metadataKey]);
  return Array.isArray(conditions) ? (conditions as CellFacts["conditions"]) : undefined;
}

/** The margin of a condition that a kernel evaluated. */
export function judgementOf(metadata: JsonObject): Judgement | undefined {
  const { judgement } = objectOf(metadata[metadataKey]);
  return isJsonObject(judgement) ? (judgement as unknown as Judgement) : undefined;
}
