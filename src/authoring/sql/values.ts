/** What goes into a query, and what comes out of it. */
import type * as duckDb from "@duckdb/node-api";
import { DataError } from "../load/errors.js";
import type { Cell } from "../load/schema.js";

type Typed = readonly [value: duckDb.DuckDBValue, type: duckDb.DuckDBType];

/** Whole numbers as such, so that LIMIT takes them. */
export function typedValue(
  { BIGINT, BOOLEAN, DOUBLE, HUGEINT, LIST, listValue, SQLNULL, VARCHAR }: typeof duckDb,
  parameter: unknown,
  position: number,
): Typed {
  const single = (one: unknown): Typed | undefined => {
    if (typeof one === "string") return [one, VARCHAR];
    if (typeof one === "boolean") return [one, BOOLEAN];
    if (typeof one === "bigint") return [one, HUGEINT];
    if (typeof one !== "number" || Number.isNaN(one)) return undefined;
    if (Number.isSafeInteger(one)) return [BigInt(one), BIGINT];
    if (Number.isInteger(one)) refuseRounded(one, position);
    return [one, DOUBLE];
  };
  if (parameter === null) return [null, SQLNULL];
  if (!Array.isArray(parameter)) return single(parameter) ?? refuse(parameter, position);
  const items = parameter.map((one) => single(one) ?? refuse(one, position));
  const [type = SQLNULL, ...others] = new Set(items.map((item) => item[1]));
  if (others.length === 0) return [listValue(items.map(([value]) => value)), LIST(type)];
  if (parameter.every((one) => typeof one === "number")) return [listValue(parameter), LIST(DOUBLE)];
  throw new DataError(`Value ${position} of the query is a list of ${[type, ...others].join(" and ")}.`, {
    hint: "A list holds either texts or numbers.",
  });
}

/** JavaScript has rounded it before it arrives here. */
function refuseRounded(value: number, position: number): never {
  throw new DataError(
    `Value ${position} of the query, ${value}, has more digits than a number holds exactly.`,
    { hint: "Write it as a bigint, with an n at its end: 9007199254740993n" },
  );
}

function refuse(value: unknown, position: number): never {
  const { name } = (value ?? undefined)?.constructor ?? { name: "undefined" };
  throw new DataError(`Value ${position} of the query is ${Number.isNaN(value) ? "NaN" : name}.`, {
    hint: "It may be text, a number, true, false, null, or a list of texts or numbers. A date is text: 2018-11-01.",
  });
}

export function cellOf(value: duckDb.DuckDBValue, column: string): Cell {
  if (typeof value === "bigint") return safeNumber(value, column);
  if (value === null || typeof value !== "object") return value;
  if ("scale" in value) return Number(value.toString());
  if ("days" in value || "micros" in value) return value.toString();
  throw new DataError(`Column "${column}" of the query holds ${value.constructor.name}.`, {
    hint: `Rows of a query hold text, numbers, true and false. Take it apart with unnest(…), or write it out: CAST(${column} AS VARCHAR)`,
  });
}

function safeNumber(value: bigint, column: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new DataError(
    `${value} in column "${column}" of the query has more digits than a number holds exactly.`,
    {
      hint: `Take it as text, CAST(${column} AS VARCHAR), or as a rounded number, CAST(${column} AS DOUBLE).`,
    },
  );
}
