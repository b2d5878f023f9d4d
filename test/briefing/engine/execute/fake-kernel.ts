import type {
  ExecuteOptions,
  ExecuteReply,
  ExecuteRequest,
  Json,
  JsonObject,
  KernelSession,
  KernelSpec,
  Message,
} from "../../../../src/briefing/engine/client/contract.js";

export const fakeSpec: KernelSpec = {
  name: "tslab",
  argv: ["fake"],
  displayName: "TypeScript",
  language: "typescript",
  interruptMode: "message",
  env: {},
  resourceDir: "/nowhere",
};

/** What a cell's script may do while it is "executed". */
export interface FakeCell {
  readonly request: ExecuteRequest;
  readonly options: ExecuteOptions;
  readonly count: number;
  send(type: string, content: JsonObject): void;
  print(text: string, name?: "stdout" | "stderr"): void;
  /** A message that comes when the request is over. */
  late(type: string, content: JsonObject): void;
  fail(ename: string, evalue: string, traceback?: readonly string[]): Partial<ExecuteReply>;
}

export type Script = (
  cell: FakeCell,
) => Partial<ExecuteReply> | undefined | Promise<Partial<ExecuteReply> | undefined>;

/** A kernel session that answers by a script, code → behaviour; code that no script knows does nothing. */
export class FakeSession implements KernelSession {
  readonly spec: KernelSpec;
  readonly info: JsonObject = { language_info: { name: "typescript", version: "0" } };
  readonly pid = 0;
  alive = true;
  readonly requests: ExecuteRequest[] = [];
  readonly timeouts: (number | undefined)[] = [];
  shutdowns = 0;
  interrupts = 0;
  readonly #script: Script;
  readonly #listeners = new Set<(message: Message) => void>();
  readonly #ended: (() => void)[] = [];
  #count = 0;

  constructor(script: Script, spec: KernelSpec = fakeSpec) {
    this.#script = script;
    this.spec = spec;
  }

  async execute(request: ExecuteRequest, options: ExecuteOptions = {}): Promise<ExecuteReply> {
    const id = `request-${this.requests.length}`;
    this.requests.push(request);
    this.timeouts.push(options.timeoutMs);
    if (!request.silent) this.#count += 1;
    const count = this.#count;
    const message = (type: string, content: JsonObject): Message => ({
      header: { msg_id: "m", msg_type: type, session: "s", username: "u", date: "", version: "5.4" },
      parent_header: { msg_id: id },
      metadata: {},
      content,
      buffers: [],
    });
    const send = (type: string, content: JsonObject): void => options.onMessage?.(message(type, content));
    send("status", { execution_state: "busy" });
    if (!request.silent) send("execute_input", { code: request.code, execution_count: count });
    const answer = await this.#script({
      request,
      options,
      count,
      send,
      print: (text, name = "stdout") => {
        send("stream", { name, text });
      },
      late: (type, content) => {
        for (const listener of this.#listeners) listener(message(type, content));
      },
      fail: (ename, evalue, traceback = [`${ename}: ${evalue}`]) => {
        send("error", { ename, evalue, traceback: [...traceback] });
        return { status: "error", content: { ename, evalue, traceback: [...traceback] } };
      },
    });
    send("status", { execution_state: "idle" });
    return {
      status: "ok",
      metadata: { briefing: { pending: "none" } },
      ...answer,
      content: { execution_count: count, ...answer?.content },
    };
  }

  onLateMessage(listener: (message: Message) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async interrupt(): Promise<void> {
    this.interrupts += 1;
    await Promise.resolve();
  }

  async shutdown(): Promise<void> {
    this.shutdowns += 1;
    this.alive = false;
    for (const ended of this.#ended) ended();
    await Promise.resolve();
  }

  /** Resolves when the session is shut down. */
  get ended(): Promise<void> {
    return new Promise((resolve) => this.#ended.push(resolve));
  }
}

/** Scripts by the code of the cell. */
export function scripted(scripts: Readonly<Record<string, Script>>): Script {
  return (cell) => scripts[cell.request.code]?.(cell);
}

/** Answers inline expressions by their text. */
export function answering(answers: Readonly<Record<string, JsonObject>>): Script {
  return ({ request }) => {
    if (!request.silent) return undefined;
    const results: Record<string, Json> = {};
    for (const [id, expression] of Object.entries(request.userExpressions ?? {})) {
      const data = answers[expression];
      results[id] = data ?? { status: "error", ename: "ReferenceError", evalue: expression, traceback: [] };
    }
    return { content: { user_expressions: results } };
  };
}

/** A cell that prints. */
export const prints =
  (text: string, name: "stdout" | "stderr" = "stdout"): Script =>
  (cell) => {
    cell.print(text, name);
    return undefined;
  };
