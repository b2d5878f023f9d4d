/** Requests and what belongs to them: which message goes to which request, and what goes to nobody. */
import { Dealer, Subscriber } from "zeromq";
import { type Connection, endpoint } from "./connection-file.js";
import type { JsonObject, Message } from "./contract.js";
import { createRequest, type Request, type RequestHooks } from "./request.js";
import { defer, settlesWithin } from "./waiting.js";
import { createComposer, parseMessage, serializeMessage, WireError } from "./wire.js";

export type Conversation = ReturnType<typeof openConversation>;

export function openConversation(connection: Connection) {
  const { session, compose } = createComposer("client");
  const requests = new Map<string, Request>();
  const listeners = new Set<(message: Message) => void>();
  const heard = defer<undefined>();
  let failure: ((whileInFlight: boolean) => unknown) | undefined;

  const channels = openChannels(connection, session, (channel, message) => {
    const request = requests.get(message.parent_header.msg_id ?? "");
    if (channel === "iopub") {
      heard.resolve(undefined);
      if (request !== undefined) request.takeOutput(message);
      else if (!isChatter(message)) for (const listener of listeners) callSafely(listener, message);
    } else if (channel === "stdin") {
      if (message.header.msg_type === "input_request") refuseInput(message);
    } else request?.takeReply(message);
  });

  function refuseInput({ header }: Message): void {
    channels.send("stdin", compose("input_reply", refusal, header)).catch(() => undefined);
  }

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
    /** Sends something whose answer nobody waits for. */
    notify(channel: RequestChannel, msgType: string, content: JsonObject): void {
      if (failure === undefined) channels.send(channel, compose(msgType, content)).catch(() => undefined);
    },
    /** Output that belongs to no request in flight. Returns an unsubscribe function. */
    onLateMessage(listener: (message: Message) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Resolves when something has come on iopub: from then on nothing is lost. */
    heard: heard.promise as Promise<unknown>,
    /** Resolves when the kernel can ask for input. */
    askable: channels.stdinConnected,
    get inFlight() {
      return requests.size;
    },
    get received() {
      return channels.received;
    },
    /** Fails what is in flight and everything asked later. */
    fail(error: (whileInFlight: boolean) => unknown): void {
      failure ??= error;
      for (const request of [...requests.values()]) request.fail(error(true));
    },
    close: channels.close,
  };
}

/** End of file is what kernels understand as a refusal; the rest says why to those that read it. */
const refusal: JsonObject = {
  status: "error",
  ename: "InputRefused",
  evalue: "Nobody is there to answer: the notebook is executed without a person.",
  traceback: [],
  value: "\u0004",
};

/** What a listener throws is its owner's to see, and must not end the reading of messages. */
function callSafely(listener: (message: Message) => void, message: Message): void {
  try {
    listener(message);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function isChatter({ header }: Message): boolean {
  return header.msg_type === "status" || header.msg_type === "iopub_welcome";
}

/** Until there is an answer: a message can only be lost with its connection. */
const patienceMs = 1000;
const askAgainMs = 20;

/**
 * Waits until a kernel answers and its output is heard. What it publishes before our subscription has reached it is
 * lost, so it is asked again until something has come on iopub. Resolves to the content of kernel_info_reply; rejects
 * with the signal's reason when it aborts.
 */
export async function handshake(
  conversation: Pick<Conversation, "ask" | "heard">,
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
  while (!(await settlesWithin(answer.promise, patienceMs, signal)));
  while (!(await settlesWithin(conversation.heard, askAgainMs, signal))) ask();
  // The idle of the first one may be lost: it would be in flight for ever.
  for (const request of asked) request.fail(new Error("The handshake is over."));
  return answer.promise;
}

type RequestChannel = "shell" | "control" | "stdin";

/** The kernel binds some time after we connect: try again quickly and do not back off (libzmq: 100 ms). */
const reconnect = { linger: 0, receiveHighWaterMark: 0, reconnectInterval: 10, reconnectMaxInterval: 0 };

/** Messages that are not signed with our key, or are no messages, are dropped. */
function openChannels(
  connection: Connection,
  session: string,
  onMessage: (channel: RequestChannel | "iopub", message: Message) => void,
) {
  let closed = false;
  let received = 0;

  // One routing id for all: a kernel asks for input on the stdin socket of the one that sent the request.
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
      // Closing a socket ends what is being read from it.
      if (!closed) throw error;
    });
  }
  iopub.subscribe();

  const last = { shell: Promise.resolve(), control: Promise.resolve(), stdin: Promise.resolve() };
  return {
    /** Resolves when the kernel knows our stdin: a question it asks before that is lost. */
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
