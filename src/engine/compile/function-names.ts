/**
 * What V8 calls the functions of a program, in its profiles and stack traces: the names they have, and those it infers
 * while it parses. So the order of V8's parser (of Node 20) is followed here, and what it parses in one go: one function
 * with the arrow functions inside it.
 */
import type { Class, Node, Program } from "oxc-parser";
import { NameInference } from "./name-inference.js";
import {
  childrenOf,
  computedName,
  constructorOf,
  isAfterCall,
  isAnonymous,
  isCall,
  isFunction,
  keyName,
  leftmost,
  unwrapped,
  type FunctionNode,
} from "./syntax-tree.js";

/** Functions without a name, in whatever way, are not in it. */
export function functionNames(program: Program): ReadonlyMap<Node, string> {
  const own = new Map<Node, string>();
  const inferred = new Map<Node, string>();
  const waiting: Node[] = [program];
  for (let root = waiting.pop(); root !== undefined; root = waiting.pop()) {
    const name = own.get(root) ?? inferred.get(root) ?? "";
    waiting.push(...new Parse(own, inferred).run(root, own.has(root) ? name : ""));
  }
  return new Map([...inferred, ...own].filter(([, name]) => name !== ""));
}

/** Whether the function is compiled with the program around it, because it is called on the spot. */
type Compiled = "now" | "when called";

class Parse {
  readonly #own: Map<Node, string>;
  readonly #inference: NameInference;
  /** Is what is parsed just now compiled from this parse? */
  #isFinal = true;
  /** Are functions that are not called on the spot passed over? */
  #skips = true;
  readonly #later: Node[] = [];
  /** After a parenthesis or a `!`, V8 takes it that the function will be called on the spot. */
  readonly #now = new Set<Node>();

  constructor(own: Map<Node, string>, inferred: Map<Node, string>) {
    this.#own = own;
    this.#inference = new NameInference(inferred);
  }

  /** The functions to be parsed when they are called. */
  run(root: Node, name: string): readonly Node[] {
    if (isFunction(root)) {
      this.#inference.pushEnclosing(name);
      this.#skips = root.type !== "ArrowFunctionExpression";
      this.#parameters(root.params);
      this.#whole(root.body);
    } else {
      this.#children(root);
    }
    return this.#later;
  }

  /** V8 keeps no inferred name of what it compiles at once. */
  #wait(node: Node, compiled: Compiled): void {
    this.#inference.wait(this.#isFinal && compiled === "when called" ? node : undefined);
  }

  /** An expression that may hold an assignment, or anything larger. */
  #whole(node: Node | null | undefined): void {
    if (node)
      this.#inference.within(() => {
        this.#visit(node);
      });
  }

  #children(node: Node): void {
    for (const child of childrenOf(node)) this.#whole(child);
  }

  #name(value: Node | null, name: string): void {
    const node = value && unwrapped(value);
    if (node && isAnonymous(node))
      this.#own.set(isFunction(node) ? node : (constructorOf(node) ?? node), name);
  }

  #visit(node: Node): void {
    switch (node.type) {
      case "Identifier":
        this.#inference.pushVariable(node.name);
        return;
      case "PrivateIdentifier":
        this.#inference.pushProperty(`#${node.name}`);
        return;
      case "ImportDeclaration":
      case "MetaProperty":
        return;
      case "ExportNamedDeclaration":
        this.#whole(node.declaration);
        return;
      case "ExportDefaultDeclaration":
        this.#name(node.declaration, "default");
        this.#whole(node.declaration);
        return;
      case "FunctionDeclaration":
        this.#inference.within(() => {
          this.#inference.pushEnclosing(node.id?.name ?? "default");
          this.#function(node, "named");
        });
        return;
      case "FunctionExpression":
        this.#function(node, node.id ? "named" : "anonymous", this.#now.has(node) ? "now" : "when called");
        return;
      case "ArrowFunctionExpression":
        this.#arrow(node, this.#now.has(node) ? "now" : "when called");
        return;
      case "ClassDeclaration":
      case "ClassExpression":
        this.#class(node);
        return;
      case "MemberExpression":
        this.#visit(node.object);
        this.#key(node.property, node.computed);
        if (node.computed && !node.optional && !isAfterCall(node.object))
          this.#inference.pushProperty(computedName(node.property));
        return;
      case "CallExpression":
      case "NewExpression":
        if (unwrapped(node.callee).type === "ArrowFunctionExpression") this.#now.add(unwrapped(node.callee));
        this.#visit(node.callee);
        for (const argument of node.arguments) this.#whole(argument);
        if (node.type === "CallExpression") this.#inference.forgetLast();
        return;
      case "UnaryExpression":
      case "UpdateExpression":
      case "AwaitExpression":
        if ("operator" in node && node.operator === "!") this.#now.add(leftmost(node.argument));
        this.#visit(node.argument);
        return;
      case "ChainExpression":
        this.#visit(node.expression);
        return;
      case "BinaryExpression":
      case "LogicalExpression":
        this.#visit(node.left);
        this.#visit(node.right);
        return;
      case "ConditionalExpression":
        this.#visit(node.test);
        this.#whole(node.consequent);
        this.#whole(node.alternate);
        return;
      case "TaggedTemplateExpression":
        this.#visit(node.tag);
        this.#children(node.quasi);
        return;
      case "ParenthesizedExpression":
        if (leftmost(node.expression).type === "FunctionExpression") this.#now.add(leftmost(node.expression));
        this.#whole(node.expression);
        return;
      case "AssignmentExpression":
        this.#visit(node.left);
        this.#whole(node.right);
        if (/^(?:|\|\||&&|\?\?)=$/.test(node.operator)) this.#assigned(node.left, node.right);
        else this.#inference.forgetLast();
        return;
      case "AssignmentPattern":
        this.#visit(node.left);
        this.#whole(node.right);
        this.#assigned(node.left, node.right);
        return;
      case "VariableDeclaration":
        for (const { id, init } of node.declarations)
          this.#inference.within(() => {
            this.#visit(id);
            this.#whole(init);
            if (init && id.type === "Identifier") this.#assigned(id, init);
          });
        return;
      case "ObjectExpression":
      case "ObjectPattern":
        for (const property of node.properties)
          this.#inference.within(() => {
            this.#property(property);
            this.#inference.infer();
          });
        return;
      default:
        this.#children(node);
    }
  }

  #assigned(target: Node, value: Node): void {
    if (isCall(value)) this.#inference.forgetLast();
    else this.#inference.infer();
    if (target.type === "Identifier") this.#name(value, target.name);
  }

  /** The name of a property that is not computed. */
  #key(key: Node, computed: boolean): string | undefined {
    const name = computed ? undefined : keyName(key);
    if (computed) this.#whole(key);
    if (name !== undefined) this.#inference.pushProperty(name);
    return name;
  }

  #property(property: Node): void {
    if (property.type !== "Property") {
      if ("argument" in property && property.argument) this.#whole(property.argument);
      return;
    }
    const { key, value, kind } = property;
    const name = this.#key(key, property.computed);
    if (property.shorthand) {
      this.#withDefault(value);
    } else if (property.method || kind !== "init") {
      if (isFunction(value)) this.#method(value, kind, name);
    } else {
      this.#whole(value);
      if (name !== undefined && name !== "__proto__") this.#name(value, name);
    }
  }

  #method(node: FunctionNode, kind: string, name: string | undefined): void {
    if (name !== undefined) this.#own.set(node, kind === "get" || kind === "set" ? `${kind} ${name}` : name);
    this.#function(node, name === undefined ? "anonymous" : "named");
  }

  #class(node: Class): void {
    this.#whole(node.superClass);
    for (const member of node.body.body) {
      if (member.type === "StaticBlock") {
        this.#children(member);
      } else if ("value" in member) {
        this.#inference.within(() => {
          const name = this.#key(member.key, member.computed);
          if (!("kind" in member)) {
            this.#whole(member.value);
            if (name !== undefined) this.#name(member.value, name);
          } else if (isFunction(member.value)) {
            const { kind, value } = member;
            if (kind !== "constructor") this.#method(value, kind, name);
            else if (node.id) this.#method(value, kind, node.id.name);
            else this.#function(value, "named");
          }
          this.#inference.infer();
        });
      }
    }
    this.#wait(constructorOf(node) ?? node, "when called");
  }

  #function(node: FunctionNode, kind: "named" | "anonymous", compiled: Compiled = "when called"): void {
    if (node.id) this.#own.set(node, node.id.name);
    if (compiled === "now" || !this.#skips)
      this.#inside(compiled, () => {
        const skips = this.#skips;
        this.#skips = true;
        this.#parameters(node.params);
        if (node.body) this.#visit(node.body);
        this.#skips = skips;
      });
    if (compiled === "when called" && this.#isFinal) this.#later.push(node);
    if (kind === "anonymous") this.#wait(node, compiled);
  }

  #arrow(node: FunctionNode, compiled: Compiled): void {
    this.#inside(compiled, () => {
      for (const parameter of node.params) this.#whole(parameter);
      this.#whole(node.body);
    });
    if (compiled === "when called" && this.#isFinal) this.#later.push(node);
    this.#wait(node, compiled);
  }

  #inside(compiled: Compiled, work: () => void): void {
    const isFinal = this.#isFinal;
    this.#isFinal &&= compiled === "now";
    work();
    this.#isFinal = isFinal;
  }

  #parameters(parameters: FunctionNode["params"]): void {
    for (const parameter of parameters)
      this.#inference.within(() => {
        this.#withDefault(parameter);
      });
  }

  /** No assignment: functions go on waiting. */
  #withDefault(node: Node): void {
    const { left, right } = node.type === "AssignmentPattern" ? node : { left: node, right: null };
    this.#visit(left);
    this.#whole(right);
    if (left.type === "Identifier") this.#name(right, left.name);
  }
}
