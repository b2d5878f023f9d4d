import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject, Message } from "../../../../src/briefing/engine/client/contract.js";
import {
  createComposer,
  delimiter,
  parseMessage,
  serializeMessage,
  WireError,
} from "../../../../src/briefing/engine/client/wire.js";

const header = {
  msg_id: "s_1",
  msg_type: "stream",
  session: "s",
  username: "client",
  date: "1970-01-01T00:00:00.000Z",
  version: "5.3",
};

function message(content: JsonObject, buffers: readonly Uint8Array[] = []): Message {
  return { header, parent_header: {}, metadata: {}, content, buffers };
}

function reason(frames: readonly Uint8Array[], key: string): string {
  try {
    parseMessage(frames, key);
  } catch (error) {
    if (error instanceof WireError) return error.reason;
    throw error;
  }
  return "none";
}

test("what is serialised parses to the same, whatever it holds", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()),
      fc.array(fc.uint8Array()),
      fc.array(fc.uint8Array({ maxLength: 6 })),
      fc.string(),
      (content, buffers, identities, key) => {
        const sent = message(JSON.parse(JSON.stringify(content)) as JsonObject, buffers);
        const received = parseMessage([...identities, ...serializeMessage(sent, key)], key);
        expect({ ...received.message, buffers: [] }).toEqual({ ...sent, buffers: [] });
        expect(received.message.buffers.map((each) => [...each])).toEqual(buffers.map((each) => [...each]));
        expect(received.identities).toEqual(identities);
      },
    ),
  );
});

// The signature comes from Python's hmac.
test("frames are signed as the protocol says", () => {
  const frames = serializeMessage(message({ text: "é" }), "secret").map((frame) =>
    Buffer.from(frame).toString(),
  );
  expect(frames).toEqual([
    delimiter,
    "6b43975642a35569b09b77c6453b883018230591a06633984647c76523dfc51e",
    '{"msg_id":"s_1","msg_type":"stream","session":"s","username":"client","date":"1970-01-01T00:00:00.000Z","version":"5.3"}',
    "{}",
    "{}",
    '{"text":"é"}',
  ]);
});

test("a buffer that reads like the delimiter is a buffer", () => {
  const buffers = [Buffer.from(delimiter)];
  expect(parseMessage(serializeMessage(message({}, buffers), "k"), "k").message.buffers).toHaveLength(1);
});

test("a changed part, another key and a missing signature are unsigned; buffers are not covered", () => {
  const frames = serializeMessage(message({ a: 1 }, [Buffer.from("b")]), "k");
  const changed = (index: number, text: string): Uint8Array[] => frames.with(index, Buffer.from(text));
  expect(reason(changed(5, '{"a":2}'), "k")).toBe("unsigned");
  expect(reason(changed(2, "{}"), "k")).toBe("unsigned");
  expect(reason(frames, "other")).toBe("unsigned");
  expect(reason(changed(1, ""), "k")).toBe("unsigned");
  expect(reason(changed(1, "00"), "k")).toBe("unsigned");
  expect(reason(frames, "k")).toBe("none");
});

test("without a key nothing is signed and everything is taken", () => {
  const frames = serializeMessage(message({}), "");
  expect(Buffer.from(frames[1] ?? []).toString()).toBe("");
  expect(reason(frames.with(1, Buffer.from("whatever")), "")).toBe("none");
});

test.each([
  ["nothing at all", []],
  ["no delimiter", ["a", "b", "{}", "{}", "{}", "{}"]],
  ["too few parts", [delimiter, "", "{}", "{}", "{}"]],
  ["no JSON", [delimiter, "", "{", "{}", "{}", "{}"]],
  ["a list for a header", [delimiter, "", "[]", "{}", "{}", "{}"]],
  ["null for content", [delimiter, "", '{"msg_id":"1","msg_type":"x"}', "{}", "{}", "null"]],
  ["a header without an id", [delimiter, "", '{"msg_type":"x"}', "{}", "{}", "{}"]],
  ["a header whose type is a number", [delimiter, "", '{"msg_id":"1","msg_type":3}', "{}", "{}", "{}"]],
])("%s is malformed", (_, frames) => {
  expect(
    reason(
      frames.map((frame) => Buffer.from(frame)),
      "",
    ),
  ).toBe("malformed");
});

test("headers carry the session, a time and ids of their own", () => {
  const { compose, session } = createComposer("client");
  const one = compose("a", {}).header;
  const two = compose("b", {}).header;
  expect(one.session).toBe(session);
  expect(one.msg_id).not.toBe(two.msg_id);
  expect(Date.parse(one.date)).toBeGreaterThan(0);
});
