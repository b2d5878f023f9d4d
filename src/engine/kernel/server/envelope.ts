/** The kernel's messages: a header for each, and the header of the request it belongs to. */
import { randomUUID } from "node:crypto";

import type { Header, JsonObject, Message } from "../../client/contract.js";
import { protocolVersion } from "./kernel-info.js";

export type Parent = Header | Record<string, never>;

export type Envelope = (
  msgType: string,
  parent: Parent,
  content: JsonObject,
  metadata?: JsonObject,
) => Message;

export function createEnvelope(): Envelope {
  const session = randomUUID();
  let count = 0;
  return (msgType, parent, content, metadata = {}) => ({
    header: {
      msg_id: `${session}_${++count}`,
      msg_type: msgType,
      session,
      username: "kernel",
      date: new Date().toISOString(),
      version: protocolVersion,
    },
    parent_header: parent,
    metadata,
    content,
    buffers: [],
  });
}
