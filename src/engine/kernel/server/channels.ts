/** The five sockets of a kernel. Lives in the worker thread: the main thread may be busy for hours. */
import type { ListenOptions } from "node:net";

import { Router } from "zeromq";

import { endpoint, type Connection } from "../../client/connection-file.js";
import type { Message } from "../../client/contract.js";
import { parseMessage, serializeMessage, WireError, type ReceivedMessage } from "../../client/wire.js";
import { BriefingError } from "../../../model/errors.js";
import { Publisher } from "./publisher.js";

class BindError extends BriefingError {}

/** How long a closed socket may still send what is queued. */
export const lingerMs = 1000;
/** Signatures kept to notice a message that is sent again. */
const remembered = 10_000;
/** What a client may send where it has nothing long to say: to the heartbeat, in answer to a question. A longer frame cuts it off. */
const shortFrame = { maxMessageSize: 64 * 1024 };
const longestAnswer = { maxMessageSize: 16 * 1024 * 1024 };

export type ReplyChannel = "shell" | "control";

export interface Channels {
  /** Messages whose signature is right, once each, until the socket is closed. */
  receive(channel: ReplyChannel | "stdin", listener: (received: ReceivedMessage) => void): Promise<void>;
  reply(channel: ReplyChannel, to: ReceivedMessage, message: Message): void;
  /** To the client that sent the request: its sockets share one routing id. */
  ask(to: Pick<ReceivedMessage, "identities">, message: Message): void;
  /** Resolves when the next message may come. */
  broadcast(topic: string, message: Message): Promise<void>;
  onSubscription(listener: (topic: string) => void): void;
  /** Waits for what is queued, then closes. */
  close(): Promise<void>;
}

export async function openChannels(connection: Connection): Promise<Channels> {
  const unlimited = { linger: lingerMs, sendHighWaterMark: 0 };
  const sockets = {
    shell: new Router(unlimited),
    control: new Router(unlimited),
    stdin: new Router({ ...unlimited, ...longestAnswer }),
    hb: new Router({ ...unlimited, ...shortFrame }),
  };
  const iopub = new Publisher();
  const bound = await Promise.allSettled([
    ...(["shell", "control", "stdin", "hb"] as const).map((channel) => {
      const address = endpoint(connection, channel);
      return named(address, sockets[channel].bind(address));
    }),
    named(endpoint(connection, "iopub"), iopub.listen(listenOptions(connection))),
  ]);
  const failed = bound.find((result) => result.status === "rejected");
  if (failed) {
    // A socket left open aborts the process when it exits.
    for (const socket of Object.values(sockets)) socket.close();
    await iopub.close(0);
    throw failed.reason;
  }
  void echo(sockets.hb);

  const signatures = new Set<string>();
  const queues = {
    shell: sendQueue(sockets.shell),
    control: sendQueue(sockets.control),
    stdin: sendQueue(sockets.stdin),
  };

  function parse(frames: Buffer[]): ReceivedMessage | undefined {
    try {
      const received = parseMessage(frames, connection.key);
      if (connection.key !== "") {
        if (signatures.has(received.signature)) return undefined;
        signatures.add(received.signature);
        if (signatures.size > remembered) signatures.delete(String(signatures.values().next().value));
      }
      return received;
    } catch (error) {
      if (error instanceof WireError) return undefined;
      throw error;
    }
  }

  function send(
    channel: keyof typeof queues,
    to: Pick<ReceivedMessage, "identities">,
    message: Message,
  ): void {
    queues[channel].send([...to.identities, ...serializeMessage(message, connection.key)] as Buffer[]);
  }

  return {
    async receive(channel, listener) {
      for await (const frames of sockets[channel]) {
        const received = parse(frames);
        if (received) listener(received);
      }
    },
    reply: send,
    ask(to, message) {
      send("stdin", to, message);
    },
    async broadcast(topic, message) {
      await iopub.publish([Buffer.from(topic), ...serializeMessage(message, connection.key)]);
    },
    onSubscription(listener) {
      iopub.onSubscription(listener);
    },
    async close() {
      const queued = Object.values(queues).map((queue) => queue.flushed());
      await Promise.all([...queued, iopub.close(lingerMs)]);
      for (const socket of Object.values(sockets)) socket.close();
    },
  };
}

function listenOptions({ transport, ip, ports }: Connection): ListenOptions {
  if (transport === "ipc") return { path: `${ip}-${ports.iopub}` };
  return { port: ports.iopub, ...(ip !== "*" && { host: ip }) };
}

async function named(address: string, bind: Promise<void>): Promise<void> {
  try {
    await bind;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new BindError(`The kernel cannot listen on ${address}: ${code}.`, {
      cause,
      hint: "Start it again with other ports.",
    });
  }
}

async function echo(socket: Router): Promise<void> {
  for await (const frames of socket) await socket.send(frames);
}

/** zeromq takes one message at a time: each send waits for the one before it. */
function sendQueue(socket: Router): { send(frames: Buffer[]): void; flushed(): Promise<void> } {
  let tail = Promise.resolve();
  return {
    send(frames) {
      tail = tail.then(() => (socket.closed ? undefined : socket.send(frames))).catch(unroutable);
    },
    flushed: () => tail,
  };
}

/** A client that has gone cannot be told. */
function unroutable(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EHOSTUNREACH")) throw error;
}
