/** Headers of outgoing messages: the only place of the client that asks for the time and for a random id. */
import { randomUUID } from "node:crypto";

import type { Header } from "./contract.js";

const protocolVersion = "5.3";

export interface HeaderSource {
  /** Identifies this client towards one kernel; also the routing id of its sockets. */
  readonly session: string;
  readonly header: (msgType: string) => Header;
}

export interface HeaderSourceOptions {
  readonly session?: string;
  readonly now?: () => Date;
}

export function createHeaderSource(options: HeaderSourceOptions = {}): HeaderSource {
  const session = options.session ?? randomUUID();
  const now = options.now ?? ((): Date => new Date());
  let count = 0;
  return {
    session,
    header: (msgType) => ({
      msg_id: `${session}_${++count}`,
      msg_type: msgType,
      session,
      username: "client",
      date: now().toISOString(),
      version: protocolVersion,
    }),
  };
}
