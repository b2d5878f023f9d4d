/** The kernel's five sockets, in the worker thread because the main thread may be busy for hours. */
import type { ListenOptions } from "node:net";
import { Router } from "zeromq";
import { endpoint, type Connection } from "../../client/connection-file.js";
import type { Message } from "../../client/contract.js";
import { parseMessage, serializeMessage, WireError, type ReceivedMessage } from "../../client/wire.js";
import { BriefingError } from "../../../model/errors.js";
import { Publisher } from "./publisher.js";

class BindError extends BriefingError {}

/** Milliseconds for a closed socket to send its queued messages. */
export const lingerMs = 1000;
/** Number of recent signatures kept to detect replayed messages. */
const remembered = 10_000;
/** Limit for sockets on which clients send only short messages. A longer frame closes the connection. */
const shortFrame = { maxMessageSize: 64 * 1024 };
const inputFrame = { maxMessageSize: 16 * 1024 * 1024 };

export type ReplyChannel = "shell" | "control";

const unlimited = { linger: lingerMs, sendHighWaterMark: 0 };

export class Channels {
  readonly #connection: Connection;
  readonly #sockets = {
    shell: new Router(unlimited),
    control: new Router(unlimited),
    stdin: new Router({ ...unlimited, ...inputFrame }),
    hb: new Router({ ...unlimited, ...shortFrame }),
  };
  readonly #iopub = new Publisher();
  /** zeromq sends one message at a time, so each send waits for the previous one. */
  readonly #sent = { shell: Promise.resolve(), control: Promise.resolve(), stdin: Promise.resolve() };
  readonly #signatures = new Set<string>();

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  static async open(connection: Connection): Promise<Channels> {
    const channels = new Channels(connection);
    await channels.#bind();
    void echo(channels.#sockets.hb);
    return channels;
  }

  async #bind(): Promise<void> {
    const connection = this.#connection;
    const bound = await Promise.allSettled([
      ...(["shell", "control", "stdin", "hb"] as const).map((channel) => {
        const address = endpoint(connection, channel);
        return named(address, this.#sockets[channel].bind(address));
      }),
      named(endpoint(connection, "iopub"), this.#iopub.listen(listenOptions(connection))),
    ]);
    const failed = bound.find((result) => result.status === "rejected");
    if (failed === undefined) return;
    // An open socket would abort the process at exit.
    for (const socket of Object.values(this.#sockets)) socket.close();
    await this.#iopub.close(0);
    throw failed.reason;
  }

  /** Receives each correctly signed message once, until the socket is closed. */
  async receive(
    channel: ReplyChannel | "stdin",
    listener: (received: ReceivedMessage) => void,
  ): Promise<void> {
    for await (const frames of this.#sockets[channel]) {
      const received = this.#parse(frames);
      if (received) listener(received);
    }
  }

  /** Sends to the client that made the request: all its sockets share one routing id. */
  reply(channel: ReplyChannel | "stdin", to: Pick<ReceivedMessage, "identities">, message: Message): void {
    const frames = [...to.identities, ...serializeMessage(message, this.#connection.key)] as Buffer[];
    const socket = this.#sockets[channel];
    this.#sent[channel] = this.#sent[channel]
      .then(() => (socket.closed ? undefined : socket.send(frames)))
      .catch(unroutable);
  }

  /** Resolves when the next message may be sent. */
  async broadcast(topic: string, message: Message): Promise<void> {
    await this.#iopub.publish([Buffer.from(topic), ...serializeMessage(message, this.#connection.key)]);
  }

  onSubscription(listener: (topic: string) => void): void {
    this.#iopub.onSubscription(listener);
  }

  /** Flushes queued messages, then closes. */
  async close(): Promise<void> {
    await Promise.all([...Object.values(this.#sent), this.#iopub.close(lingerMs)]);
    for (const socket of Object.values(this.#sockets)) socket.close();
  }

  #parse(frames: Buffer[]): ReceivedMessage | undefined {
    const { key } = this.#connection;
    const signatures = this.#signatures;
    try {
      const received = parseMessage(frames, key);
      if (key === "") return received;
      if (signatures.has(received.signature)) return undefined;
      signatures.add(received.signature);
      if (signatures.size > remembered) signatures.delete(String(signatures.values().next().value));
      return received;
    } catch (error) {
      if (error instanceof WireError) return undefined;
      throw error;
    }
  }
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
      hint: "Restart it with other ports.",
    });
  }
}

async function echo(socket: Router): Promise<void> {
  for await (const frames of socket) await socket.send(frames);
}

/** A disconnected client receives nothing. */
function unroutable(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EHOSTUNREACH")) throw error;
}
