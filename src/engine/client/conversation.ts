/** Requests and what belongs to them: which message goes to which request, and what goes to nobody. */
import { openChannels, type RequestChannel } from "./channels.js";
import type { Connection } from "./connection-file.js";
import type { Header, JsonObject, Message } from "./contract.js";
import { defer } from "./deferred.js";
import { createHeaderSource } from "./header.js";
import { createRequest, type Request, type RequestHooks } from "./request.js";

export interface Conversation {
  ask(channel: RequestChannel, msgType: string, content: JsonObject, hooks?: RequestHooks): Request;
  /** Says something whose answer nobody waits for. */
  tell(channel: RequestChannel, msgType: string, content: JsonObject): void;
  /** Output that belongs to no request in flight. Returns an unsubscribe function. */
  onLateMessage(listener: (message: Message) => void): () => void;
  /** Resolves when something has come on iopub: from then on nothing is lost. */
  readonly heard: Promise<unknown>;
  /** Resolves when the kernel can ask for input. */
  readonly askable: Promise<unknown>;
  readonly inFlight: number;
  readonly received: number;
  readonly dropped: number;
  /** Fails what is in flight and everything asked later. */
  fail(error: (whileInFlight: boolean) => unknown): void;
  close(): void;
}

export function openConversation(connection: Connection): Conversation {
  const source = createHeaderSource();
  const requests = new Map<string, Request>();
  const listeners = new Set<(message: Message) => void>();
  const heard = defer<undefined>();
  let failure: ((whileInFlight: boolean) => unknown) | undefined;

  const channels = openChannels(connection, source.session, (channel, message) => {
    const request = requests.get(message.parent_header.msg_id ?? "");
    if (channel === "iopub") {
      heard.resolve(undefined);
      if (request !== undefined) request.takeOutput(message);
      else if (!isChatter(message)) for (const listener of listeners) tell(listener, message);
    } else if (channel === "stdin") {
      if (message.header.msg_type === "input_request") void answerInput(message, request);
    } else request?.takeReply(message);
  });

  const send = (
    channel: RequestChannel,
    header: Header,
    content: JsonObject,
    parent: Partial<Header> = {},
  ): Promise<void> =>
    channels.send(channel, { header, parent_header: parent, metadata: {}, content, buffers: [] });

  async function answerInput(message: Message, request: Request | undefined): Promise<void> {
    let content: JsonObject;
    try {
      content = { status: "ok", value: await readInput(message, request) };
    } catch (error) {
      if (request?.hooks.onInput !== undefined) request.failWhenDone(error);
      content = refusal;
    }
    await send("stdin", source.header("input_reply"), content, message.header).catch(() => undefined);
  }

  return {
    ask(channel, msgType, content, hooks = {}) {
      const header = source.header(msgType);
      const request = createRequest(header.msg_id, hooks, () => requests.delete(header.msg_id));
      if (failure !== undefined) {
        request.fail(failure(false));
        return request;
      }
      requests.set(header.msg_id, request);
      send(channel, header, content).catch((error: unknown) => {
        request.fail(error);
      });
      return request;
    },
    tell(channel, msgType, content) {
      if (failure === undefined) send(channel, source.header(msgType), content).catch(() => undefined);
    },
    onLateMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard: heard.promise,
    askable: channels.stdinConnected,
    get inFlight() {
      return requests.size;
    },
    get received() {
      return channels.received;
    },
    get dropped() {
      return channels.dropped;
    },
    fail(error) {
      failure ??= error;
      for (const request of [...requests.values()]) request.fail(error(true));
    },
    close: () => {
      channels.close();
    },
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

async function readInput(message: Message, request: Request | undefined): Promise<string> {
  const onInput = request?.hooks.onInput;
  if (onInput === undefined) throw new Error("Nobody answers input requests.");
  return onInput(typeof message.content.prompt === "string" ? message.content.prompt : "");
}

/** What a listener throws is its owner's to see, and must not end the reading of messages. */
function tell(listener: (message: Message) => void, message: Message): void {
  try {
    listener(message);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** What a kernel says about itself. */
function isChatter({ header }: Message): boolean {
  return header.msg_type === "status" || header.msg_type === "iopub_welcome";
}
