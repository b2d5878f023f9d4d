/**
 * The protocol server: receives requests, answers those that need no interpreter immediately, queues the others, and
 * reports busy and idle on iopub.
 */
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import type { Header, Json, JsonObject, Message } from "../../client/contract.js";
import { createComposer, type ReceivedMessage } from "../../client/wire.js";
import { interruptedReport, type Branch } from "../contract.js";
import { kernelInfo } from "../spec.js";
import type { Channels, ReplyChannel } from "./channels.js";
import { Iopub } from "./iopub.js";
import { interruptedReply, isQuestion, questionOf, type FromInterpreter, type Reply } from "./messages.js";
import type { RemoteInterpreter } from "./remote-interpreter.js";

/** Clients send a notebook's cells in a burst: when one fails, those still in transit are aborted too. */
const inTransitMs = 20;

/** The number of the only session in the history. */
const session = 1;

interface Request {
  readonly channel: ReplyChannel;
  readonly received: ReceivedMessage;
}

export interface ServerOptions {
  readonly channels: Channels;
  readonly interpreter: RemoteInterpreter;
  /** Called when output has been written to the sockets. */
  readonly delivered: (size: number) => void;
  /** Called with the user's reply to the executing cell's question. */
  readonly answered: (text: string) => void;
  /** Called on a shutdown request, once the reply has been queued. */
  readonly shutDown: () => void;
}

/** Content of the reply; undefined: no reply. */
type Answer = JsonObject | undefined;
type Handler = (content: JsonObject, header: Header) => Answer | Promise<Answer>;

export class Server {
  readonly #options: ServerOptions;
  readonly #compose = createComposer("kernel").compose;
  readonly #iopub: Iopub;
  /** The history: cells of this session that were stored. */
  readonly #cells: { readonly line: number; readonly input: string; output: string | null }[] = [];
  #count = 0;
  /** Ids of the questions that cells have asked, and of the one whose cell still waits. */
  readonly #asked = new Set<string>();
  #open: string | undefined;
  /** Requests passed to the interpreter, by number: output may arrive long after the reply. */
  readonly #requests: Asker[] = [];
  readonly #waiting: { readonly request: Request; fate: "perform" | "abort" }[] = [];
  #isBusy = false;

  constructor(options: ServerOptions) {
    this.#options = options;
    const { channels, delivered } = options;
    this.#iopub = new Iopub(this.#compose, {
      send: (topic, message) => channels.broadcast(topic, message),
      delivered,
    });
    for (const channel of ["shell", "control"] as const)
      void channels.receive(channel, (received) => {
        this.#dispatch({ channel, received });
      });
    void channels.receive("stdin", ({ message }) => {
      this.#takeAnswer(message);
    });
    channels.onSubscription((topic) => {
      this.#iopub.publish("iopub_welcome", {}, { subscription: topic });
    });
    this.#iopub.status({}, "starting");
  }

  /** Waits for pending output, for at most `ms`, then closes the sockets. */
  async close(ms: number): Promise<void> {
    await Promise.race([this.#iopub.flushed(), delay(ms)]);
    await this.#options.channels.close();
  }

  receive(message: Exclude<FromInterpreter, { type: "sigint" | "flush" }>): void {
    const { id } = message;
    const asker = this.#requests[id - 1];
    const parent = asker?.header ?? {};
    const { current } = this.#options.interpreter;
    switch (message.type) {
      case "publish":
        this.#iopub.publish(message.msgType, parent, message.content, message.size);
        if (message.msgType === "execute_result") this.#rememberOutput(message.content);
        return;
      case "input":
        if (asker) void this.#ask(asker, message.question);
        return;
      case "done":
        this.#options.interpreter.done(id, message.reply);
        return;
      case "not-executing":
        // Messages arrive in order: if the cell's end had been sent, it would have been handled by now.
        if (current?.id !== id) return;
        if (current.task.kind === "execute") this.#iopub.publish("error", parent, interruptedReport);
        this.#options.interpreter.done(id, interruptedReply(current.task));
    }
  }

  /** Flushes earlier output first, so that it appears above the question. */
  async #ask(asker: Asker, question: string): Promise<void> {
    await this.#iopub.flushed();
    const content = { prompt: question, password: false };
    const request = this.#compose("input_request", content, asker.header);
    this.#open = request.header.msg_id;
    this.#asked.add(this.#open);
    this.#options.channels.reply("stdin", asker, request);
  }

  /** Some clients do not reference the question they answer; those that reference an earlier one are ignored. */
  #takeAnswer({ header, content, parent_header: { msg_id: id = "" } }: Message): void {
    const answersAnother = id !== this.#open && this.#asked.has(id);
    if (this.#open === undefined || header.msg_type !== "input_reply" || answersAnother) return;
    this.#open = undefined;
    this.#options.answered(typeof content.value === "string" ? content.value : "");
  }

  #dispatch(request: Request): void {
    const type = request.received.message.header.msg_type;
    if (type === "execute_request" || isQuestion(type)) {
      this.#waiting.push({ request, fate: "perform" });
      if (!this.#isBusy) void this.#performWaiting();
    } else void this.#performImmediately(request);
  }

  /** Handlers of requests that need no interpreter. A Map is safe for arbitrary message types sent by clients. */
  readonly #handlers = new Map<string, Handler>([
    ["kernel_info_request", () => kernelInfo],
    ["comm_info_request", () => ({ status: "ok", comms: {} })],
    ["history_request", (content) => ({ status: "ok", history: this.#history(content) })],
    ["interrupt_request", () => this.#interrupt()],
    ["shutdown_request", ({ restart }) => ({ status: "ok", restart: restart === true })],
    ["debug_request", () => failure("NotSupported", "The kernel has no debugger.")],
    [
      "comm_open",
      ({ comm_id = "" }, header) => {
        this.#iopub.publish("comm_close", header, { comm_id, data: {} });
        return undefined;
      },
    ],
  ]);

  async #performImmediately(request: Request): Promise<void> {
    const { header, content } = request.received.message;
    this.#iopub.status(header, "busy");
    const answer = await this.#handlers.get(header.msg_type)?.(content, header);
    if (answer) this.#reply(request, { content: answer });
    this.#iopub.status(header, "idle");
    if (header.msg_type === "shutdown_request") this.#options.shutDown();
  }

  async #interrupt(): Promise<Answer> {
    if ((await this.#options.interpreter.interrupt()) === "ended") return { status: "ok" };
    const why =
      "The cell is in a native call, which cannot be interrupted; the cell ends when the call returns.";
    return failure("InterruptError", why);
  }

  async #performWaiting(): Promise<void> {
    this.#isBusy = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const { request, fate } = next;
      const { header } = request.received.message;
      this.#iopub.status(header, "busy");
      if (fate === "perform") await this.#perform(request);
      else this.#reply(request, { content: { status: "aborted" }, metadata: { status: "aborted" } });
      this.#iopub.status(header, "idle");
    }
    this.#isBusy = false;
  }

  async #perform(request: Request): Promise<void> {
    const { header, content } = request.received.message;
    const id = this.#requests.push({ header, identities: request.received.identities });
    const question = questionOf(header.msg_type, content);
    if (question) {
      this.#reply(request, await this.#options.interpreter.perform(id, { kind: "ask", question }));
      return;
    }
    const cell = readExecuteContent(content);
    const outcome = await this.#execute(id, header, cell);
    // The cell has ended: replies to its question are ignored.
    this.#open = undefined;
    if (outcome.content.status === "error" && cell.stopOnError) await this.#abortWaitingCells();
    this.#reply(request, outcome);
  }

  async #execute(id: number, parent: Header, content: ReturnType<typeof readExecuteContent>): Promise<Reply> {
    const { code, silent, storeHistory, input, userExpressions, branch } = content;
    // A cell that is shown but not stored gets the next number without incrementing the counter.
    const executionCount = branch?.count ?? (silent ? this.#count : this.#count + 1);
    if (storeHistory) {
      this.#count = executionCount;
      this.#cells.push({ line: executionCount, input: code, output: null });
    }
    if (!silent) this.#iopub.publish("execute_input", parent, { code, execution_count: executionCount });
    const started = new Date().toISOString();
    // A cell that is executed again shows its result again.
    const shows = branch === undefined ? !silent : branch.run === "cell";
    const cell = { code, executionCount, silent: !shows, userExpressions, ...(branch && { branch }) };
    const reply = await this.#options.interpreter.perform(id, { kind: "execute", input, cell });
    return { ...reply, metadata: { started, ...reply.metadata } };
  }

  /** Content of the `execute_result` of the cell being executed. */
  #rememberOutput({ data }: JsonObject): void {
    const text = (data as JsonObject | undefined)?.["text/plain"];
    const last = this.#cells.at(-1);
    if (typeof text === "string" && last?.line === this.#count) last.output = text;
  }

  /** Content of a `history_request` → `history` of its reply: the last `n` cells; other filters are ignored. */
  #history({ n, output: withOutput }: JsonObject): Json {
    const first = typeof n === "number" ? Math.max(0, this.#cells.length - Math.trunc(n)) : 0;
    return this.#cells
      .slice(first)
      .map(({ line, input, output }) => [session, line, withOutput === true ? [input, output] : input]);
  }

  /** Aborts the cells already received; later ones are executed. */
  async #abortWaitingCells(): Promise<void> {
    await delay(inTransitMs);
    // One more turn reads messages that arrived while this thread was busy.
    await nextTurn();
    for (const queued of this.#waiting)
      if (queued.request.received.message.header.msg_type === "execute_request") queued.fate = "abort";
  }

  #reply({ channel, received }: Request, { content, metadata }: Reply): void {
    const { header } = received.message;
    const msgType = header.msg_type.replace(/_request$/u, "_reply");
    this.#options.channels.reply(channel, received, this.#compose(msgType, content, header, metadata));
  }
}

function readExecuteContent(content: JsonObject) {
  const silent = content.silent === true;
  const expressions = content.user_expressions;
  return {
    code: typeof content.code === "string" ? content.code : "",
    silent,
    storeHistory: !silent && content.store_history !== false,
    stopOnError: content.stop_on_error !== false,
    input: content.allow_stdin === true ? ("allowed" as const) : ("refused" as const),
    userExpressions: Object.fromEntries(
      Object.entries(typeof expressions === "object" ? (expressions ?? {}) : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    ),
    // Sent by our own client only.
    branch: silent ? (content.branch as unknown as Branch | undefined) : undefined,
  };
}

function failure(ename: string, evalue: string): JsonObject {
  return { status: "error", ename, evalue, traceback: [] };
}

/** The request whose cell asks for input. */
type Asker = Pick<ReceivedMessage, "identities"> & { readonly header: Header };
