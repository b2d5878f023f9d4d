/** Inspects arbitrary values of the user's code without throwing. */
import { inspect, type InspectOptions } from "node:util";

/** Returns undefined if a getter or a proxy throws. */
export function read(target: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(target, key);
  } catch {
    return undefined;
  }
}

export function readText(target: object, key: string): string {
  const value = read(target, key);
  return typeof value === "string" ? value : "";
}

export function isError(value: unknown): value is Error {
  try {
    return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
  } catch {
    return false;
  }
}

export function safeInspect(value: unknown, options?: InspectOptions): string {
  try {
    return inspect(value, options ?? { depth: 2, maxStringLength: 10_000, colors: false });
  } catch {
    return `[${typeof value} that cannot be shown]`;
  }
}

export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length - length} more characters)`;
}
