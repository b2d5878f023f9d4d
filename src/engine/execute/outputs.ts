import type { Json, JsonObject, Message } from "../client/contract.js";
import type { DisplayOutput, ErrorOutput, Output, ResultOutput, StreamOutput } from "../notebook/contract.js";
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

/** Shared by a notebook's cells: the remaining output budget, and updatable displays by id. */
export class NotebookOutputs {
  #left = maxOutput;
  readonly #displays = new Map<string, Set<Slot>>();

  take(content: JsonObject): number | undefined {
    const size = overhead + sizeOf(content);
    if (size > this.#left) return undefined;
    this.#left -= size;
    return size;
  }

  release(size: number): void {
    this.#left += size;
  }

  register(id: string, slot: Slot): void {
    const slots = this.#displays.get(id) ?? new Set();
    this.#displays.set(id, slots.add(slot));
  }

  forget(cleared: readonly Slot[]): void {
    for (const slots of this.#displays.values()) for (const slot of cleared) slots.delete(slot);
  }

  update(id: string, data: JsonObject, metadata: JsonObject): void {
    for (const slot of this.#displays.get(id) ?? []) {
      const { output } = slot;
      if (output.output_type === "display_data" || output.output_type === "execute_result")
        slot.output = { ...output, data, metadata };
    }
  }
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
  receive(message: Message): void {
    const { content } = message;
    const type = message.header.msg_type;
    const isOutput =
      type === "stream" ? content.text !== "" : type === "display_data" || type === "execute_result";
    if (isOutput && !this.#hasRoom(content)) return;
    switch (type) {
      case "stream":
        this.#stream(content.name === "stderr" ? "stderr" : "stdout", textOf(content.text));
        break;
      case "display_data":
        this.#bundle({ output_type: "display_data", ...bundleOf(content) }, content);
        break;
      case "execute_result": {
        const count = content.execution_count;
        this.#bundle(
          {
            output_type: "execute_result",
            ...bundleOf(content),
            execution_count: typeof count === "number" ? count : null,
          },
          content,
        );
        break;
      }
      case "update_display_data": {
        const id = displayId(content);
        const { data, metadata } = bundleOf(content);
        if (id !== undefined) this.#notebook.update(id, data, metadata);
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
    const taken = this.#isCut ? undefined : this.#notebook.take(content);
    this.#isCut = taken === undefined;
    this.#taken += taken ?? 0;
    return taken !== undefined;
  }

  #stream(name: StreamOutput["name"], text: string): void {
    if (text === "") return;
    if (this.#clearBeforeNext) this.#clear();
    const last = this.#slots.at(-1);
    if (last?.output.output_type === "stream" && last.output.name === name)
      last.output = { ...last.output, text: last.output.text + text };
    else this.add({ output_type: "stream", name, text });
  }

  #bundle(output: DisplayOutput | ResultOutput, content: JsonObject): void {
    const slot = this.add(output);
    const id = displayId(content);
    if (id !== undefined) this.#notebook.register(id, slot);
  }

  #clear(): void {
    this.#notebook.forget(this.#slots);
    this.#slots = [];
    this.#clearBeforeNext = false;
    this.#notebook.release(this.#taken);
    this.#taken = 0;
  }
}

export function errorOutput({ ename, evalue, traceback }: JsonObject): ErrorOutput {
  return {
    output_type: "error",
    ename: textOf(ename) || "Error",
    evalue: textOf(evalue),
    traceback: Array.isArray(traceback) ? traceback.map(String) : [],
  };
}

function bundleOf(content: JsonObject): { readonly data: JsonObject; readonly metadata: JsonObject } {
  return { data: objectOf(content.data), metadata: objectOf(content.metadata) };
}

function displayId(content: JsonObject): string | undefined {
  const id = objectOf(content.transient).display_id;
  return typeof id === "string" ? id : undefined;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

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
