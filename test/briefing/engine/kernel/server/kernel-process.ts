/** A kernel process and the plainest client that can speak to it. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Dealer, Request as HeartbeatSocket, Subscriber } from "zeromq";
import {
  createConnection,
  writeConnectionFile,
} from "../../../../../src/briefing/engine/client/connection-file.js";
import type { JsonObject, Message } from "../../../../../src/briefing/engine/client/contract.js";
import { reservePorts } from "../../../../../src/briefing/engine/client/ports.js";
import {
  createComposer,
  parseMessage,
  serializeMessage,
} from "../../../../../src/briefing/engine/client/wire.js";
import { until } from "../../../../support/processes.js";
import { temporaryFolder } from "../../../../support/temporary.js";

export const fakeKernel = fileURLToPath(
  new URL("../../../../fixtures/kernel/fake-kernel.mjs", import.meta.url),
);
export const realKernel = fileURLToPath(
  new URL("../../../../../src/briefing/dist/engine/kernel/main.js", import.meta.url),
);

export const key = "a-key";

export interface Answer {
  readonly reply: Message;
  /** iopub messages of the request, from busy to idle. */
  readonly messages: readonly Message[];
}

export type KernelProcess = Awaited<ReturnType<typeof startKernelProcess>>;

interface SendOptions {
  readonly channel?: "shell" | "control";
  readonly key?: string;
}

export const textOf = ({ messages }: Pick<Answer, "messages">, name = "stdout"): string =>
  messages
    .filter(({ header, content }) => header.msg_type === "stream" && content.name === name)
    .map(({ content }) => content.text as string)
    .join("");

/** The data of the cell's final expression. */
export const resultOf = ({ messages }: Pick<Answer, "messages">): unknown =>
  messages.find(({ header }) => header.msg_type === "execute_result")?.content.data;

export const typesOf = ({ messages }: Pick<Answer, "messages">): string[] =>
  messages.map(({ header }) => header.msg_type);

export async function startKernelProcess(options: {
  readonly argv: (connectionFile: string) => readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly ports?: readonly number[];
}) {
  const folder = temporaryFolder("briefing-kernel");
  const reserved = options.ports === undefined ? await reservePorts(5) : undefined;
  const ports = reserved?.ports ?? options.ports ?? [];
  const [shell = 0, iopub = 0, stdin = 0, control = 0, hb = 0] = ports;
  const file = await writeConnectionFile({ ...createConnection(ports), key }, "test", folder);
  const child = spawn(process.execPath, [...options.argv(file)], {
    stdio: ["pipe", "pipe", "pipe"],
    cwd: options.cwd ?? folder,
    env: { ...process.env, ...options.env },
  });
  let stderr = "";
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  /** Exit code or the signal's name. */
  const ended = new Promise<number | string | null>((resolve) => {
    child.on("exit", (code, signal) => {
      resolve(code ?? signal);
    });
  });

  const address = (port: number): string => `tcp://127.0.0.1:${port}`;
  // By this the kernel finds the one who can answer for the one who executes.
  const routing = { linger: 0, routingId: "client" };
  const sockets = { shell: new Dealer(routing), control: new Dealer({ linger: 0 }) };
  const stdinSocket = new Dealer(routing);
  stdinSocket.connect(address(stdin));
  const subscriber = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  sockets.shell.connect(address(shell));
  sockets.control.connect(address(control));
  subscriber.connect(address(iopub));
  subscriber.subscribe();

  const replies = new Map<string, Message>();
  /** All iopub messages so far, of all requests. */
  const iopubMessages: Message[] = [];
  const idle = new Set<string>();
  for (const socket of Object.values(sockets))
    void (async () => {
      for await (const frames of socket) {
        const { message } = parseMessage(frames, key);
        replies.set(message.parent_header.msg_id ?? "", message);
      }
    })();
  void (async () => {
    for await (const frames of subscriber) {
      const { message } = parseMessage(frames, key);
      iopubMessages.push(message);
      if (message.content.execution_state === "idle") idle.add(message.parent_header.msg_id ?? "");
    }
  })();

  const { compose } = createComposer("client");
  const seen = async (type: string, msgId: string): Promise<void> => {
    await until(() =>
      iopubMessages.some(
        ({ header, parent_header }) => header.msg_type === type && parent_header.msg_id === msgId,
      ),
    );
  };

  const tails = { shell: Promise.resolve(), control: Promise.resolve() };
  async function send(msgType: string, content: JsonObject, sent: SendOptions = {}): Promise<string> {
    const message = compose(msgType, content);
    await sendFrames(sent.channel ?? "shell", serializeMessage(message, sent.key ?? key));
    return message.header.msg_id;
  }
  /** Frames as they are, behind those that were sent before. */
  function sendFrames(channel: "shell" | "control", frames: readonly Uint8Array[]): Promise<void> {
    tails[channel] = tails[channel].then(() => sockets[channel].send(frames as Buffer[]));
    return tails[channel];
  }
  const reply = (msgId: string): Promise<Message> => until(() => replies.get(msgId));
  /** Resolves when the reply and idle have come. */
  async function answer(msgId: string): Promise<Answer> {
    const replied = await reply(msgId);
    await until(() => idle.has(msgId));
    const messages = iopubMessages.filter(({ parent_header }) => parent_header.msg_id === msgId);
    return { reply: replied, messages };
  }
  const ask = async (msgType: string, content: JsonObject, sent?: SendOptions): Promise<Answer> =>
    answer(await send(msgType, content, sent));

  return {
    process: child,
    addresses: { iopub: address(iopub), stdin: address(stdin), hb: address(hb) },
    // zeromq itself says so when the end of its sockets takes more than half a second: a machine may be busy.
    stderr: () => stderr.replaceAll(/^.*Waiting for queued ZeroMQ messages to be delivered.*\n/gmu, ""),
    ended,
    iopub: iopubMessages as readonly Message[],
    send,
    sendFrames,
    /** Resolves when the kernel has taken the cell out of its queue: from then on it can be interrupted. */
    begun: (msgId: string) => seen("execute_input", msgId),
    /** Resolves when output of the cell has come. */
    heard: (msgId: string) => seen("stream", msgId),
    reply,
    answer,
    ask,
    execute: (code: string, content: JsonObject = {}) => ask("execute_request", { code, ...content }),
    /** The next question that the kernel asks. */
    asked: async () => parseMessage(await stdinSocket.receive(), key).message,
    /** As jupyter_client does, without naming the question; as JupyterLab does, naming it. */
    async answerInput(value: string, question?: Message): Promise<void> {
      const input = compose("input_reply", { status: "ok", value }, question?.header);
      await stdinSocket.send(serializeMessage(input, key));
    },
    /** Milliseconds until the heartbeat came back; rejects after `ms`. */
    async heartbeat(ms: number): Promise<number> {
      const socket = new HeartbeatSocket({ linger: 0, receiveTimeout: ms });
      socket.connect(address(hb));
      const start = performance.now();
      await socket.send("ping");
      const [echo] = await socket.receive().finally(() => {
        socket.close();
      });
      if (echo?.toString() !== "ping") throw new Error("The heartbeat brought back something else.");
      return performance.now() - start;
    },
    async close(): Promise<void> {
      child.stdin.destroy();
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await ended;
      reserved?.release();
      for (const socket of [...Object.values(sockets), stdinSocket, subscriber]) socket.close();
    },
  };
}

/** Starts the kernel and waits until it is heard on iopub; again where another process has taken a port meanwhile. */
export async function startHeard(options: Parameters<typeof startKernelProcess>[0]): Promise<KernelProcess> {
  const kernel = await startKernelProcess(options);
  const heard = (): boolean => kernel.iopub.some(({ header }) => header.msg_type === "iopub_welcome");
  const hasEnded = (): boolean => kernel.process.exitCode !== null || kernel.process.signalCode !== null;
  await until(() => heard() || hasEnded());
  if (heard()) return kernel;
  await kernel.close();
  if (kernel.stderr().includes("EADDRINUSE")) return startHeard(options);
  throw new Error(`The kernel ended before it was heard: ${kernel.stderr()}`);
}

export const startRealKernel = (): Promise<KernelProcess> =>
  startHeard({ argv: (file) => [realKernel, "--connection-file", file, "--watch-stdin"] });

export const startFakeKernel = (): Promise<KernelProcess> =>
  startHeard({ argv: (file) => [fakeKernel, file, "stdin"] });
