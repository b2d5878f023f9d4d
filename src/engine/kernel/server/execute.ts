/** `execute_request`: counts, announces, has the interpreter execute, replies; remembers the cells of this session. */
import type { Header, Json, JsonObject } from "../../client/contract.js";
import { metadataKey } from "../../../model/mime.js";
import type { CellOutcome } from "../contract.js";
import type { Iopub } from "./iopub.js";
import type { RemoteInterpreter } from "./remote-interpreter.js";

export interface ExecuteContent {
  readonly code: string;
  readonly silent: boolean;
  readonly storeHistory: boolean;
  readonly stopOnError: boolean;
  readonly input: "allowed" | "refused";
  readonly userExpressions: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly content: JsonObject;
  readonly metadata?: JsonObject;
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

/** There is one session in the history: this one. */
const session = 1;

export interface Executor {
  execute(id: number, parent: Header, content: ExecuteContent): Promise<Reply>;
  /** The text of the value that the cell being executed ends with. */
  rememberOutput(text: string): void;
  /** Content of a `history_request` → the `history` of its reply: the last `n` cells, whatever else it asks for. */
  history(request: JsonObject): Json;
}

export function createExecutor(interpreter: RemoteInterpreter, iopub: Iopub): Executor {
  const cells: RememberedCell[] = [];
  let count = 0;

  return {
    rememberOutput(text) {
      const last = cells.at(-1);
      if (last?.line === count) last.output = text;
    },
    history({ n, output: withOutput }) {
      const last = typeof n === "number" ? cells.slice(Math.max(0, cells.length - Math.trunc(n))) : cells;
      return last.map(({ line, input, output }) => [
        session,
        line,
        withOutput === true ? [input, output] : input,
      ]);
    },
    async execute(id, parent, { code, silent, storeHistory, input, userExpressions }) {
      // A cell that is shown but not stored bears the next number without using it up.
      const executionCount = silent ? count : count + 1;
      if (storeHistory) {
        count = executionCount;
        cells.push({ line: count, input: code, output: null });
      }
      if (!silent) iopub.publish("execute_input", parent, { code, execution_count: executionCount });
      const started = new Date().toISOString();
      const result = await interpreter.perform(id, {
        kind: "execute",
        input,
        cell: { code, executionCount, silent, userExpressions },
      });
      return {
        content: replyContent(result.outcome, executionCount),
        metadata: {
          started,
          status: result.outcome.error ? "error" : "ok",
          [metadataKey]: result.outcome.trace as unknown as Json,
        },
      };
    },
  };
}

function replyContent({ error, userExpressions }: CellOutcome, executionCount: number): JsonObject {
  const outcome: JsonObject = error
    ? { status: "error", ename: error.ename, evalue: error.evalue, traceback: error.traceback }
    : { status: "ok" };
  return {
    ...outcome,
    execution_count: executionCount,
    user_expressions: userExpressions,
    payload: [],
  };
}
