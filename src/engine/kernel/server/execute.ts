/** Handles `execute_request`: counts, announces, runs and replies; also keeps the session's history. */
import type { Header, Json, JsonObject } from "../../client/contract.js";
import type { Iopub } from "./iopub.js";
import type { Reply } from "./messages.js";
import type { RemoteInterpreter } from "./remote-interpreter.js";

interface ExecuteContent {
  readonly code: string;
  readonly silent: boolean;
  readonly storeHistory: boolean;
  readonly stopOnError: boolean;
  readonly input: "allowed" | "refused";
  readonly userExpressions: Readonly<Record<string, string>>;
}

export function readExecuteContent(content: JsonObject): ExecuteContent {
  const silent = content.silent === true;
  const expressions = content.user_expressions;
  return {
    code: typeof content.code === "string" ? content.code : "",
    silent,
    storeHistory: !silent && content.store_history !== false,
    stopOnError: content.stop_on_error !== false,
    input: content.allow_stdin === true ? "allowed" : "refused",
    userExpressions: Object.fromEntries(
      Object.entries(typeof expressions === "object" ? (expressions ?? {}) : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    ),
  };
}

interface RememberedCell {
  readonly line: number;
  readonly input: string;
  output: string | null;
}

/** The history contains only the current session. */
const session = 1;

export class CellExecutor {
  readonly #interpreter: RemoteInterpreter;
  readonly #iopub: Iopub;
  readonly #cells: RememberedCell[] = [];
  #count = 0;

  constructor(interpreter: RemoteInterpreter, iopub: Iopub) {
    this.#interpreter = interpreter;
    this.#iopub = iopub;
  }

  async execute(id: number, parent: Header, content: ExecuteContent): Promise<Reply> {
    const { code, silent, storeHistory, input, userExpressions } = content;
    // A cell that is shown but not stored gets the next number without incrementing the counter.
    const executionCount = silent ? this.#count : this.#count + 1;
    if (storeHistory) {
      this.#count = executionCount;
      this.#cells.push({ line: executionCount, input: code, output: null });
    }
    if (!silent) this.#iopub.publish("execute_input", parent, { code, execution_count: executionCount });
    const started = new Date().toISOString();
    const cell = { code, executionCount, silent, userExpressions };
    const reply = await this.#interpreter.perform(id, { kind: "execute", input, cell });
    return { ...reply, metadata: { started, ...reply.metadata } };
  }

  /** Content of the `execute_result` of the cell being executed. */
  rememberOutput({ data }: JsonObject): void {
    const text = (data as JsonObject | undefined)?.["text/plain"];
    const last = this.#cells.at(-1);
    if (typeof text === "string" && last?.line === this.#count) last.output = text;
  }

  /** Content of a `history_request` → `history` of its reply: the last `n` cells; other filters are ignored. */
  history({ n, output: withOutput }: JsonObject): Json {
    const first = typeof n === "number" ? Math.max(0, this.#cells.length - Math.trunc(n)) : 0;
    return this.#cells
      .slice(first)
      .map(({ line, input, output }) => [session, line, withOutput === true ? [input, output] : input]);
  }
}
