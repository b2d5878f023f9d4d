/** Random corruption of files: replaced values, names with a meaning in JavaScript, lost bytes. */
import fc from "fast-check";

/** JSON texts, some of which JavaScript values cannot represent. */
const values: readonly string[] = [
  ...`null true 0 -0 -1 1.5 1e21 1e400 -1e400 1e-400 9007199254740993 [] {} [[]] [null] ["a",1] ["a","b"] [{}] {"length":5}
  {"toJSON":1} {"then":1} {"toString":null} {"__proto__":{"polluted":1}} {"constructor":{"prototype":{"polluted":1}}}
  "" "a" "__proto__" "constructor" "toString" "\\ud800" "\\u0000" "a\\u202eb" "NaN" "2026-13-45" "javascript:alert(1)"
  "../../etc/passwd" "/etc/passwd" "C:\\\\a" "data:image/png;base64,@@" "<script>alert(1)</script>"`.split(
    /\s+/,
  ),
  '"<svg onload=alert(1)>"',
  '"[^1] $x_1$ `{ts} 1` ![a](attachment:b)"',
  '"# A\\n\\n|a|\\n|-|\\n\\n[^1]: a"',
  '"---\\na: [\\n---"',
  JSON.stringify("x".repeat(5000)),
  ...[600, 10_000].map((levels) => "[".repeat(levels) + "]".repeat(levels)),
  '{"a":'.repeat(600) + "1" + "}".repeat(600),
];
const names = [
  ..."__proto__ constructor prototype toString length then toJSON 0 a.b".split(" "),
  "",
  "\ud800",
];

/** Tokens of JSON syntax. */
export const jsonPieces = [...`{ } [ ] , : " \\ \\u null - 1e999`.split(" "), "\ufeff", "\0", "<<<<<<< a\n"];

/** Placeholder for JSON that is inserted after the rest was written. */
const mark = (json: number): string => `\uF8FF${json}`;

type Branch = Record<string, unknown> | unknown[];
interface Node {
  readonly parent: Branch;
  readonly key: string;
}

function nodesOf(parent: unknown): readonly Node[] {
  if (typeof parent !== "object" || parent === null) return [];
  return Object.entries(parent).flatMap(([key, child]) => [
    { parent: parent as Branch, key },
    ...nodesOf(child),
  ]);
}

const set = (parent: Branch, key: string, value: unknown): void => {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
};

interface Edit {
  readonly at: number;
  readonly action: "replace" | "remove" | "rename" | "copy" | "add" | "repeat";
  readonly value: number;
  readonly name: string;
}
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  action: fc.constantFrom("replace", "replace", "replace", "remove", "rename", "copy", "add", "repeat"),
  value: fc.nat({ max: values.length - 1 }),
  name: fc.constantFrom(...names),
});

function change(root: { readonly whole: unknown }, { at, action, value, name }: Edit): void {
  const nodes = nodesOf(root);
  const node = nodes[at % nodes.length];
  if (node === undefined) return;
  const { parent, key } = node;
  const child = (parent as Record<string, unknown>)[key];
  switch (action) {
    case "replace":
      set(parent, key, mark(value));
      return;
    case "remove":
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else Reflect.deleteProperty(parent, key);
      return;
    case "rename":
      if (Array.isArray(parent)) return;
      Reflect.deleteProperty(parent, key);
      set(parent, name, child);
      return;
    case "copy":
      set(parent, key, structuredClone(nodes[value % nodes.length]?.parent ?? null));
      return;
    case "add":
      if (typeof child === "object" && child !== null && !Array.isArray(child))
        set(child as Branch, name, mark(value));
      return;
    case "repeat":
      if (Array.isArray(parent)) parent.push(...Array.from({ length: 30 }, () => structuredClone(child)));
  }
}

/** JSON texts with a few changes to a value. */
export const alteredJson = (original: unknown): fc.Arbitrary<string> =>
  fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) => {
    const root = { whole: structuredClone(original) };
    for (const each of edits) change(root, each);
    const text = JSON.stringify(root.whole, null, edits.length % 2) as string | undefined;
    return (text ?? "").replace(/"\uF8FF(\d+)"/g, (_, index) => values[Number(index)] ?? "null");
  });

interface Cut {
  readonly at: number;
  readonly action: "insert" | "remove" | "repeat" | "replace" | "end";
  readonly length: number;
  readonly piece: Buffer;
}

/** Bytes with a few changes; `pieces` are tokens of the file's syntax. */
export const alteredBytes = (original: Buffer, pieces: readonly string[]): fc.Arbitrary<Buffer> => {
  const piece = fc.oneof(
    fc.constantFrom(...pieces).map((text) => Buffer.from(text)),
    fc.uint8Array({ minLength: 1, maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  );
  const cut: fc.Arbitrary<Cut> = fc.record({
    at: fc.nat({ max: original.length }),
    action: fc.constantFrom("insert", "insert", "replace", "replace", "remove", "repeat", "end"),
    length: fc.integer({ min: 1, max: 40 }),
    piece,
  });
  return fc.array(cut, { minLength: 1, maxLength: 5 }).map((cuts) => cuts.reduce(applied, original));
};

function applied(bytes: Buffer, { at, action, length, piece }: Cut): Buffer {
  const head = bytes.subarray(0, at);
  const tail = bytes.subarray(at);
  switch (action) {
    case "insert":
      return Buffer.concat([head, piece, tail]);
    case "replace":
      return Buffer.concat([head, piece, tail.subarray(piece.length)]);
    case "remove":
      return Buffer.concat([head, tail.subarray(length)]);
    case "repeat":
      return Buffer.concat([head, ...Array<Buffer>(length).fill(tail.subarray(0, length)), tail]);
    case "end":
      return head;
  }
}

export const alteredText = (original: string, pieces: readonly string[]): fc.Arbitrary<string> =>
  alteredBytes(Buffer.from(original), pieces).map((bytes) => bytes.toString("utf8"));
