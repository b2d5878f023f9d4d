/**
 * The protocol server: receives requests, answers those that need no interpreter immediately, queues the others, and
 * reports busy and idle on iopub.
 */
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import type { Header, JsonObject, Message } from "../../client/contract.js";
import { createComposer, type ReceivedMessage, type Composer } from "../../client/wire.js";
import { interruptedReport } from "../contract.js";
import { kernelInfo } from "../spec.js";
import type { Channels, ReplyChannel } from "./channels.js";
import { CellExecutor, readExecuteContent } from "./execute.js";
import { Iopub } from "./iopub.js";
import { interruptedReply, type FromInterpreter, type Reply } from "./messages.js";
import { isQuestion, questionOf } from "./questions.js";
import type { RemoteInterpreter } from "./remote-interpreter.js";

/** Clients send a notebook's cells in a burst: when one fails, those still in transit are aborted too. */
const inTransitMs = 20;

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
  readonly #channels: Channels;
  readonly #interpreter: RemoteInterpreter;
  readonly #shutDown: () => void;
  readonly #compose = createComposer("kernel").compose;
  readonly #iopub: Iopub;
  readonly #cells: CellExecutor;
  readonly #input: Input;
  /** Requests passed to the interpreter, by number: output may arrive long after the reply. */
  readonly #requests: Asker[] = [];
  readonly #waiting: { readonly request: Request; fate: "perform" | "abort" }[] = [];
  #isBusy = false;

  constructor({ channels, interpreter, delivered, answered, shutDown }: ServerOptions) {
    this.#channels = channels;
    this.#interpreter = interpreter;
    this.#shutDown = shutDown;
    const compose = this.#compose;
    this.#iopub = new Iopub(compose, {
      send: (topic, message) => channels.broadcast(topic, message),
      delivered,
    });
    this.#cells = new CellExecutor(interpreter, this.#iopub);
    this.#input = new Input({ channels, compose, answered });
    for (const channel of ["shell", "control"] as const)
      void channels.receive(channel, (received) => {
        this.#dispatch({ channel, received });
      });
    channels.onSubscription((topic) => {
      this.#iopub.publish("iopub_welcome", {}, { subscription: topic });
    });
    this.#iopub.status({}, "starting");
  }

  flushed(): Promise<void> {
    return this.#iopub.flushed();
  }

  receive(message: Exclude<FromInterpreter, { type: "sigint" | "flush" }>): void {
    const { id } = message;
    const asker = this.#requests[id - 1];
    const parent = asker?.header ?? {};
    const { current } = this.#interpreter;
    switch (message.type) {
      case "publish":
        this.#iopub.publish(message.msgType, parent, message.content, message.size);
        if (message.msgType === "execute_result") this.#cells.rememberOutput(message.content);
        return;
      case "input":
        if (asker) void this.#ask(asker, message.question);
        return;
      case "done":
        this.#interpreter.done(id, message.reply);
        return;
      case "not-executing":
        // Messages arrive in order: if the cell's end had been sent, it would have been handled by now.
        if (current?.id !== id) return;
        if (current.task.kind === "execute") this.#iopub.publish("error", parent, interruptedReport);
        this.#interpreter.done(id, interruptedReply(current.task));
    }
  }

  /** Flushes earlier output first, so that it appears above the question. */
  async #ask(asker: Asker, question: string): Promise<void> {
    await this.#iopub.flushed();
    this.#input.ask(asker, question);
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
    ["history_request", (content) => ({ status: "ok", history: this.#cells.history(content) })],
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
    if (header.msg_type === "shutdown_request") this.#shutDown();
  }

  async #interrupt(): Promise<Answer> {
    if ((await this.#interpreter.interrupt()) === "ended") return { status: "ok" };
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
      this.#reply(request, await this.#interpreter.perform(id, { kind: "ask", question }));
      return;
    }
    const cell = readExecuteContent(content);
    const outcome = await this.#cells.execute(id, header, cell);
    this.#input.withdraw();
    if (outcome.content.status === "error" && cell.stopOnError) await this.#abortWaitingCells();
    this.#reply(request, outcome);
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
    this.#channels.reply(channel, received, this.#compose(msgType, content, header, metadata));
  }
}

function failure(ename: string, evalue: string): JsonObject {
  return { status: "error", ename, evalue, traceback: [] };
}

/** The request whose cell asks for input. */
type Asker = Pick<ReceivedMessage, "identities"> & { readonly header: Header };

interface InputOptions {
  readonly channels: Channels;
  readonly compose: Composer["compose"];
  readonly answered: (text: string) => void;
}

class Input {
  readonly #options: InputOptions;
  readonly #asked = new Set<string>();
  #open: string | undefined;

  constructor(options: InputOptions) {
    this.#options = options;
    void options.channels.receive("stdin", ({ message }) => {
      const { header, content } = message;
      if (this.#open === undefined || header.msg_type !== "input_reply") return;
      if (this.#answersAnother(message)) return;
      this.#open = undefined;
      options.answered(typeof content.value === "string" ? content.value : "");
    });
  }

  ask(asker: Asker, question: string): void {
    const { channels, compose } = this.#options;
    const request = compose("input_request", { prompt: question, password: false }, asker.header);
    this.#open = request.header.msg_id;
    this.#asked.add(this.#open);
    channels.reply("stdin", asker, request);
  }

  /** The asking cell has ended: ignore replies from now on. */
  withdraw(): void {
    this.#open = undefined;
  }

  /** Some clients do not reference the question they answer; those that reference an earlier one are ignored. */
  #answersAnother({ parent_header: { msg_id: id = "" } }: Message): boolean {
    return id !== this.#open && this.#asked.has(id);
  }
}
