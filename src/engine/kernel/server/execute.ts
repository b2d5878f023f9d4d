/** `execute_request`: counts, announces, has the interpreter execute, replies. */
import type { Header, Json, JsonObject } from "../../client/contract.js";
import { metadataKey } from "../../../model/mime.js";
import type { CellOutcome } from "../contract.js";
import type { History } from "./history.js";
import type { Iopub } from "./iopub.js";
import type { RemoteInterpreter } from "./remote-interpreter.js";

export interface ExecuteContent {
  readonly code: string;
  readonly silent: boolean;
  readonly storeHistory: boolean;
  readonly stopOnError: boolean;
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
    userExpressions: Object.fromEntries(
      Object.entries(typeof expressions === "object" ? (expressions ?? {}) : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    ),
  };
}

export interface Executor {
  execute(id: number, parent: Header, content: ExecuteContent): Promise<Reply>;
  /** The number of the last cell that was counted. */
  readonly count: number;
}

export function createExecutor(options: {
  readonly interpreter: RemoteInterpreter;
  readonly iopub: Iopub;
  readonly history: History;
}): Executor {
  const { interpreter, iopub, history } = options;
  let count = 0;

  return {
    get count() {
      return count;
    },
    async execute(id, parent, { code, silent, storeHistory, userExpressions }) {
      // A cell that is shown but not stored bears the next number without using it up.
      const executionCount = silent ? count : count + 1;
      if (storeHistory) {
        count = executionCount;
        history.add(count, code);
      }
      if (!silent) iopub.publish("execute_input", parent, { code, execution_count: executionCount });
      const started = new Date().toISOString();
      const result = await interpreter.perform(id, {
        kind: "execute",
        code,
        executionCount,
        silent,
        userExpressions,
      });
      if (result.kind !== "execute") throw new Error(`A cell ended as ${result.kind}.`);
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
