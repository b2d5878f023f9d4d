/** Matches incoming messages with the requests that they answer. */
import { Dealer, Subscriber } from "zeromq";
import { type Connection, endpoint } from "./connection-file.js";
import type { JsonObject, Message } from "./contract.js";
import { defer, settlesWithin } from "../../lib/waiting.js";
import { type Composer, createComposer, parseMessage, serializeMessage, WireError } from "./wire.js";

type RequestChannel = "shell" | "control" | "stdin";

/** The kernel binds after we connect, so retry quickly and without backoff (libzmq's default is 100 ms). */
const reconnect = { linger: 0, receiveHighWaterMark: 0, reconnectInterval: 10, reconnectMaxInterval: 0 };

const channels = ["shell", "control", "stdin", "iopub"] as const;
type Channel = (typeof channels)[number];

export function openConversation(connection: Connection): Conversation {
  return new Conversation(connection);
}

export class Conversation {
  readonly #key: string;
  readonly #compose: Composer["compose"];
  readonly #dealers: Readonly<Record<RequestChannel, Dealer>>;
  readonly #sockets: Readonly<Record<RequestChannel, Dealer> & { iopub: Subscriber }>;
  /** The last message of each channel, settled when it has been handed to the socket. */
  readonly #sent = { shell: Promise.resolve(), control: Promise.resolve(), stdin: Promise.resolve() };
  readonly #requests = new Map<string, Request>();
  readonly #listeners = new Set<(message: Message) => void>();
  readonly #iopubReady = defer<undefined>();
  readonly #stdinConnected = defer<undefined>();
  #isClosed = false;
  #received = 0;
  #failure: ((during: "executing" | "waiting") => unknown) | undefined;

  constructor(connection: Connection) {
    const { session, compose } = createComposer("client");
    // All sockets share a routing id: kernels send input requests to the stdin socket with the requester's id.
    const dealer = (): Dealer => new Dealer({ routingId: session, sendHighWaterMark: 0, ...reconnect });
    this.#key = connection.key;
    this.#compose = compose;
    this.#dealers = { shell: dealer(), control: dealer(), stdin: dealer() };
    this.#sockets = { ...this.#dealers, iopub: new Subscriber(reconnect) };
    this.#dealers.stdin.events.on("handshake", () => {
      this.#stdinConnected.resolve(undefined);
    });
    for (const channel of channels) {
      this.#sockets[channel].connect(endpoint(connection, channel));
      this.#read(channel).catch((error: unknown) => {
        // Closing a socket ends pending reads.
        if (!this.#isClosed) throw error;
      });
    }
    this.#sockets.iopub.subscribe();
  }

  /** Resolves at the first iopub message: nothing published after it is lost. */
  get iopubReady(): Promise<unknown> {
    return this.#iopubReady.promise;
  }

  /** Resolves when the kernel can ask for input: an input request sent earlier is lost. */
  get stdinConnected(): Promise<unknown> {
    return this.#stdinConnected.promise;
  }

  get inFlight(): number {
    return this.#requests.size;
  }

  /** How many messages have arrived. */
  get received(): number {
    return this.#received;
  }

  ask(channel: RequestChannel, msgType: string, content: JsonObject, hooks: RequestHooks = {}): Request {
    const message = this.#compose(msgType, content);
    const id = message.header.msg_id;
    const request = createRequest(hooks, () => this.#requests.delete(id));
    if (this.#failure !== undefined) request.fail(this.#failure("waiting"));
    else {
      this.#requests.set(id, request);
      this.#send(channel, message).catch(request.fail);
    }
    return request;
  }

  /** Sends a request without waiting for its reply. */
  notify(channel: RequestChannel, msgType: string, content: JsonObject): void {
    if (this.#failure === undefined)
      this.#send(channel, this.#compose(msgType, content)).catch(() => undefined);
  }

  /** Output that belongs to no request in flight. Returns an unsubscribe function. */
  onLateMessage(listener: (message: Message) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Fails the requests in flight and every later one. */
  fail(error: (during: "executing" | "waiting") => unknown): void {
    this.#failure ??= error;
    for (const request of this.#requests.values()) request.fail(error("executing"));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const socket of Object.values(this.#sockets)) socket.close();
  }

  async #read(channel: Channel): Promise<void> {
    for await (const frames of this.#sockets[channel]) {
      if (this.#isClosed) return;
      this.#received += 1;
      const message = parse(frames, this.#key);
      if (message !== undefined) this.#take(channel, message);
    }
  }

  #take(channel: Channel, message: Message): void {
    const request = this.#requests.get(message.parent_header.msg_id ?? "");
    switch (channel) {
      case "shell":
      case "control":
        request?.takeReply(message);
        break;
      case "stdin":
        if (message.header.msg_type === "input_request")
          this.#send("stdin", this.#compose("input_reply", refusal, message.header)).catch(() => undefined);
        break;
      case "iopub":
        this.#iopubReady.resolve(undefined);
        if (request !== undefined) request.takeOutput(message);
        else if (!isRoutine(message)) this.#announceLate(message);
    }
  }

  /** In a task of its own, so that a listener's error is uncaught and messages continue to be read. */
  #announceLate(message: Message): void {
    for (const listener of this.#listeners)
      queueMicrotask(() => {
        listener(message);
      });
  }

  /** Resolves when the message has been handed to the socket. */
  #send(channel: RequestChannel, message: Message): Promise<void> {
    const sending = this.#sent[channel].then(() => {
      if (!this.#isClosed) return this.#dealers[channel].send(serializeMessage(message, this.#key));
    });
    this.#sent[channel] = sending.catch(() => undefined);
    return sending;
  }
}

function parse(frames: readonly Uint8Array[], key: string): Message | undefined {
  try {
    return parseMessage(frames, key).message;
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** Kernels treat end of file as a refusal; the other fields give the reason to kernels that read them. */
const refusal: JsonObject = {
  status: "error",
  ename: "InputRefused",
  evalue: "Input is not available: the notebook is executed non-interactively.",
  traceback: [],
  value: "\u0004",
};

const isRoutine = ({ header }: Message): boolean => ["status", "iopub_welcome"].includes(header.msg_type);

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

export interface RequestHooks {
  readonly onMessage?: ((message: Message) => void) | undefined;
  /** Milliseconds of silence after the reply until idle counts as lost and the request fails with this error. */
  readonly silence?: { readonly ms: number; readonly error: () => Error };
}

/** A request in flight, complete when both its reply and the idle that ends its output have arrived. */
export type Request = ReturnType<typeof createRequest>;

/** Extra time to read messages that arrived while this process was busy, before idle counts as lost. */
const catchUpMs = 250;

export function createRequest({ onMessage, silence }: RequestHooks, onSettled: () => void) {
  const done = defer<Message>();
  const replied = defer<Message>();
  let reply: Message | undefined;
  let idle = false;
  /** The first error thrown by the listener, reported when the kernel has finished. */
  let thrown: { readonly error: unknown } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const fail = (error: unknown): void => {
    clearTimeout(timer);
    done.reject(error);
    replied.reject(error);
    onSettled();
  };
  const expectIdle = (): void => {
    if (silence === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = setTimeout(() => {
        fail(silence.error());
      }, catchUpMs);
    }, silence.ms);
  };
  const advance = (): void => {
    if (reply === undefined) return;
    if (!idle) expectIdle();
    else if (thrown !== undefined) fail(thrown.error);
    else {
      clearTimeout(timer);
      done.resolve(reply);
      onSettled();
    }
  };
  return {
    done: done.promise,
    /** Resolves as soon as the reply arrives. */
    reply: replied.promise,
    takeReply(message: Message): void {
      reply = message;
      replied.resolve(message);
      advance();
    },
    takeOutput(message: Message): void {
      if (message.header.msg_type === "status" && message.content.execution_state === "idle") idle = true;
      try {
        onMessage?.(message);
      } catch (error) {
        thrown ??= { error };
      }
      advance();
    },
    fail,
  };
}
