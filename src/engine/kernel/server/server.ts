/**
 * The protocol server: receives requests, answers at once what needs no interpreter, queues the rest, and reports each
 * request's beginning and end on iopub.
 */
import type { JsonObject } from "../../client/contract.js";
import type { ReceivedMessage } from "../../client/wire.js";
import type { Channels, ReplyChannel } from "./channels.js";
import { createEnvelope } from "./envelope.js";
import { createExecutor, readExecuteContent, type Reply } from "./execute.js";
import { History } from "./history.js";
import { interruptedOutcome, interruptedReport } from "./interrupted.js";
import type { Interrupter } from "./interrupter.js";
import { Iopub } from "./iopub.js";
import { kernelInfo } from "./kernel-info.js";
import type { FromInterpreter } from "./messages.js";
import { answerOf, questionOf } from "./questions.js";
import { messageOverhead } from "./shared-state.js";
import { ShellQueue, type Queued } from "./shell-queue.js";
import type { Tasks } from "./tasks.js";

interface Request {
  readonly channel: ReplyChannel;
  readonly received: ReceivedMessage;
}

export interface ServerOptions {
  readonly channels: Channels;
  readonly tasks: Tasks;
  readonly interrupter: Interrupter;
  /** Output has left for the sockets. */
  readonly delivered: (size: number) => void;
  /** The client asked for the end; the reply is queued already. */
  readonly shutDown: () => void;
}

export interface Server {
  /** What the interpreter says while it works. */
  hear(message: Extract<FromInterpreter, { type: "stream" | "publish" | "done" | "not-executing" }>): void;
  /** Resolves when everything broadcast so far has left. */
  flushed(): Promise<void>;
}

const queuedTypes: ReadonlySet<string> = new Set([
  "execute_request",
  "complete_request",
  "inspect_request",
  "is_complete_request",
]);

export function createServer({ channels, tasks, interrupter, delivered, shutDown }: ServerOptions): Server {
  const envelope = createEnvelope();
  const iopub = new Iopub(envelope, {
    send: (topic, message) => channels.broadcast(topic, message),
    delivered,
  });
  const history = new History();
  const executor = createExecutor({ tasks, iopub, history });
  /** Requests that reached the interpreter, by number: output may come long after the reply. */
  const requests: ReceivedMessage["message"]["header"][] = [];

  const queue = new ShellQueue<Request>({
    abortable: ({ received }) => received.message.header.msg_type === "execute_request",
    handle: (queued) => perform(queued),
  });

  /** Requests answered at once, however busy the interpreter is; undefined sends no reply. */
  const immediate: Readonly<
    Record<string, (content: JsonObject, request: Request) => JsonObject | Promise<JsonObject> | undefined>
  > = {
    kernel_info_request: () => kernelInfo,
    comm_info_request: () => ({ status: "ok", comms: {} }),
    history_request: (content) => ({ status: "ok", history: history.query(content) }),
    interrupt_request: async () =>
      (await interrupter.interrupt()) === "ended"
        ? { status: "ok" }
        : failure(
            "InterruptError",
            "The cell is inside a native call that cannot be interrupted; it ends when the call returns.",
          ),
    shutdown_request: (content) => ({ status: "ok", restart: content.restart === true }),
    debug_request: () => failure("NotSupported", "The kernel has no debugger."),
    comm_open(content, { received }) {
      // There are no comm targets.
      iopub.publish("comm_close", received.message.header, { comm_id: content.comm_id ?? "", data: {} });
      return undefined;
    },
  };

  function reply({ channel, received }: Request, { content, metadata }: Reply): void {
    const { header } = received.message;
    const msgType = header.msg_type.replace(/_request$/u, "_reply");
    channels.reply(channel, received, envelope(msgType, header, content, metadata));
  }

  async function performAtOnce(request: Request): Promise<void> {
    const { header, content } = request.received.message;
    iopub.status(header, "busy");
    const answer = await immediate[header.msg_type]?.(content, request);
    if (answer) reply(request, { content: answer });
    iopub.status(header, "idle");
    if (header.msg_type === "shutdown_request") shutDown();
  }

  async function perform({ item: request, fate }: Queued<Request>): Promise<void> {
    const { header, content } = request.received.message;
    iopub.status(header, "busy");
    if (fate === "abort") {
      reply(request, { content: { status: "aborted" }, metadata: { status: "aborted" } });
    } else {
      const id = requests.push(header);
      const question = questionOf(header.msg_type, content);
      if (question) {
        reply(request, { content: answerOf(question, await tasks.perform(id, question)) });
      } else {
        const cell = readExecuteContent(content);
        const outcome = await executor.execute(id, header, cell);
        if (outcome.content.status === "error" && cell.stopOnError) await queue.abortWaiting();
        reply(request, outcome);
      }
    }
    iopub.status(header, "idle");
  }

  function dispatch(request: Request): void {
    if (queuedTypes.has(request.received.message.header.msg_type)) queue.add(request);
    else void performAtOnce(request);
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
      const parent = requests[message.id - 1] ?? {};
      if (message.type === "stream") {
        iopub.stream(message.name, parent, message.text, message.text.length + messageOverhead);
      } else if (message.type === "publish") {
        iopub.publish(message.msgType, parent, message.content, message.size);
        remember(message);
      } else if (message.type === "done") {
        tasks.done(message.id, message.result);
      } else if (tasks.executing === message.id) {
        // Messages keep their order: an end that was sent would have been here by now.
        iopub.publish("error", parent, interruptedReport);
        tasks.done(message.id, { kind: "execute", outcome: interruptedOutcome });
      }
    },
    flushed: () => iopub.flushed(),
  };

  function remember({ msgType, content }: Extract<FromInterpreter, { type: "publish" }>): void {
    if (msgType !== "execute_result") return;
    const data = content.data as JsonObject | undefined;
    const text = data?.["text/plain"];
    if (typeof text === "string") history.addOutput(executor.count, text);
  }
}

function failure(ename: string, evalue: string): JsonObject {
  return { status: "error", ename, evalue, traceback: [] };
}
