import type { Node } from "oxc-parser";
import { declarationIn, parseCode } from "./cell-code.js";

/** What a value typed on the command line may be, by the parameter's default. */
export type ParameterType = "number" | "string" | "boolean" | "array" | "object" | "any";

/** A parameter as the `parameters` cell declares it. */
export interface Declaration {
  readonly name: string;
  /** Of its default, where that is a literal. */
  readonly type: ParameterType;
  /** `const`, `let` or `var`. */
  readonly keyword: string;
  /** The type written after the name, without its colon. */
  readonly annotation: string | undefined;
  /** 1-based. */
  readonly line: number;
}

/** The variables that a cell in TypeScript declares at its top level. */
export function readDeclarations(source: string): readonly Declaration[] {
  return (parseCode(source)?.body ?? []).map(declarationIn).flatMap((statement) => {
    if (statement.type !== "VariableDeclaration") return [];
    return statement.declarations.flatMap(({ id, init }): readonly Declaration[] => {
      if (id.type !== "Identifier") return [];
      const type = id.typeAnnotation?.typeAnnotation;
      return [
        {
          name: id.name,
          type: init === null ? "any" : typeOfLiteral(init),
          keyword: statement.kind,
          annotation: type && source.slice(type.start, type.end),
          line: source.slice(0, id.start).split("\n").length,
        },
      ];
    });
  });
}

function typeOfLiteral(node: Node): ParameterType {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return typeOfLiteral(node.expression);
    case "UnaryExpression":
      return /^[-+]$/.test(node.operator) && typeOfLiteral(node.argument) === "number" ? "number" : "any";
    case "Literal": {
      const type = typeof node.value;
      return type === "number" || type === "string" || type === "boolean" ? type : "any";
    }
    case "TemplateLiteral":
      return node.expressions.length === 0 ? "string" : "any";
    case "ArrayExpression":
      return "array";
    case "ObjectExpression":
      return "object";
    default:
      return "any";
  }
}
