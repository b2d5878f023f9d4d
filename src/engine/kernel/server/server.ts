/**
 * The protocol server: receives requests, answers at once what needs no interpreter, queues the rest, and reports each
 * request's beginning and end on iopub.
 */
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";

import type { Header, JsonObject } from "../../client/contract.js";
import { createComposer, type ReceivedMessage } from "../../client/wire.js";
import { interruptedReport } from "../contract.js";
import { kernelInfo } from "../spec.js";
import type { Channels, ReplyChannel } from "./channels.js";
import { createExecutor, readExecuteContent, type Reply } from "./execute.js";
import { Iopub } from "./iopub.js";
import { createInput, type Asker } from "./input.js";
import { interruptedResult, type FromInterpreter } from "./messages.js";
import { questionOf } from "./questions.js";
import type { RemoteInterpreter } from "./remote-interpreter.js";
import { messageOverhead } from "./shared-state.js";

/** Cells of a notebook are sent one after the other in one go: when one fails, those still on their way count as here. */
const onTheWayMs = 20;

interface Request {
  readonly channel: ReplyChannel;
  readonly received: ReceivedMessage;
}

export interface ServerOptions {
  readonly channels: Channels;
  readonly interpreter: RemoteInterpreter;
  /** Output has left for the sockets. */
  readonly delivered: (size: number) => void;
  /** A person has answered the question of the cell that executes. */
  readonly answered: (text: string) => void;
  /** The client asked for the end; the reply is queued already. */
  readonly shutDown: () => void;
}

export interface Server {
  /** What the interpreter says while it works. */
  hear(
    message: Extract<FromInterpreter, { type: "stream" | "publish" | "input" | "done" | "not-executing" }>,
  ): void;
  /** Resolves when everything broadcast so far has left. */
  flushed(): Promise<void>;
}

const queuedTypes: ReadonlySet<string> = new Set([
  "execute_request",
  "complete_request",
  "inspect_request",
  "is_complete_request",
]);

type Answer = JsonObject | undefined;

export function createServer({
  channels,
  interpreter,
  delivered,
  answered,
  shutDown,
}: ServerOptions): Server {
  const { compose } = createComposer("kernel");
  const iopub = new Iopub(compose, {
    send: (topic, message) => channels.broadcast(topic, message),
    delivered,
  });
  const executor = createExecutor(interpreter, iopub);
  /** Requests that reached the interpreter, by number: output may come long after the reply. */
  const requests: Asker[] = [];
  const questions = createInput({ channels, compose, answered });

  /**
   * Requests answered at once, however busy the interpreter is; undefined sends no reply. A Map: a client may send any
   * type, `__proto__` among them.
   */
  const immediate = new Map<string, (content: JsonObject, header: Header) => Answer | Promise<Answer>>([
    ["kernel_info_request", () => kernelInfo],
    ["comm_info_request", () => ({ status: "ok", comms: {} })],
    ["history_request", (content) => ({ status: "ok", history: executor.history(content) })],
    [
      "interrupt_request",
      async () =>
        (await interpreter.interrupt()) === "ended"
          ? { status: "ok" }
          : failure(
              "InterruptError",
              "The cell is inside a native call that cannot be interrupted; it ends when the call returns.",
            ),
    ],
    ["shutdown_request", ({ restart }) => ({ status: "ok", restart: restart === true })],
    ["debug_request", () => failure("NotSupported", "The kernel has no debugger.")],
    [
      "comm_open",
      ({ comm_id = "" }, header) => {
        // There are no comm targets.
        iopub.publish("comm_close", header, { comm_id, data: {} });
        return undefined;
      },
    ],
  ]);

  function reply({ channel, received }: Request, { content, metadata }: Reply): void {
    const { header } = received.message;
    const msgType = header.msg_type.replace(/_request$/u, "_reply");
    channels.reply(channel, received, compose(msgType, content, header, metadata));
  }

  async function performAtOnce(request: Request): Promise<void> {
    const { header, content } = request.received.message;
    iopub.status(header, "busy");
    const answer = await immediate.get(header.msg_type)?.(content, header);
    if (answer) reply(request, { content: answer });
    iopub.status(header, "idle");
    if (header.msg_type === "shutdown_request") shutDown();
  }

  /** Requests that wait for the interpreter, one after the other. */
  const waiting: { readonly request: Request; fate: "perform" | "abort" }[] = [];
  let busy = false;

  async function performWaiting(): Promise<void> {
    busy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { header } = next.request.received.message;
      iopub.status(header, "busy");
      if (next.fate === "perform") await perform(next.request);
      else reply(next.request, { content: { status: "aborted" }, metadata: { status: "aborted" } });
      iopub.status(header, "idle");
    }
    busy = false;
  }

  async function perform(request: Request): Promise<void> {
    const { header, content } = request.received.message;
    const id = requests.push({ header, identities: request.received.identities });
    const question = questionOf(header.msg_type, content);
    if (question) {
      reply(request, { content: (await interpreter.perform(id, { kind: "ask", question })).answer });
      return;
    }
    const cell = readExecuteContent(content);
    const outcome = await executor.execute(id, header, cell);
    questions.withdraw();
    if (outcome.content.status === "error" && cell.stopOnError) await abortWaitingCells();
    reply(request, outcome);
  }

  /** The cells that have arrived by now are not executed; later ones are. */
  async function abortWaitingCells(): Promise<void> {
    await delay(onTheWayMs);
    // What has come while this thread was busy is read in this turn.
    await nextTurn();
    for (const queued of waiting)
      if (queued.request.received.message.header.msg_type === "execute_request") queued.fate = "abort";
  }

  function dispatch(request: Request): void {
    if (queuedTypes.has(request.received.message.header.msg_type)) {
      waiting.push({ request, fate: "perform" });
      if (!busy) void performWaiting();
    } else void performAtOnce(request);
  }

  for (const channel of ["shell", "control"] as const)
    void channels.receive(channel, (received) => {
      dispatch({ channel, received });
    });
  channels.onSubscription((topic) => {
    iopub.publish("iopub_welcome", {}, { subscription: topic });
  });
  iopub.status({}, "starting");

  return {
    hear(message) {
      const asker = requests[message.id - 1];
      const parent = asker?.header ?? {};
      if (message.type === "stream") {
        iopub.stream(message.name, parent, message.text, message.text.length + messageOverhead);
      } else if (message.type === "publish") {
        iopub.publish(message.msgType, parent, message.content, message.size);
        if (message.msgType === "execute_result") remember(message.content);
      } else if (message.type === "input") {
        if (asker) void askWhenPrinted(asker, message.question);
      } else if (message.type === "done") {
        interpreter.done(message.id, message.result);
      } else if (interpreter.current?.id === message.id) {
        // Messages keep their order: an end that was sent would have been here by now.
        const { kind } = interpreter.current;
        if (kind === "execute") iopub.publish("error", parent, interruptedReport);
        interpreter.done(message.id, interruptedResult(kind));
      }
    },
    flushed: () => iopub.flushed(),
  };

  /** What was printed before stands above the question. */
  async function askWhenPrinted(asker: Asker, question: string): Promise<void> {
    await iopub.flushed();
    questions.ask(asker, question);
  }

  function remember({ data }: JsonObject): void {
    const text = (data as JsonObject | undefined)?.["text/plain"];
    if (typeof text === "string") executor.rememberOutput(text);
  }
}

function failure(ename: string, evalue: string): JsonObject {
  return { status: "error", ename, evalue, traceback: [] };
}
