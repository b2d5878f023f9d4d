/** The client's sockets of one kernel. Sends queue per socket: zeromq refuses one while another is under way. */
import { Dealer, Subscriber, type Socket } from "zeromq";

import type { Connection } from "./connection-file.js";
import type { Message } from "./contract.js";
import { defer } from "./deferred.js";
import { parseMessage, serializeMessage, WireError } from "./wire.js";

export type RequestChannel = "shell" | "control" | "stdin";

export interface Channels {
  /** Resolves when the message has been handed to the socket. */
  send(channel: RequestChannel, message: Message): Promise<void>;
  /** Resolves when the kernel knows our stdin: a question it asks before that is lost. */
  readonly stdinConnected: Promise<unknown>;
  /** Messages that were dropped because they were no messages or not signed with our key. */
  readonly dropped: number;
  readonly received: number;
  close(): void;
}

export type OnMessage = (channel: RequestChannel | "iopub", message: Message) => void;

/** The kernel binds some time after we connect: try again quickly and do not back off (libzmq: 100 ms). */
const reconnect = { reconnectInterval: 10, reconnectMaxInterval: 0 };
const unlimited = { sendHighWaterMark: 0, receiveHighWaterMark: 0 };

export function openChannels(connection: Connection, session: string, onMessage: OnMessage): Channels {
  const { ip, key, ports } = connection;
  let closed = false;
  let dropped = 0;
  let received = 0;

  // One routing id for all: a kernel asks for input on the stdin socket of the one that sent the request.
  const dealer = (): Dealer => new Dealer({ linger: 0, routingId: session, ...unlimited, ...reconnect });
  const dealers = { shell: dealer(), control: dealer(), stdin: dealer() };
  const stdinConnected = defer<undefined>();
  dealers.stdin.events.on("handshake", () => {
    stdinConnected.resolve(undefined);
  });
  for (const channel of ["shell", "control", "stdin"] as const)
    dealers[channel].connect(`tcp://${ip}:${ports[channel]}`);
  const iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0, ...reconnect });
  iopub.connect(`tcp://${ip}:${ports.iopub}`);
  iopub.subscribe();

  const read = async (channel: RequestChannel | "iopub", socket: Dealer | Subscriber): Promise<void> => {
    for await (const frames of socket) {
      if (isClosed()) return;
      received += 1;
      let message: Message;
      try {
        ({ message } = parseMessage(frames, key));
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        dropped += 1;
        continue;
      }
      onMessage(channel, message);
    }
  };
  const isClosed = (): boolean => closed;
  const sockets: (readonly [RequestChannel | "iopub", Dealer | Subscriber])[] = [
    ["shell", dealers.shell],
    ["control", dealers.control],
    ["stdin", dealers.stdin],
    ["iopub", iopub],
  ];
  for (const [channel, socket] of sockets)
    read(channel, socket).catch((error: unknown) => {
      // Closing a socket ends what is being read from it.
      if (!closed) throw error;
    });

  const last = { shell: Promise.resolve(), control: Promise.resolve(), stdin: Promise.resolve() };
  return {
    stdinConnected: stdinConnected.promise,
    send(channel, message) {
      const sent = last[channel].then(() => {
        if (!closed) return dealers[channel].send(serializeMessage(message, key));
      });
      last[channel] = sent.catch(() => undefined);
      return sent;
    },
    get dropped() {
      return dropped;
    },
    get received() {
      return received;
    },
    close() {
      if (closed) return;
      closed = true;
      for (const socket of [...Object.values(dealers), iopub] satisfies Socket[]) socket.close();
    },
  };
}
