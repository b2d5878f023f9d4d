/**
 * Evaluates expressions without running the code of the project: names have the values that the executed cells gave
 * them, and functions are followed through their text. So nothing is changed, read or recorded. Whatever it does not
 * know ends the evaluation with a reason.
 */
import type { Node } from "oxc-parser";
import { isFunction } from "../compile/syntax-tree.js";
import { callMethod, globals, isCallable, itemsOf, Made, propertyOf } from "./builtins.js";
import { bind, ending } from "./calls.js";
import { bare, Closure, type Placed } from "./closure.js";
import { noMargin } from "./errors.js";
import { Namespace, type Modules } from "./modules.js";
import { binary, unary } from "./operators.js";
import { keyOf, restOf, Scope, type Binding } from "./scope.js";

const mostSteps = 200_000;
const mostCalls = 200;

/** The value of `a?.b` if `a` is missing, until the end of the chain. */
const missing = Symbol("missing");

export class Evaluator {
  readonly #modules: Modules;
  readonly #made = new Made();
  readonly #values = new WeakMap<Binding, { readonly value: unknown } | "begun">();
  #steps = 0;
  #calls = 0;

  constructor(modules: Modules) {
    this.#modules = modules;
  }

  /** Starts the count of steps again: each condition has the same limit. */
  begin(): void {
    this.#steps = 0;
    this.#calls = 0;
  }

  step(): void {
    this.#steps += 1;
    if (this.#steps > mostSteps) noMargin("its evaluation takes too long");
  }

  value(given: Node, scope: Scope): unknown {
    const value = this.#inChain(given, scope);
    return value === missing ? undefined : value;
  }

  /** The binding of a name, followed through imports. */
  binding(name: string, scope: Scope): Binding | Namespace | undefined {
    let found: Binding | Namespace | undefined = scope.find(name);
    for (let links = 0; !(found instanceof Namespace) && found?.kind === "import"; links += 1) {
      if (links > mostCalls) return noMargin(`${name} is imported in a circle`);
      found = this.#modules.imported(found.importer, found.specifier, found.name);
    }
    return found;
  }

  /** What a function of these arguments returns: an expression and the names it sees. */
  returned({ node, scope }: Closure, given: readonly unknown[]): Placed {
    if (node.async || node.generator) return noMargin("it calls an asynchronous function");
    this.#calls += 1;
    if (this.#calls > mostCalls * 100) return noMargin("its evaluation takes too long");
    const inner = new Scope(scope.origin, scope);
    for (const [index, pattern] of node.params.entries()) {
      if (pattern.type === "RestElement") bind(pattern.argument, given.slice(index), inner, this);
      else bind(pattern, given[index], inner, this);
    }
    const { body } = node;
    if (body === null) return noMargin("it calls a function without a body");
    if (body.type !== "BlockStatement") return { node: body, scope: inner };
    return ending(body.body, inner, this) ?? noMargin("it calls a function that returns nothing");
  }

  call(callee: unknown, given: readonly unknown[], name: string): unknown {
    if (callee instanceof Closure) {
      const { node, scope } = this.returned(callee, given);
      return this.value(node, scope);
    }
    if (!isCallable(callee)) return noMargin(`${name} is not a plain function of the project`);
    return this.#made.add(callee(...given.map((each) => this.#native(each))));
  }

  /** The arguments of a call. */
  given(nodes: readonly Node[], scope: Scope): readonly unknown[] {
    return nodes.flatMap((node) =>
      node.type === "SpreadElement" ? itemsOf(this.value(node.argument, scope)) : [this.value(node, scope)],
    );
  }

  /** A property of any value, also of a module. */
  property(object: unknown, key: string): unknown {
    if (object instanceof Namespace) return this.bound(this.#modules.exported(object.file, key), key);
    if (object instanceof Closure) return noMargin(`it reads ${key} of a function`);
    return propertyOf(object, key);
  }

  key(node: Extract<Node, { type: "MemberExpression" }>, scope: Scope): string {
    if (!node.computed)
      return node.property.type === "Identifier" ? node.property.name : noMargin("it reads a private name");
    const key = this.value(node.property, scope);
    return typeof key === "string" || typeof key === "number"
      ? String(key)
      : noMargin("it reads an unusual property");
  }

  /** The value of a binding; a function is read rather than called. */
  bound(binding: Binding | Namespace, name: string): unknown {
    if (binding instanceof Namespace) return binding;
    if (binding.kind === "value") return binding.value;
    if (binding.kind === "import") return noMargin(`${name} cannot be found`);
    const current: unknown = binding.current?.();
    if (binding.kind === "variable") {
      if (typeof current === "function") return noMargin(`${name} is not a constant`);
      return current;
    }
    if (binding.current !== undefined && typeof current !== "function") return current;
    const known = this.#values.get(binding);
    if (known === "begun") return noMargin(`${name} is defined by itself`);
    if (known !== undefined) return known.value;
    this.#values.set(binding, "begun");
    try {
      const whole = this.value(binding.node, binding.scope);
      const value = binding.path.reduce((part, key) => this.part(part, key), whole);
      this.#values.set(binding, { value });
      return value;
    } catch (thrown) {
      this.#values.delete(binding);
      throw thrown;
    }
  }

  /** The part of a value under a key of a path. */
  part(value: unknown, key: string): unknown {
    if (key.startsWith(restOf)) return this.#made.add(itemsOf(value).slice(Number(key.slice(restOf.length))));
    return /^\d+$/.test(key) ? itemsOf(value)[Number(key)] : this.property(value, key);
  }

  /** Functions of the evaluation as functions of JavaScript, for methods such as `every`. */
  #native(value: unknown): unknown {
    if (!(value instanceof Closure)) return value;
    return (...given: readonly unknown[]) => this.call(value, given, "a function");
  }

  #inChain(given: Node, scope: Scope): unknown {
    this.step();
    const node = bare(given);
    switch (node.type) {
      case "Literal":
        return "regex" in node ? noMargin("it matches a text") : node.value;
      case "TemplateLiteral":
        return node.quasis
          .map(({ value }, index) => {
            const inside = node.expressions[index];
            const text = inside === undefined ? "" : primitive(this.value(inside, scope));
            return `${value.cooked ?? ""}${String(text)}`;
          })
          .join("");
      case "Identifier":
        return this.#named(node.name, scope);
      case "ChainExpression":
        return this.value(node.expression, scope);
      case "MemberExpression": {
        const object = this.#inChain(node.object, scope);
        if (object === missing || (node.optional && (object === null || object === undefined)))
          return missing;
        return this.property(object, this.key(node, scope));
      }
      case "CallExpression":
        return this.#callExpression(node, scope);
      case "NewExpression": {
        const callee = this.value(node.callee, scope);
        const [first] = this.given(node.arguments, scope);
        if (callee === Set) return this.#made.add(new Set(first === undefined ? [] : itemsOf(first)));
        if (callee === Map)
          return this.#made.add(new Map((first === undefined ? [] : itemsOf(first)) as [unknown, unknown][]));
        if (callee === Date && typeof first === "string") return new Date(first);
        return noMargin("it creates an object");
      }
      case "UnaryExpression":
        return unary(node.operator, primitive(this.value(node.argument, scope)));
      case "BinaryExpression":
        return binary(node.operator, this.value(node.left, scope), this.value(node.right, scope));
      case "LogicalExpression": {
        const left = this.value(node.left, scope);
        const isDecided =
          node.operator === "&&" ? !left : node.operator === "||" ? Boolean(left) : (left ?? null) !== null;
        return isDecided ? left : this.value(node.right, scope);
      }
      case "ConditionalExpression":
        return this.value(this.value(node.test, scope) ? node.consequent : node.alternate, scope);
      case "ArrayExpression":
        return this.#made.add(
          this.given(
            node.elements.filter((each) => each !== null),
            scope,
          ),
        );
      case "ObjectExpression":
        return this.#object(node, scope);
      default:
        if (isFunction(node)) return new Closure(node, scope);
        return noMargin(`it contains ${kindOf(node)}`);
    }
  }

  #named(name: string, scope: Scope): unknown {
    const found = this.binding(name, scope);
    if (found !== undefined) return this.bound(found, name);
    if (globals.has(name)) return globals.get(name);
    return noMargin(`${name} is not known here`);
  }

  #callExpression(node: Extract<Node, { type: "CallExpression" }>, scope: Scope): unknown {
    const callee = bare(node.callee);
    if (callee.type !== "MemberExpression") {
      const called = this.#inChain(callee, scope);
      if (called === missing || (node.optional && (called === null || called === undefined))) return missing;
      return this.call(called, this.given(node.arguments, scope), scope.textOf(callee));
    }
    const receiver = this.#inChain(callee.object, scope);
    if (receiver === missing || (callee.optional && (receiver === null || receiver === undefined)))
      return missing;
    const key = this.key(callee, scope);
    const given = this.given(node.arguments, scope);
    const isOwn =
      receiver instanceof Namespace || typeof receiver === "function" || ownsFunction(receiver, key);
    if (isOwn) return this.call(this.property(receiver, key), given, scope.textOf(callee));
    return callMethod(
      receiver,
      key,
      given.map((each) => this.#native(each)),
      this.#made,
    );
  }

  #object(node: Extract<Node, { type: "ObjectExpression" }>, scope: Scope): unknown {
    const entries = node.properties.flatMap((each): (readonly [string, unknown])[] => {
      if (each.type === "SpreadElement") {
        const spread = this.value(each.argument, scope) ?? {};
        return Object.keys(spread).map((key) => [key, this.property(spread, key)]);
      }
      if (each.kind !== "init") return noMargin("it contains an accessor");
      const key = keyOf(each) ?? String(primitive(this.value(each.key, scope)));
      return [[key, this.value(each.value, scope)]];
    });
    return this.#made.add(Object.fromEntries(entries));
  }
}

const kindOf = (node: Node): string =>
  node.type
    .replace(/Expression$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();

function ownsFunction(receiver: unknown, key: string): boolean {
  if (typeof receiver !== "object" || receiver === null) return false;
  const value: unknown = Object.getOwnPropertyDescriptor(receiver, key)?.value;
  return typeof value === "function" || value instanceof Closure;
}

function primitive(value: unknown): unknown {
  if (typeof value === "object" && value !== null) return noMargin("it converts an object");
  return value instanceof Closure || typeof value === "function" ? noMargin("it converts a function") : value;
}
