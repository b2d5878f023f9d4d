import type { JsonObject, Message } from "../client/contract.js";
import type { DisplayOutput, ErrorOutput, Output, ResultOutput, StreamOutput } from "../notebook/contract.js";
import type { OutputBudget } from "./output-budget.js";
import { TerminalText } from "./terminal-text.js";

/** An output while its cell may still write to it or another cell update it. */
interface Slot {
  content:
    | { readonly kind: "text"; readonly name: StreamOutput["name"]; readonly text: TerminalText }
    | { readonly kind: "output"; readonly output: Output };
}

/** Displays that may be updated, by display id, across all cells of a notebook. */
export class Displays {
  readonly #slots = new Map<string, Set<Slot>>();

  register(id: string, slot: Slot): void {
    const slots = this.#slots.get(id) ?? new Set();
    this.#slots.set(id, slots.add(slot));
  }

  forget(cleared: readonly Slot[]): void {
    for (const slots of this.#slots.values()) for (const slot of cleared) slots.delete(slot);
  }

  update(id: string, data: JsonObject, metadata: JsonObject): void {
    for (const slot of this.#slots.get(id) ?? []) {
      if (slot.content.kind !== "output") continue;
      const { output } = slot.content;
      if (output.output_type !== "display_data" && output.output_type !== "execute_result") continue;
      slot.content = { kind: "output", output: { ...output, data, metadata } };
    }
  }
}

/** The outputs of one cell, as the messages of its kernel make them. */
export class OutputArea {
  readonly #displays: Displays;
  readonly #budget: OutputBudget;
  #slots: Slot[] = [];
  #clearBeforeNext = false;
  /** What the budget has given for what is kept. */
  #taken = 0;
  #isCut = false;

  constructor(displays: Displays, budget: OutputBudget) {
    this.#displays = displays;
    this.#budget = budget;
  }

  /** Something was not kept: the notebook has put out too much. */
  get isCut(): boolean {
    return this.#isCut;
  }

  outputs(): readonly Output[] {
    return this.#slots.map(({ content }) =>
      content.kind === "output"
        ? content.output
        : { output_type: "stream", name: content.name, text: content.text.toString() },
    );
  }

  /** Takes an iopub message; those that put nothing out are let pass. */
  receive(message: Message): void {
    const { content } = message;
    const type = message.header.msg_type;
    const putsOut =
      type === "stream" ? content.text !== "" : type === "display_data" || type === "execute_result";
    if (putsOut && !this.#hasRoom(content)) return;
    switch (type) {
      case "stream":
        this.#stream(content.name === "stderr" ? "stderr" : "stdout", textOf(content.text));
        break;
      case "display_data":
        this.#bundle({ output_type: "display_data", ...bundleOf(content) }, content);
        break;
      case "execute_result":
        this.#bundle(
          {
            output_type: "execute_result",
            ...bundleOf(content),
            execution_count: typeof content.execution_count === "number" ? content.execution_count : null,
          },
          content,
        );
        break;
      case "update_display_data": {
        const id = displayId(content);
        const { data, metadata } = bundleOf(content);
        if (id !== undefined) this.#displays.update(id, data, metadata);
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

  /** Once something was not kept nothing is: a text with holes would be taken for whole. */
  #hasRoom(content: JsonObject): boolean {
    if (this.#clearBeforeNext) this.#clear();
    const taken = this.#isCut ? undefined : this.#budget.take(content);
    this.#isCut = taken === undefined;
    this.#taken += taken ?? 0;
    return taken !== undefined;
  }

  add(output: Output): void {
    this.#push({ content: { kind: "output", output } });
  }

  #stream(name: StreamOutput["name"], text: string): void {
    if (text === "") return;
    if (this.#clearBeforeNext) this.#clear();
    const last = this.#slots.at(-1)?.content;
    if (last?.kind === "text" && last.name === name) {
      last.text.write(text);
      return;
    }
    const terminal = new TerminalText();
    terminal.write(text);
    this.#push({ content: { kind: "text", name, text: terminal } });
  }

  #bundle(output: DisplayOutput | ResultOutput, content: JsonObject): void {
    const slot: Slot = { content: { kind: "output", output } };
    this.#push(slot);
    const id = displayId(content);
    if (id !== undefined) this.#displays.register(id, slot);
  }

  #push(slot: Slot): void {
    if (this.#clearBeforeNext) this.#clear();
    this.#slots.push(slot);
  }

  #clear(): void {
    this.#displays.forget(this.#slots);
    this.#slots = [];
    this.#clearBeforeNext = false;
    this.#budget.giveBack(this.#taken);
    this.#taken = 0;
  }
}

export function errorOutput(content: JsonObject): ErrorOutput {
  const { traceback } = content;
  return {
    output_type: "error",
    ename: textOf(content.ename),
    evalue: textOf(content.evalue),
    traceback: Array.isArray(traceback) ? traceback.map(textOf) : [],
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

function objectOf(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
