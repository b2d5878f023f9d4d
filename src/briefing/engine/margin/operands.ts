/** What the two sides of a comparison are: a year, a date, a value with an interval. */
import type { Node } from "oxc-parser";
import { noMargin } from "./errors.js";
import { bare } from "./closure.js";
import type { Evaluator } from "./evaluate.js";
import { Namespace } from "./modules.js";
import type { Operand } from "./distance.js";
import type { Scope } from "./scope.js";

/** Words in the name of what is a year, in the code itself or in the definition of a name. */
const yearWords = /year|since|until|peak\b|\.(?:from|to)\b/i;
/** Words in the name of a ratio: numbers below 1 are shares otherwise. */
const ratioWords = /ratio|odds|index|quotient|times(?![a-z])/i;
const isoDate = /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?$/;
const msPerDay = 86_400_000;

export class Operands {
  readonly #evaluator: Evaluator;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  read(node: Node, scope: Scope): Operand {
    const value = this.#evaluator.value(node, scope);
    const text = scope.textOf(bare(node));
    if (typeof value === "string" && isoDate.test(value))
      return { text, value: Date.parse(value) / msPerDay, kind: "day" };
    if (value instanceof Date) return { text, value: Number(value) / msPerDay, kind: "day" };
    if (typeof value === "string") return noMargin("it compares texts");
    if (typeof value !== "number") return noMargin(`${text} is ${kindOf(value)}, not a number`);
    if (Number.isNaN(value)) return noMargin(`${text} is not a number (NaN)`);
    const halfWidth = this.#halfWidth(node, scope);
    return { text, value, halfWidth, kind: this.#kindOf(node, scope) };
  }

  #kindOf(given: Node, scope: Scope): Operand["kind"] {
    const node = bare(given);
    if (isLiteral(node)) return "literal";
    if (node.type === "BinaryExpression" && node.operator === "-") {
      const isDifference = [node.left, node.right].every((each) => this.#isYear(each, scope));
      if (isDifference) return "years";
    }
    if (this.#isYear(node, scope)) return "year";
    return this.#isRatio(node, scope) ? "ratio" : "number";
  }

  #isYear(node: Node, scope: Scope): boolean {
    const value = this.#evaluator.value(node, scope);
    if (typeof value !== "number" || !Number.isInteger(value) || value < 1500 || value > 2200) return false;
    return isLiteral(bare(node)) || yearWords.test(this.#definitionOf(node, scope));
  }

  /** By its own name, or that of the property or name that defines it: `ratios.length / all` is a share. */
  #isRatio(given: Node, scope: Scope): boolean {
    const node = bare(given);
    if (node.type === "ChainExpression") return this.#isRatio(node.expression, scope);
    if (node.type === "MemberExpression") return ratioWords.test(this.#evaluator.key(node, scope));
    if (node.type !== "Identifier") return false;
    if (ratioWords.test(node.name)) return true;
    const found = this.#evaluator.binding(node.name, scope);
    if (found === undefined || found instanceof Namespace || found.kind !== "definition") return false;
    const last = found.path.at(-1);
    return last === undefined ? this.#isRatio(found.node, found.scope) : ratioWords.test(last);
  }

  /** The code, followed by that of the definition if it is a name. */
  #definitionOf(given: Node, scope: Scope): string {
    const node = bare(given);
    const text = scope.textOf(node);
    const found = node.type === "Identifier" ? this.#evaluator.binding(node.name, scope) : undefined;
    if (found === undefined || found instanceof Namespace || found.kind !== "definition") return text;
    return `${text} ${found.scope.textOf(found.node)} .${found.path.join(".")}`;
  }

  /** Half the width of the interval of which this is a bound, or the value itself. */
  #halfWidth(given: Node, scope: Scope): number | undefined {
    const node = bare(given);
    if (node.type === "ChainExpression") return this.#halfWidth(node.expression, scope);
    if (node.type === "UnaryExpression" && node.operator === "-")
      return this.#halfWidth(node.argument, scope);
    if (node.type === "MemberExpression") {
      if (!isBound(this.#evaluator.key(node, scope))) return undefined;
      return halfWidthOf(this.#evaluator, this.#evaluator.value(node.object, scope));
    }
    const found = node.type === "Identifier" ? this.#evaluator.binding(node.name, scope) : undefined;
    if (found === undefined || found instanceof Namespace || found.kind !== "definition") return undefined;
    const last = found.path.at(-1);
    if (last === undefined) return this.#halfWidth(found.node, found.scope);
    if (!isBound(last)) return undefined;
    const whole = this.#evaluator.value(found.node, found.scope);
    const object = found.path.slice(0, -1).reduce((part, key) => this.#evaluator.part(part, key), whole);
    return halfWidthOf(this.#evaluator, object);
  }
}

const isBound = (key: string): boolean => key === "lower" || key === "upper" || key === "value";

function halfWidthOf(evaluator: Evaluator, object: unknown): number | undefined {
  if (typeof object !== "object" || object === null) return undefined;
  const lower = evaluator.property(object, "lower");
  const upper = evaluator.property(object, "upper");
  if (typeof lower !== "number" || typeof upper !== "number" || !(upper > lower)) return undefined;
  const half = upper / 2 - lower / 2;
  return Number.isFinite(half) && half > 0 ? half : undefined;
}

export function isLiteral(node: Node): boolean {
  if (node.type === "UnaryExpression") return isLiteral(bare(node.argument));
  return node.type === "Literal";
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
