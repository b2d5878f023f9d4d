/** Messages with which a client could try to end or hang a kernel, or make it do forbidden things. */
import { createHmac } from "node:crypto";
import type { JsonObject } from "../../../src/briefing/engine/client/contract.js";
import { delimiter } from "../../../src/briefing/engine/client/wire.js";
import { casesOf } from "../../support/cases.js";
import { key } from "../../briefing/engine/kernel/server/kernel-process.js";

/** The expected effect: ignored; only busy and idle; or a reply with (at least) this content. */
type Expected = "nothing" | "status" | JsonObject;

export interface Case {
  readonly name: string;
  readonly channel: "shell" | "control";
  readonly frames: (msgId: string) => readonly Uint8Array[];
  readonly expected: Expected;
}

const ok = { status: "ok" };
const mega = "a".repeat(1_000_000);
const deep = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;

/** The four parts as JSON text, which may be something that JSON.stringify cannot write. */
interface Parts {
  readonly header: string;
  readonly parent: string;
  readonly metadata: string;
  readonly content: string;
}

const header = (msg_id: string, msg_type: string): string =>
  JSON.stringify({ msg_id, msg_type, session: "s", username: "u", date: "2020-01-01", version: "5.4" });

type Bytes = string | Uint8Array;
const signature = (parts: readonly Bytes[], by = key): string => {
  const hmac = createHmac("sha256", by);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
};
export const partsOf = (msgType: string, id: string, given: Partial<Parts> = {}): readonly string[] => {
  const parts = { header: header(id, msgType), parent: "{}", metadata: "{}", content: "{}", ...given };
  return [parts.header, parts.parent, parts.metadata, parts.content];
};
const bytes = (frames: readonly Bytes[]): readonly Uint8Array[] =>
  frames.map((frame) => Buffer.from(frame as string));
export const signed = (parts: readonly Bytes[], buffers: readonly Bytes[] = []): readonly Uint8Array[] =>
  bytes([delimiter, signature(parts), ...parts, ...buffers]);

const framed = (name: string, frames: Case["frames"], expected: Expected): Case => ({
  name,
  channel: "shell",
  frames,
  expected,
});

/** A signed request with this content, as JSON text or as a value. */
const request = (
  msgType: string,
  content: string | object | null,
  expected: Expected,
  channel: Case["channel"] = "shell",
): Case => {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const shown = text.length > 80 ? `${text.slice(0, 60)}… (${text.length})` : text;
  return {
    name: `${msgType.length > 80 ? `${msgType.slice(0, 20)}…` : msgType} ${shown}`,
    channel,
    frames: (id) => signed(partsOf(msgType, id, { content: text })),
    expected,
  };
};

type Content = string | object;
interface Written {
  readonly types: readonly (readonly string[])[];
  readonly headers: readonly (readonly string[])[];
  readonly parts: readonly string[];
  readonly executions: readonly Content[];
  readonly expressions: readonly unknown[];
  readonly questions: readonly object[];
  readonly others: readonly (readonly [msgType: string, content: Content, expected: Expected])[];
}
const written = casesOf("messages.yml", import.meta.url) as Written;

const foreignTypes: readonly Case[] = [...written.types.flat(), "\ud800", mega].flatMap((type) => [
  request(type, {}, "status"),
  ...(type.length < 20 && type.startsWith("_") ? [request(type, {}, "status", "control")] : []),
]);

const badHeaders: readonly Case[] = [
  ...written.headers.flat(),
  deep(100_000),
  `{"msg_id":"x","msg_type":"kernel_info_request","x":${deep(100_000)}}`,
].map((text) =>
  framed(
    `header ${text.slice(0, 70)}`,
    (id) => signed(partsOf("kernel_info_request", id, { header: text })),
    "nothing",
  ),
);

/** Parsed, answered, and sent back as the parent. */
const oddHeaders: readonly Case[] = [
  `"session":null,"username":1,"date":"yesterday","version":99`,
  `"__proto__":1,"constructor":2,"toJSON":3`,
  `"username":"${mega}"`,
].map((more) => {
  const odd = (id: string) => `{"msg_id":"${id}","msg_type":"kernel_info_request",${more}}`;
  const frames = (id: string) => signed(partsOf("kernel_info_request", id, { header: odd(id) }));
  return framed(`header with ${more.slice(0, 60)}`, frames, ok);
});

const badParts: readonly Case[] = (["parent", "metadata", "content"] as const).flatMap((part) =>
  [...written.parts, deep(100_000)].map((text) =>
    framed(
      `${part} ${text.slice(0, 20)}`,
      (id) => signed(partsOf("execute_request", id, { [part]: text })),
      "nothing",
    ),
  ),
);

const executions: readonly Case[] = [
  ...written.executions,
  ...written.expressions.map((user_expressions) => ({ code: "1", user_expressions })),
  {},
  { code: `// ${mega}` },
  { code: "'\ud800'.length" },
  `{"code":"1","x":${deep(50_000)}}`,
  `{"code":${deep(50_000)}}`,
].map((content) => request("execute_request", content, ok));

const questions: readonly Case[] = [
  ...written.questions,
  { code: "\ud800", cursor_pos: 1 },
  { code: "({".repeat(500) },
].flatMap((content) => [
  request("complete_request", content, ok),
  request("inspect_request", { detail_level: "x", ...content }, ok),
  request("is_complete_request", content, {}),
]);

const others: readonly Case[] = [
  ...written.others.map((each) => request(...each)),
  request("kernel_info_request", '{"a":{"__proto__":null}}', ok),
  request("kernel_info_request", `{"x":"${"a".repeat(20_000_000)}"}`, ok),
  request("debug_request", { type: [], seq: "x" }, { status: "error" }, "control"),
  request("comm_open", `{"comm_id":${deep(100_000)}}`, "status"),
  request("comm_open", `{"comm_id":"${mega}"}`, "status"),
  request("interrupt_request", { id: "__proto__" }, ok, "control"),
];

const badSignatures: readonly Case[] = (
  [
    ["another key", (parts) => signature(parts, "another")],
    ["no text", () => ""],
    ["half of it", (parts) => signature(parts).slice(0, 32)],
    ["more than it", (parts) => `${signature(parts)}00`],
    ["capitals", (parts) => signature(parts).toUpperCase()],
    ["the wrong order", (parts) => signature([...parts].reverse())],
    ["bytes", (parts) => Buffer.from(signature(parts), "hex")],
    ["a megabyte", () => mega],
    ["__proto__", () => "__proto__"],
  ] as readonly (readonly [string, (parts: readonly string[]) => Bytes])[]
).map(([name, sign]) =>
  framed(
    `a signature of ${name}`,
    (id) => {
      const parts = partsOf("execute_request", id, { content: '{"code":"globalThis.forged = true"}' });
      return bytes([delimiter, sign(parts), ...parts]);
    },
    "nothing",
  ),
);

const information = (id: string) => partsOf("kernel_info_request", id);
const badFrames: readonly Case[] = [
  ...[1, 2, 3].map((count) =>
    framed(`${count} of four parts`, (id) => signed(information(id).slice(0, count)), "nothing"),
  ),
  ...(
    [
      ["one empty frame", () => bytes([""])],
      ["the delimiter alone", () => bytes([delimiter])],
      ["delimiter and signature", () => bytes([delimiter, signature([])])],
      ["no delimiter", (id) => signed(information(id)).slice(1)],
      ["a delimiter in other case", (id) => [Buffer.from("<ids|msg>"), ...signed(information(id)).slice(1)]],
      ["the delimiter twice", (id) => [Buffer.from(delimiter), ...signed(information(id))]],
      ["20 MB of nothing", () => [Buffer.alloc(20_000_000)]],
      ["10,000 empty frames", () => bytes(Array<string>(10_000).fill(""))],
      [
        "bytes that are not UTF-8",
        (id) => signed([...information(id).slice(0, 3), Buffer.from([0x7b, 0xff, 0x7d])]),
      ],
    ] as readonly (readonly [string, Case["frames"]])[]
  ).map(([name, frames]) => framed(name, frames, "nothing")),
  framed(
    "10,000 buffers, including delimiters",
    (id) => signed(information(id), [delimiter, ...Array<string>(10_000).fill("x"), delimiter]),
    ok,
  ),
  framed("a buffer of 20 MB", (id) => signed(information(id), ["a".repeat(20e6)]), ok),
];

export const cases: readonly Case[] = [
  ...foreignTypes,
  ...badHeaders,
  ...oddHeaders,
  ...badParts,
  ...executions,
  ...questions,
  ...others,
  ...badSignatures,
  ...badFrames,
];
