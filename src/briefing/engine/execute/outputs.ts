import type { Json, JsonObject, Message } from "../client/contract.js";
import type { ErrorOutput, Output, StreamOutput } from "../notebook/contract.js";
import { objectOf } from "../notebook/json.js";

/** An output that its cell may still append to and other cells may update. */
interface Slot {
  output: Output;
}

/**
 * Limit of a notebook's outputs in characters: more than any tool can open, and a quarter of the longest string in
 * Node. Without it, a printing loop would exhaust the memory shared by all running notebooks.
 */
export const maxOutput = 128_000_000;
/** Estimated memory per output in addition to its text. */
const overhead = 100;

/** Shared by a notebook's cells: the remaining output budget in characters, and updatable displays by id. */
export class NotebookOutputs {
  left = maxOutput;
  readonly displays = new Map<string, Set<Slot>>();
}

/** The outputs of one cell, built from its kernel's messages. */
export class OutputArea {
  readonly #notebook: NotebookOutputs;
  #slots: Slot[] = [];
  #clearBeforeNext = false;
  #taken = 0;
  #isCut = false;

  constructor(notebook: NotebookOutputs) {
    this.#notebook = notebook;
  }

  /** Whether output was discarded because the notebook exceeded the limit. */
  get isCut(): boolean {
    return this.#isCut;
  }

  outputs(): readonly Output[] {
    return this.#slots.map(({ output }) =>
      output.output_type === "stream" ? { ...output, text: terminalText(output.text) } : output,
    );
  }

  /** Handles an iopub message; ignores messages without output. */
  receive({ header, content }: Message): void {
    const type = header.msg_type;
    switch (type) {
      case "stream":
        if (content.text !== "" && this.#hasRoom(content))
          this.#stream(content.name === "stderr" ? "stderr" : "stdout", stringOrEmpty(content.text));
        break;
      case "display_data":
      case "execute_result":
        if (this.#hasRoom(content)) this.#show(type, content);
        break;
      case "update_display_data": {
        for (const slot of this.#displaysOf(content) ?? [])
          if ("data" in slot.output) slot.output = { ...slot.output, ...bundleOf(content) };
        break;
      }
      case "error":
        this.add(errorOutput(content));
        break;
      case "clear_output":
        if (content.wait === true) this.#clearBeforeNext = true;
        else this.#clear();
        break;
    }
  }

  add(output: Output): Slot {
    if (this.#clearBeforeNext) this.#clear();
    const slot: Slot = { output };
    this.#slots.push(slot);
    return slot;
  }

  /** After the first discarded output, everything is discarded: text with gaps would look complete. */
  #hasRoom(content: JsonObject): boolean {
    if (this.#clearBeforeNext) this.#clear();
    const size = overhead + sizeOf(content);
    this.#isCut ||= size > this.#notebook.left;
    if (this.#isCut) return false;
    this.#notebook.left -= size;
    this.#taken += size;
    return true;
  }

  #stream(name: StreamOutput["name"], text: string): void {
    const last = this.#slots.at(-1);
    if (last?.output.output_type === "stream" && last.output.name === name)
      last.output = { ...last.output, text: last.output.text + text };
    else if (text !== "") this.add({ output_type: "stream", name, text });
  }

  #show(type: "display_data" | "execute_result", content: JsonObject): void {
    const bundle = bundleOf(content);
    const count = content.execution_count;
    const slot = this.add(
      type === "display_data"
        ? { output_type: type, ...bundle }
        : { output_type: type, ...bundle, execution_count: typeof count === "number" ? count : null },
    );
    this.#displaysOf(content)?.add(slot);
  }

  /** The displays with the id of the message, if it has one. */
  #displaysOf(content: JsonObject): Set<Slot> | undefined {
    const id = objectOf(content.transient).display_id;
    if (typeof id !== "string") return undefined;
    const { displays } = this.#notebook;
    const slots = displays.get(id) ?? new Set();
    displays.set(id, slots);
    return slots;
  }

  #clear(): void {
    for (const slots of this.#notebook.displays.values()) for (const slot of this.#slots) slots.delete(slot);
    this.#notebook.left += this.#taken;
    this.#slots = [];
    this.#clearBeforeNext = false;
    this.#taken = 0;
  }
}

export function errorOutput({ ename, evalue, traceback }: JsonObject): ErrorOutput {
  return {
    output_type: "error",
    ename: stringOrEmpty(ename) || "Error",
    evalue: stringOrEmpty(evalue),
    traceback: Array.isArray(traceback) ? traceback.map(String) : [],
  };
}

function bundleOf(content: JsonObject): { readonly data: JsonObject; readonly metadata: JsonObject } {
  return { data: objectOf(content.data), metadata: objectOf(content.metadata) };
}

const stringOrEmpty = (value: unknown): string => (typeof value === "string" ? value : "");

function sizeOf(value: Json | undefined): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 1;
  let size = 0;
  for (const each of Object.values(value)) size += sizeOf(each);
  return size;
}

const escape = String.raw`\x1b\[[0-?]*[ -/]*[@-~]`;
/** Control characters that move the cursor or erase: carriage return, backspace, erase in line, cursor to column 1. */
const control = /[\r\b]|\x1b\[[02]?K|\x1b\[1?G/;
const part = new RegExp(`(?<control>${control.source})|(?<escape>${escape})|[^]`, "gu");

/**
 * Renders text as a terminal would: after a carriage return, the following text overwrites the line; a backspace
 * deletes the preceding character.
 */
export function terminalText(text: string): string {
  if (!control.test(text)) return text;
  return text
    .split("\n")
    .map((line) => (control.test(line) ? shownLine(line) : line))
    .join("\n");
}

function shownLine(line: string): string {
  /** Characters by column, each prefixed with its escape sequences (colours), which take up no column. */
  const shown: (string | undefined)[] = [];
  let column = 0;
  let escapes = "";
  for (const { 0: found, groups } of line.matchAll(part)) {
    if (groups?.["escape"] !== undefined) escapes += found;
    else if (groups?.["control"] === undefined) {
      shown[column] = escapes + found;
      column += 1;
      escapes = "";
    } else if (found === "\b") {
      if (column === 0) continue;
      column -= 1;
      shown.splice(column, 1);
    } else if (found === "\r" || found.endsWith("G")) column = 0;
    else shown.length = found.includes("2") ? 0 : Math.min(shown.length, column);
  }
  return Array.from(shown, (character) => character ?? " ").join("") + escapes;
}
