/**
 * The margin of a condition: of `a && b` the least, of `a || b` the greatest, of `!a` the opposite, of `every` and
 * `some` the least and the greatest over the elements, of a comparison its signed distance. Conditions are followed
 * through constants and plain functions.
 */
import type { Node } from "oxc-parser";
import type { Margin } from "../../model/margin.js";
import { distanceOf, type Distance } from "./distance.js";
import { NoMargin, noMargin, reasonOf } from "./errors.js";
import { bare, Closure, type Placed } from "./closure.js";
import type { Evaluator } from "./evaluate.js";
import { greatest, isMeasured, least, opposite, type Judged } from "./judged.js";
import { Namespace } from "./modules.js";
import { isLiteral, Operands } from "./operands.js";
import { keyOf, type Path, type Scope } from "./scope.js";

/** Numbers that are recorded for a condition. */
const mostNumbers = 24;
const mostDepth = 60;

export class Judge {
  readonly #evaluator: Evaluator;
  readonly #operands: Operands;
  #numbers = new Map<string, number>();
  /** Of the elements of `every` and `some` that are being judged: ` [2]`. */
  #element = "";
  #depth = 0;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
    this.#operands = new Operands(evaluator);
  }

  /** The margin of a condition, whose answer may be known; throws NoMargin with the reason. */
  margin({ node, scope }: Placed, answer?: boolean): Margin {
    this.#evaluator.begin();
    this.#numbers = new Map();
    this.#element = "";
    this.#depth = 0;
    const judged = this.#judge(node, scope, []);
    if (answer !== undefined && judged.isTrue !== answer)
      return noMargin("values that it reads have changed since");
    if (!isMeasured(judged)) return noMargin(judged.reason);
    const { distance, besides } = judged;
    if (!Number.isFinite(distance.amount)) return noMargin("it compares with infinity");
    return {
      ...distance,
      ...(besides > 0 && { besides }),
      ...(this.#numbers.size > 0 && { numbers: Object.fromEntries(this.#numbers) }),
    };
  }

  #judge(given: Node, scope: Scope, path: Path): Judged {
    this.#evaluator.step();
    this.#depth += 1;
    if (this.#depth > mostDepth) return noMargin("it is defined in too many steps");
    try {
      const node = bare(given);
      return path.length === 0 ? this.#whole(node, scope) : this.#part(node, scope, path);
    } finally {
      this.#depth -= 1;
    }
  }

  #whole(node: Node, scope: Scope): Judged {
    switch (node.type) {
      case "LogicalExpression":
        if (node.operator === "??") return this.#chosen(node, scope, []);
        return this.#joined(node, scope, node.operator);
      case "UnaryExpression":
        return node.operator === "!"
          ? opposite(this.#judge(node.argument, scope, []))
          : this.#opaque(node, scope);
      case "BinaryExpression":
        return this.#comparison(node, scope);
      case "ConditionalExpression":
        return this.#chosen(node, scope, []);
      case "Identifier":
        return this.#name(node, scope, []);
      case "MemberExpression":
        return this.#member(node, scope, []);
      case "ChainExpression":
        return this.#judge(node.expression, scope, []);
      case "CallExpression":
        return this.#call(node, scope, []);
      default:
        return this.#opaque(node, scope);
    }
  }

  /** A part of the value of an expression: `areBoth` of `const [areBoth] = […]`. */
  #part(node: Node, scope: Scope, path: Path): Judged {
    const [key = "", ...rest] = path;
    switch (node.type) {
      case "Identifier":
        return this.#name(node, scope, path);
      case "MemberExpression":
        return this.#member(node, scope, path);
      case "ChainExpression":
        return this.#judge(node.expression, scope, path);
      case "CallExpression":
        return this.#call(node, scope, path);
      case "ConditionalExpression":
        return this.#chosen(node, scope, path);
      case "LogicalExpression":
        return node.operator === "??" ? this.#chosen(node, scope, path) : this.#opaque(node, scope, path);
      case "ArrayExpression": {
        const elements = node.elements.slice(0, Number(key) + 1);
        const element = elements[Number(key)];
        const isPlain = elements.every((each) => each !== null && each.type !== "SpreadElement");
        return element && isPlain ? this.#judge(element, scope, rest) : this.#opaque(node, scope, path);
      }
      case "ObjectExpression": {
        const last = node.properties.findLast((each) => each.type === "SpreadElement" || keyOf(each) === key);
        return last?.type === "Property" && last.kind === "init"
          ? this.#judge(last.value, scope, rest)
          : this.#opaque(node, scope, path);
      }
      default:
        return this.#opaque(node, scope, path);
    }
  }

  #name(node: Extract<Node, { type: "Identifier" }>, scope: Scope, path: Path): Judged {
    const found = this.#evaluator.binding(node.name, scope);
    if (found === undefined || found instanceof Namespace || found.kind !== "definition")
      return this.#opaque(node, scope, path, `${node.name} is computed elsewhere`);
    let answer: unknown;
    try {
      answer = this.#valueOf(node, scope, path);
    } catch (thrown) {
      if (!(thrown instanceof NoMargin)) throw thrown;
    }
    if (typeof answer !== "boolean") return this.#judge(found.node, found.scope, [...found.path, ...path]);
    // What cannot be followed is still true or false.
    try {
      const judged = this.#judge(found.node, found.scope, [...found.path, ...path]);
      if (judged.isTrue === answer) return judged;
      return { isTrue: answer, reason: `values that ${node.name} depends on have changed since` };
    } catch (thrown) {
      return { isTrue: answer, reason: reasonOf(thrown) };
    }
  }

  #member(node: Extract<Node, { type: "MemberExpression" }>, scope: Scope, path: Path): Judged {
    return this.#judge(node.object, scope, [this.#evaluator.key(node, scope), ...path]);
  }

  /** The branch that is taken; the condition that chooses it has no part in the margin. */
  #chosen(
    node: Extract<Node, { type: "ConditionalExpression" | "LogicalExpression" }>,
    scope: Scope,
    path: Path,
  ): Judged {
    if (node.type === "LogicalExpression") {
      const isGiven = (this.#evaluator.value(node.left, scope) ?? null) !== null;
      return this.#judge(isGiven ? node.left : node.right, scope, path);
    }
    const branch = this.#evaluator.value(node.test, scope) ? node.consequent : node.alternate;
    const judged = this.#judge(branch, scope, path);
    return isMeasured(judged) ? { ...judged, besides: judged.besides + 1 } : judged;
  }

  #joined(node: Node, scope: Scope, operator: "&&" | "||"): Judged {
    const all: Judged[] = [];
    const decides = operator === "||";
    for (const each of operandsOf(node, operator)) {
      try {
        all.push(this.#judge(each, scope, []));
      } catch (thrown) {
        // Code after the operand that decides was not executed, and may depend on it.
        if (!(thrown instanceof NoMargin) || !all.some(({ isTrue }) => isTrue === decides)) throw thrown;
        break;
      }
    }
    return operator === "&&" ? least(all) : greatest(all);
  }

  #call(node: Extract<Node, { type: "CallExpression" }>, scope: Scope, path: Path): Judged {
    const callee = bare(node.callee);
    if (callee.type === "MemberExpression" && !callee.computed) {
      const name = this.#evaluator.key(callee, scope);
      if (name === "every" || name === "some" || name === "map")
        return this.#overElements(node, { list: callee.object, name }, scope, path);
    }
    const called = this.#calledFunction(callee, scope);
    if (called === Boolean && node.arguments[0] !== undefined && path.length === 0)
      return this.#judge(node.arguments[0], scope, []);
    if (!(called instanceof Closure)) return this.#opaque(node, scope, path);
    const returned = this.#evaluator.returned(called, this.#evaluator.given(node.arguments, scope));
    return this.#judge(returned.node, returned.scope, path);
  }

  /** Undefined for what is not a function by itself, such as a method of a list. */
  #calledFunction(callee: Node, scope: Scope): unknown {
    if (callee.type !== "MemberExpression") return this.#evaluator.value(callee, scope);
    const object = this.#evaluator.value(callee.object, scope);
    if (!(object instanceof Namespace) && (typeof object !== "object" || object === null)) return undefined;
    return this.#evaluator.property(object, this.#evaluator.key(callee, scope));
  }

  #overElements(
    node: Extract<Node, { type: "CallExpression" }>,
    { list, name }: { readonly list: Node; readonly name: "every" | "some" | "map" },
    scope: Scope,
    path: Path,
  ): Judged {
    const items = this.#evaluator.value(list, scope);
    const [callback] = this.#evaluator.given(node.arguments, scope);
    if (!Array.isArray(items) || !(callback instanceof Closure)) return this.#opaque(node, scope, path);
    const judgeItem = (item: unknown, index: number, rest: Path): Judged => {
      const { node: returned, scope: inner } = this.#evaluator.returned(callback, [item, index, items]);
      const before = this.#element;
      this.#element = `${before} [${index + 1}]`;
      try {
        return this.#judge(returned, inner, rest);
      } finally {
        this.#element = before;
      }
    };
    if (name === "map") {
      const [key = "", ...rest] = path;
      const index = /^\d+$/.test(key) ? Number(key) : -1;
      if (index < 0 || index >= items.length) return this.#opaque(node, scope, path);
      return judgeItem(items[index], index, rest);
    }
    if (path.length > 0) return this.#opaque(node, scope, path);
    const isAll = name === "every";
    if (items.length === 0) return { isTrue: isAll, reason: `${scope.textOf(list)} is empty` };
    const all: Judged[] = [];
    for (const [index, item] of items.entries()) {
      try {
        all.push(judgeItem(item, index, []));
      } catch (thrown) {
        if (!(thrown instanceof NoMargin) || !all.some(({ isTrue }) => isTrue !== isAll)) throw thrown;
        break;
      }
    }
    return isAll ? least(all) : greatest(all);
  }

  #comparison(node: Extract<Node, { type: "BinaryExpression" }>, scope: Scope): Judged {
    const { operator } = node;
    const sign =
      operator === ">" || operator === ">=" ? 1 : operator === "<" || operator === "<=" ? -1 : undefined;
    if (sign === undefined)
      return this.#opaque(node, scope, [], /^[!=]=/.test(operator) ? "it is an equality" : undefined);
    const isTrue = Boolean(this.#evaluator.value(node, scope));
    let distance: Distance;
    try {
      const left = this.#operands.read(node.left, scope);
      const right = this.#operands.read(node.right, scope);
      distance = distanceOf(left, right, sign);
    } catch (thrown) {
      if (!(thrown instanceof NoMargin)) throw thrown;
      return { isTrue, reason: thrown.message };
    }
    for (const [side, { text, value }] of [
      [node.left, distance.left],
      [node.right, distance.right],
    ] as const)
      if (!isLiteral(bare(side)) && this.#numbers.size < mostNumbers && Number.isFinite(value))
        this.#numbers.set(`${text}${this.#element}`, value);
    return { isTrue, besides: 0, distance: this.#named(distance) };
  }

  /** With the number of the element, which tells equal texts apart. */
  #named({ left, right, ...rest }: Distance): Distance {
    const name = ({ text, value }: Distance["left"]) => ({ text: `${text}${this.#element}`, value });
    return {
      ...rest,
      left: this.#numbers.has(name(left).text) ? name(left) : left,
      right: this.#numbers.has(name(right).text) ? name(right) : right,
    };
  }

  #opaque(node: Node, scope: Scope, path: Path = [], reason = opaqueReason(node, scope)): Judged {
    return { isTrue: Boolean(this.#valueOf(node, scope, path)), reason };
  }

  #valueOf(node: Node, scope: Scope, path: Path): unknown {
    const whole = this.#evaluator.value(node, scope);
    return path.reduce((part, key) => this.#evaluator.part(part, key), whole);
  }
}

function opaqueReason(node: Node, scope: Scope): string {
  if (node.type === "Literal") return "it is a constant";
  const text = scope.textOf(node);
  return `${text.length > 60 ? `${text.slice(0, 60)}…` : text} is true or false by itself`;
}

function operandsOf(given: Node, operator: "&&" | "||"): readonly Node[] {
  const node = bare(given);
  if (node.type !== "LogicalExpression" || node.operator !== operator) return [node];
  return [...operandsOf(node.left, operator), ...operandsOf(node.right, operator)];
}
