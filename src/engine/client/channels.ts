/** The client's sockets of one kernel. Sends queue per socket: zeromq refuses one while another is under way. */
import { Dealer, Subscriber } from "zeromq";

import { endpoint, type Connection } from "./connection-file.js";
import type { Message } from "./contract.js";
import { defer } from "./waiting.js";
import { parseMessage, serializeMessage, WireError } from "./wire.js";

export type RequestChannel = "shell" | "control" | "stdin";

/** The kernel binds some time after we connect: try again quickly and do not back off (libzmq: 100 ms). */
const reconnect = { linger: 0, receiveHighWaterMark: 0, reconnectInterval: 10, reconnectMaxInterval: 0 };

/** Messages that are not signed with our key, or are no messages, are dropped. */
export function openChannels(
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
    close() {
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
