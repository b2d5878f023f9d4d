/**
 * The assumptions that the cells of a notebook declare: `const baseline = assume.select("baseline", …)`, alone in a
 * statement at the top level, so that their ids are known before anything is executed.
 */
import type { Node, Program } from "oxc-parser";
import { assumptionKinds, type AssumptionKind } from "../../model/assumption.js";
import { nameHint } from "../../lib/nearest.js";
import { positionAt, type Position } from "../../lib/position.js";
import { childrenOf, unwrapped } from "../compile/syntax-tree.js";
import { declarationIn, parseCode } from "./cell-code.js";
import type { Cell, CodeCell, Notebook } from "./contract.js";
import { isSkipped } from "./metadata.js";

interface DeclaredAssumption extends Position {
  readonly id: string;
  readonly kind: AssumptionKind;
  /** The constant that holds its value. */
  readonly name: string;
  readonly cell: CodeCell;
}

interface AssumptionFault extends Position {
  readonly cell: CodeCell;
  readonly message: string;
  readonly length: number;
}

interface Found {
  readonly declared: readonly DeclaredAssumption[];
  readonly faults: readonly AssumptionFault[];
}

/** Execution, dependents, report and checks ask for the same notebook. */
const known = new WeakMap<Notebook["cells"], Found>();

export function assumptionsIn({ cells }: Pick<Notebook, "cells">): Found {
  const found = known.get(cells) ?? findAssumptions(cells);
  known.set(cells, found);
  return found;
}

function findAssumptions(cells: readonly Cell[]): Found {
  const declared: DeclaredAssumption[] = [];
  const faults: AssumptionFault[] = [];
  for (const cell of cells) {
    // Parsing takes time, and most cells have none.
    if (cell.cell_type !== "code" || isSkipped(cell) || !cell.source.includes("assume")) continue;
    const program = parseCode(cell.source);
    if (program === undefined) continue;
    const faultAt = ({ start, end }: Pick<Node, "start" | "end">, message: string): void => {
      faults.push({ cell, message, length: end - start, ...positionAt(cell.source, start) });
    };
    refuseOtherNames(program, faultAt);
    for (const { call, constant } of callsIn(program)) {
      const read = readCall(call, constant);
      if ("message" in read) faultAt(read.at, read.message);
      else if (declared.some(({ id }) => id === read.id))
        faultAt(call, `the assumption "${read.id}" is declared twice. Give each its own id.`);
      else declared.push({ ...read, cell, ...positionAt(cell.source, call.start) });
    }
  }
  return { declared, faults };
}

/** Under another name, its calls would not be found. */
function refuseOtherNames(program: Program, fault: (at: Node, message: string) => void): void {
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration" || statement.source.value !== "briefing") continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== "ImportSpecifier" || specifier.imported.type !== "Identifier") continue;
      if (specifier.imported.name === "assume" && specifier.local.name !== "assume")
        fault(specifier, "assume is imported under another name. Import it as assume.");
    }
  }
}

type Call = Extract<Node, { type: "CallExpression" }>;

interface FoundCall {
  readonly call: Call;
  /** The constant that the whole statement declares with it. */
  readonly constant: string | undefined;
}

function callsIn(program: Program): readonly FoundCall[] {
  const found: FoundCall[] = [];
  const visit = (node: Node, constant: string | undefined): void => {
    if (node.type === "CallExpression" && methodOf(node) !== undefined && methodOf(node) !== "published")
      found.push({ call: node, constant });
    for (const child of childrenOf(node)) visit(child, undefined);
  };
  for (const statement of program.body) {
    const declaration = declarationIn(statement);
    const constant = constantOf(declaration);
    if (constant === undefined) visit(statement, undefined);
    else visit(constant.value, constant.name);
  }
  return found;
}

function constantOf(node: Node): { readonly name: string; readonly value: Node } | undefined {
  if (node.type !== "VariableDeclaration" || node.kind !== "const") return undefined;
  const [only, ...others] = node.declarations;
  if (only?.init == null || others.length > 0 || only.id.type !== "Identifier") return undefined;
  return { name: only.id.name, value: unwrapped(only.init) };
}

/** `select` in `assume.select(…)`. */
function methodOf({ callee }: Call): string | undefined {
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return undefined;
  if (callee.object.name !== "assume") return undefined;
  return callee.property.type === "Identifier" && !callee.computed ? callee.property.name : "";
}

type ReadCall =
  | Pick<DeclaredAssumption, "id" | "kind" | "name">
  | { readonly at: Pick<Node, "start" | "end">; readonly message: string };

function readCall(call: Call, constant: string | undefined): ReadCall {
  const method = methodOf(call) ?? "";
  const kind = assumptionKinds.find((name) => name === method);
  const at = call.callee;
  if (kind === undefined)
    return {
      at,
      message: `there is no assume.${method}. ${nameHint(method, assumptionKinds, "There are:")}`,
    };
  const [first] = call.arguments;
  if (first?.type !== "Literal" || typeof first.value !== "string")
    return {
      at: first ?? at,
      message: `the id of an assumption must be a text in quotation marks: const baseline = assume.${kind}("baseline", …).`,
    };
  if (constant === undefined)
    return {
      at,
      message: `assume.${kind} must be the whole value of a constant at the top level of a cell: const ${nameFor(first.value)} = assume.${kind}("${first.value}", …).`,
    };
  return { id: first.value, kind, name: constant };
}

const nameFor = (id: string): string => (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(id) ? id : "value");
