/** The names that a module declares at its top level, and every reference to one of them or to an outside name. */
import type { Node, Program, Statement } from "oxc-parser";
import {
  childrenOf,
  isAnonymous,
  unwrapped,
  type FunctionNode,
  blockNames,
  declarationsIn,
  hoistedNames,
  patternNames,
} from "../syntax-tree.js";

export interface Reference {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** `{ name }` in an object or a pattern is also the key; a call must not get the scope as its `this`. */
  readonly form: "plain" | "shorthand" | "called";
}

export interface TopLevel {
  /** Name → whether another cell may assign to it. Imports are not included. */
  readonly declared: ReadonlyMap<string, "variable" | "constant">;
  /** In source order; names declared in an inner scope are not included. */
  readonly references: readonly Reference[];
  /** Unnamed functions and classes that take the name of the variable they are assigned to. */
  readonly namings: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  readonly dynamicImports: readonly { readonly start: number; readonly end: number; readonly source: Node }[];
  readonly awaits: boolean;
}

type Names = Set<string>;

export function readTopLevel(program: Program): TopLevel {
  const declared = new Map<string, "variable" | "constant">();
  for (const [name, binding] of declarationsIn(program.body))
    if (binding !== "import") declared.set(name, binding === "constant" ? binding : "variable");
  const walk = new Walk();
  for (const statement of program.body) walk.visit(statement);
  walk.references.sort((a, b) => a.start - b.start);
  const { references, namings, dynamicImports, awaits } = walk;
  return { declared, references, namings, dynamicImports, awaits };
}

class Walk {
  readonly references: Reference[] = [];
  readonly namings: { name: string; start: number; end: number }[] = [];
  readonly dynamicImports: { start: number; end: number; source: Node }[] = [];
  awaits = false;
  #functions = 0;
  readonly #scopes: Names[] = [];

  visit(node: Node): void {
    switch (node.type) {
      case "Identifier":
        this.#refer(node, "plain");
        return;
      case "ImportDeclaration":
      case "ExportAllDeclaration":
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
        return;
      case "ExportNamedDeclaration":
        if (node.declaration) this.visit(node.declaration);
        return;
      case "LabeledStatement":
        this.visit(node.body);
        return;
      case "MemberExpression":
        this.visit(node.object);
        if (node.computed) this.visit(node.property);
        return;
      case "CallExpression":
        this.#callee(node.callee);
        this.#all(node.arguments);
        return;
      case "TaggedTemplateExpression":
        this.#callee(node.tag);
        this.visit(node.quasi);
        return;
      case "AssignmentExpression":
      case "AssignmentPattern":
        this.#naming(node.left, node.right);
        this.#children(node);
        return;
      case "Property":
        if (node.shorthand) this.#shorthand(node.value);
        else this.#keyed(node);
        return;
      case "MethodDefinition":
      case "PropertyDefinition":
      case "AccessorProperty":
        this.#keyed(node);
        return;
      case "StaticBlock":
        this.#function(() => {
          this.#within([...hoistedNames(node.body), ...blockNames(node.body)], node.body);
        });
        return;
      case "ImportExpression":
        this.dynamicImports.push({ start: node.start, end: node.end, source: node.source });
        this.#children(node);
        return;
      case "AwaitExpression":
        this.awaits ||= this.#functions === 0;
        this.#children(node);
        return;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        this.#functionNode(node);
        return;
      case "ClassDeclaration":
      case "ClassExpression":
        this.#within(node.id ? [node.id.name] : [], [node.superClass ?? [], node.body].flat());
        return;
      case "VariableDeclaration":
        if (node.kind === "await using") this.awaits ||= this.#functions === 0;
        this.#children(node);
        return;
      case "VariableDeclarator":
        this.#binding(node.id);
        if (node.init) this.visit(node.init);
        return;
      case "BlockStatement":
        this.#within(blockNames(node.body), node.body);
        return;
      case "SwitchStatement":
        this.visit(node.discriminant);
        this.#within(blockNames(node.cases.flatMap(({ consequent }) => consequent)), node.cases);
        return;
      case "ForStatement":
        this.#within(node.init ? blockNames([node.init]) : [], childrenOf(node));
        return;
      case "ForInStatement":
      case "ForOfStatement":
        if (node.type === "ForOfStatement" && node.await) this.awaits ||= this.#functions === 0;
        this.#within(blockNames([node.left]), childrenOf(node));
        return;
      case "CatchClause":
        this.#within(node.param ? patternNames(node.param) : [], () => {
          if (node.param) this.#binding(node.param);
          this.visit(node.body);
        });
        return;
      default:
        this.#children(node);
    }
  }

  #children(node: Node): void {
    for (const child of childrenOf(node)) this.visit(child);
  }

  #all(nodes: Iterable<Node>): void {
    for (const node of nodes) this.visit(node);
  }

  /** Visits `inside`, or calls it, with these names declared. */
  #within(names: Iterable<string>, inside: Iterable<Node> | (() => void)): void {
    this.#scopes.push(new Set(names));
    if (typeof inside === "function") inside();
    else this.#all(inside);
    this.#scopes.pop();
  }

  #function(work: () => void): void {
    this.#functions += 1;
    work();
    this.#functions -= 1;
  }

  #functionNode(node: FunctionNode): void {
    const params = node.params as readonly Node[];
    const body = node.body === null ? [] : node.body.type === "BlockStatement" ? node.body.body : [];
    const own = node.type === "FunctionExpression" && node.id ? [node.id.name] : [];
    const inner = [
      ...(node.type === "ArrowFunctionExpression" ? [] : ["arguments"]),
      ...params.flatMap((each) => [...patternNames(each)]),
    ];
    this.#function(() => {
      this.#within(own, () => {
        this.#within(inner, () => {
          for (const param of params) this.#binding(param);
          // A default value does not see declarations of the body.
          this.#within([...hoistedNames(body), ...blockNames(body)], () => {
            if (body.length > 0) this.#all(body as readonly Statement[]);
            else if (node.body) this.visit(node.body);
          });
        });
      });
    });
  }

  /** A declaring pattern: only its default values and computed keys refer to other names. */
  #binding(pattern: Node | null): void {
    if (pattern === null || pattern.type === "Identifier") return;
    if (pattern.type === "AssignmentPattern") {
      this.#binding(pattern.left);
      this.visit(pattern.right);
    } else if (pattern.type === "RestElement") this.#binding(pattern.argument);
    else if (pattern.type === "ArrayPattern") for (const each of pattern.elements) this.#binding(each);
    else if (pattern.type === "ObjectPattern")
      for (const each of pattern.properties) {
        if (each.type !== "RestElement" && each.computed) this.visit(each.key);
        this.#binding(each.type === "RestElement" ? each.argument : each.value);
      }
  }

  #keyed(node: { readonly computed: boolean; readonly key: Node; readonly value: Node | null }): void {
    if (node.computed) this.visit(node.key);
    if (node.value === null) return;
    // Initial values of fields run as functions do.
    if ("type" in node && node.type !== "Property")
      this.#function(() => {
        this.visit(node.value as Node);
      });
    else this.visit(node.value);
  }

  /** `{ a }`, or `{ a = 1 }` on the left of an assignment. */
  #shorthand(value: Node): void {
    if (value.type === "AssignmentPattern") {
      this.#refer(value.left, "shorthand");
      this.#naming(value.left, value.right);
      this.visit(value.right);
    } else this.#refer(value, "shorthand");
  }

  #callee(node: Node): void {
    if (node.type === "Identifier") this.#refer(node, "called");
    else this.visit(node);
  }

  #naming(variable: Node, value: Node): void {
    if (variable.type !== "Identifier" || !isAnonymous(unwrapped(value))) return;
    this.namings.push({ name: variable.name, start: value.start, end: value.end });
  }

  #refer(node: Node, form: Reference["form"]): void {
    if (node.type !== "Identifier") return;
    const { name, start, end } = node;
    if (!this.#scopes.some((names) => names.has(name))) this.references.push({ name, start, end, form });
  }
}
