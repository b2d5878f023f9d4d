/** Operators on values that have no code of their own. */
import { noMargin } from "./errors.js";

type Primitive = string | number | bigint | boolean | null | undefined;

function requirePrimitive(value: unknown): Primitive {
  if (value instanceof Date && Object.getPrototypeOf(value) === Date.prototype) return value.getTime();
  if (typeof value === "object" && value !== null) return noMargin("it calculates with an object");
  if (typeof value === "function" || typeof value === "symbol")
    return noMargin("it calculates with a function");
  return value as Primitive;
}

export function unary(operator: string, value: unknown): unknown {
  switch (operator) {
    case "!":
      return !value;
    case "-":
      return -Number(value);
    case "+":
      return Number(value);
    case "typeof":
      return typeof value;
    case "void":
      return undefined;
    default:
      return noMargin(`it uses ${operator}`);
  }
}

export function binary(operator: string, left: unknown, right: unknown): unknown {
  if (typeof left === "function" || typeof right === "function") return noMargin("it compares functions");
  switch (operator) {
    case "===":
      return left === right;
    case "!==":
      return left !== right;
    case "==":
      return isLoose(left, right);
    case "!=":
      return !isLoose(left, right);
  }
  return calculated(operator, requirePrimitive(left), requirePrimitive(right));
}

/** `x == null` is the usual reason to write it. */
function isLoose(left: unknown, right: unknown): boolean {
  if (left === null || left === undefined || right === null || right === undefined)
    return (left ?? null) === null && (right ?? null) === null;
  return typeof left === typeof right ? left === right : noMargin("it compares values of different types");
}

function calculated(operator: string, left: Primitive, right: Primitive): unknown {
  const a = left as number;
  const b = right as number;
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "**":
      return a ** b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    default:
      return noMargin(`it uses ${operator}`);
  }
}
