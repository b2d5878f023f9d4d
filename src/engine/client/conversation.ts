/** Matches incoming messages with the requests that they answer. */
import { Dealer, Subscriber } from "zeromq";
import { type Connection, endpoint } from "./connection-file.js";
import type { JsonObject, Message } from "./contract.js";
import { createRequest, type Request, type RequestHooks } from "./request.js";
import { defer, settlesWithin } from "../../lib/waiting.js";
import { createComposer, parseMessage, serializeMessage, WireError } from "./wire.js";

export type Conversation = ReturnType<typeof openConversation>;

export function openConversation(connection: Connection) {
  const { session, compose } = createComposer("client");
  const requests = new Map<string, Request>();
  const listeners = new Set<(message: Message) => void>();
  const iopubReady = defer<undefined>();
  let failure: ((whileInFlight: boolean) => unknown) | undefined;

  const channels = openChannels(connection, session, (channel, message) => {
    const request = requests.get(message.parent_header.msg_id ?? "");
    if (channel === "iopub") {
      iopubReady.resolve(undefined);
      if (request !== undefined) request.takeOutput(message);
      else if (!isRoutine(message)) for (const listener of listeners) callSafely(listener, message);
    } else if (channel === "stdin") {
      if (message.header.msg_type === "input_request")
        channels.send("stdin", compose("input_reply", refusal, message.header)).catch(() => undefined);
    } else request?.takeReply(message);
  });

  return {
    ask(channel: RequestChannel, msgType: string, content: JsonObject, hooks: RequestHooks = {}): Request {
      const message = compose(msgType, content);
      const id = message.header.msg_id;
      const request = createRequest(hooks, () => requests.delete(id));
      if (failure !== undefined) {
        request.fail(failure(false));
        return request;
      }
      requests.set(id, request);
      channels.send(channel, message).catch((error: unknown) => {
        request.fail(error);
      });
      return request;
    },
    /** Sends a request without waiting for its reply. */
    notify(channel: RequestChannel, msgType: string, content: JsonObject): void {
      if (failure === undefined) channels.send(channel, compose(msgType, content)).catch(() => undefined);
    },
    /** Output that belongs to no request in flight. Returns an unsubscribe function. */
    onLateMessage(listener: (message: Message) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Resolves at the first iopub message: nothing published after it is lost. */
    iopubReady: iopubReady.promise as Promise<unknown>,
    /** Resolves when the kernel can ask for input. */
    stdinConnected: channels.stdinConnected,
    get inFlight() {
      return requests.size;
    },
    get received() {
      return channels.received;
    },
    /** Fails the requests in flight and every later one. */
    fail(error: (whileInFlight: boolean) => unknown): void {
      failure ??= error;
      for (const request of [...requests.values()]) request.fail(error(true));
    },
    close: channels.close,
  };
}

/** Kernels treat end of file as a refusal; the other fields give the reason to kernels that read them. */
const refusal: JsonObject = {
  status: "error",
  ename: "InputRefused",
  evalue: "Input is not available: the notebook is executed non-interactively.",
  traceback: [],
  value: "\u0004",
};

/** Rethrows a listener's error as an uncaught exception, so that messages continue to be read. */
function callSafely(listener: (message: Message) => void, message: Message): void {
  try {
    listener(message);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function isRoutine({ header }: Message): boolean {
  return header.msg_type === "status" || header.msg_type === "iopub_welcome";
}

/** Time until `kernel_info_request` is repeated. It is lost only if the connection is lost. */
const repeatRequestMs = 1000;
const subscribeRetryMs = 20;

/**
 * Waits until the kernel replies and its output arrives. Messages published before the subscription takes effect are
 * lost, so the request is repeated until one arrives on iopub. Resolves to the content of kernel_info_reply; rejects
 * with the signal's reason on abort.
 */
export async function handshake(
  conversation: Pick<Conversation, "ask" | "iopubReady">,
  signal: AbortSignal,
): Promise<JsonObject> {
  const answer = defer<JsonObject>();
  const asked: Request[] = [];
  const ask = (): void => {
    const request = conversation.ask("shell", "kernel_info_request", {});
    asked.push(request);
    request.reply.then(
      ({ content }) => {
        answer.resolve(content);
      },
      () => undefined,
    );
  };
  do ask();
  while (!(await settlesWithin(answer.promise, repeatRequestMs, signal)));
  while (!(await settlesWithin(conversation.iopubReady, subscribeRetryMs, signal))) ask();
  // The first request's idle may be lost, which would leave it in flight forever.
  for (const request of asked) request.fail(new Error("The handshake is complete."));
  return answer.promise;
}

type RequestChannel = "shell" | "control" | "stdin";

/** The kernel binds after we connect, so retry quickly and without backoff (libzmq's default is 100 ms). */
const reconnect = { linger: 0, receiveHighWaterMark: 0, reconnectInterval: 10, reconnectMaxInterval: 0 };

/** Drops malformed messages and those not signed with our key. */
function openChannels(
  connection: Connection,
  session: string,
  onMessage: (channel: RequestChannel | "iopub", message: Message) => void,
) {
  let closed = false;
  let received = 0;

  // All sockets share a routing id: kernels send input requests to the stdin socket with the requester's id.
  const dealer = (): Dealer => new Dealer({ routingId: session, sendHighWaterMark: 0, ...reconnect });
  const dealers = { shell: dealer(), control: dealer(), stdin: dealer() };
  const iopub = new Subscriber(reconnect);
  const sockets = { ...dealers, iopub };
  const stdinConnected = defer<undefined>();
  dealers.stdin.events.on("handshake", () => {
    stdinConnected.resolve(undefined);
  });

  const isClosed = (): boolean => closed;
  const read = async (channel: keyof typeof sockets): Promise<void> => {
    for await (const frames of sockets[channel]) {
      if (isClosed()) return;
      received += 1;
      const message = parse(frames, connection.key);
      if (message !== undefined) onMessage(channel, message);
    }
  };
  for (const channel of ["shell", "control", "stdin", "iopub"] as const) {
    sockets[channel].connect(endpoint(connection, channel));
    read(channel).catch((error: unknown) => {
      // Closing a socket ends pending reads.
      if (!closed) throw error;
    });
  }
  iopub.subscribe();

  const last = { shell: Promise.resolve(), control: Promise.resolve(), stdin: Promise.resolve() };
  return {
    /** Resolves when stdin is connected: an input request sent earlier is lost. */
    stdinConnected: stdinConnected.promise,
    /** Resolves when the message has been handed to the socket. */
    send(channel: RequestChannel, message: Message): Promise<void> {
      const sent = last[channel].then(() => {
        if (!closed) return dealers[channel].send(serializeMessage(message, connection.key));
      });
      last[channel] = sent.catch(() => undefined);
      return sent;
    },
    get received() {
      return received;
    },
    close: (): void => {
      if (closed) return;
      closed = true;
      for (const socket of Object.values(sockets)) socket.close();
    },
  };
}

function parse(frames: readonly Uint8Array[], key: string): Message | undefined {
  try {
    return parseMessage(frames, key).message;
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
