/**
 * Jupyter messages for both client and kernel: composing them and encoding them as ZeroMQ frames signed with
 * HMAC-SHA256. Frames: identities…, delimiter, signature, header, parent header, metadata, content, buffers….
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Header, JsonObject, Message } from "./contract.js";

export const protocolVersion = "5.4";

export const delimiter = "<IDS|MSG>";

const delimiterFrame = Buffer.from(delimiter);

export type Parent = Partial<Header>;

export type Composer = ReturnType<typeof createComposer>;

export function createComposer(username: "client" | "kernel") {
  const session = randomUUID();
  let count = 0;
  return {
    /** Identifies the sender; a client also uses it as the routing id of its sockets. */
    session,
    compose: (
      msgType: string,
      content: JsonObject,
      parent: Parent = {},
      metadata: JsonObject = {},
    ): Message => ({
      header: {
        msg_id: `${session}_${++count}`,
        msg_type: msgType,
        session,
        username,
        date: new Date().toISOString(),
        version: protocolVersion,
      },
      parent_header: parent,
      metadata,
      content,
      buffers: [],
    }),
  };
}

export interface ReceivedMessage {
  /** Routing prefix of a ROUTER socket (or the topic of an iopub message): precedes the reply. */
  readonly identities: readonly Uint8Array[];
  readonly signature: string;
  readonly message: Message;
}

/** `malformed`: violates the protocol; `unsigned`: the signature does not match the key. Both are dropped. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly reason: "malformed" | "unsigned";

  constructor(reason: "malformed" | "unsigned", message: string) {
    super(message);
    this.reason = reason;
  }
}

/** An empty key means that messages are not signed. */
function sign(key: string, parts: readonly Uint8Array[]): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** Returns the frames without identities: the caller prepends those of the recipient, or a topic. */
export function serializeMessage(message: Message, key: string): Uint8Array[] {
  const parts = [message.header, message.parent_header, message.metadata, message.content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  return [delimiterFrame, Buffer.from(sign(key, parts)), ...parts, ...message.buffers];
}

/** Throws WireError for frames that are not a message or whose signature does not match. */
export function parseMessage(frames: readonly Uint8Array[], key: string): ReceivedMessage {
  const start = frames.findIndex((frame) => delimiterFrame.equals(frame));
  const signature = frames[start + 1];
  const parts = frames.slice(start + 2, start + 6);
  if (start < 0 || signature === undefined || parts.length < 4)
    throw new WireError("malformed", "Not a Jupyter message: the delimiter or a part is missing.");
  const expected = Buffer.from(sign(key, parts));
  if (key !== "" && (expected.length !== signature.length || !timingSafeEqual(expected, signature)))
    throw new WireError("unsigned", "The signature of the message does not match the key.");
  const [header, parent_header, metadata, content] = parts.map(parseObject);
  if (typeof header?.msg_id !== "string" || typeof header.msg_type !== "string")
    throw new WireError("malformed", "The header of the message has no msg_id or msg_type.");
  // The header becomes the parent of every reply: deep nesting could be parsed but not serialized again.
  if (Object.values(header).some((value) => typeof value === "object" && value !== null))
    throw new WireError("malformed", "The header of the message is nested.");
  return {
    identities: frames.slice(0, start),
    signature: frameText(signature),
    message: {
      header,
      parent_header,
      metadata,
      content,
      buffers: frames.slice(start + 6),
    } as unknown as Message,
  };
}

function parseObject(frame: Uint8Array): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(frameText(frame));
  } catch {
    throw new WireError("malformed", "A part of the message is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new WireError("malformed", "A part of the message is not a JSON object.");
  return value as Readonly<Record<string, unknown>>;
}

function frameText(frame: Uint8Array): string {
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString();
}
