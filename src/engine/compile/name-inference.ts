/**
 * How V8 names functions that have no name of their own, while it parses: names it passes by are stacked, functions
 * wait, and an assignment, a variable, a property or a member of a class names all that wait. So a function that has
 * waited too long gets the name of something later.
 */
import type { Node } from "oxc-parser";

interface StackedName {
  readonly text: string;
  readonly isVariable: boolean;
}

export class NameInference {
  readonly #names: Map<Node, string>;
  readonly #stack: StackedName[] = [];
  /** `undefined`: a function whose name comes from elsewhere, but which is in the queue. */
  #waiting: (Node | undefined)[] = [];
  #depth = 0;

  /** `names`: where the names go. */
  constructor(names: Map<Node, string>) {
    this.#names = names;
  }

  /** Names that are stacked within are forgotten afterwards; functions go on waiting. */
  within(work: () => void): void {
    const height = this.#stack.length;
    this.#depth++;
    work();
    this.#depth--;
    this.#stack.length = height;
  }

  /** The name of a function whose inside is parsed, if it looks like a constructor's. */
  pushEnclosing(name: string): void {
    if (/^\p{Lu}/u.test(name)) this.#stack.push({ text: name, isVariable: false });
  }

  pushVariable(text: string): void {
    if (this.#depth > 0) this.#stack.push({ text, isVariable: true });
  }

  pushProperty(text: string): void {
    if (this.#depth > 0 && text !== "prototype") this.#stack.push({ text, isVariable: false });
  }

  wait(node: Node | undefined): void {
    if (this.#depth > 0) this.#waiting.push(node);
  }

  forgetLast(): void {
    if (this.#depth > 0) this.#waiting.pop();
  }

  infer(): void {
    if (this.#waiting.length === 0) return;
    const text = this.#stack
      .filter((name, at) => !(name.isVariable && this.#stack[at + 1]?.isVariable === true))
      .map((name) => name.text)
      .join(".");
    for (const node of this.#waiting) if (node) this.#names.set(node, text);
    this.#waiting = [];
  }
}
