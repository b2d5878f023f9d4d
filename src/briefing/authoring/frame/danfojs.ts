/** The project's own danfojs-node. This package neither depends on it nor mentions its types. */
import { createRequire } from "node:module";
import path from "node:path";
import { AuthoringError } from "../errors.js";

/** What frames use of a danfojs DataFrame. */
export interface PlainFrame {
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
  readonly index: readonly (string | number)[];
  groupby(keys: readonly string[]): {
    agg(operations: Readonly<Record<string, string | readonly string[]>>): PlainFrame;
  };
  describe(): PlainFrame;
  toString(): string;
}

type Reduction = "sum" | "mean" | "median" | "min" | "max" | "std" | "var";
type Arithmetic = "add" | "sub" | "mul" | "div" | "mod" | "pow";

/** The same of a Series: one column. */
export type PlainColumn = { readonly values: readonly unknown[] } & Readonly<
  Record<Reduction, () => number>
> &
  Readonly<Record<Arithmetic, (other: number | readonly number[]) => PlainColumn>>;

interface DataOptions {
  readonly columns?: readonly string[];
  readonly index?: readonly (string | number)[];
  readonly dtypes: readonly string[];
}

export interface Danfojs {
  readonly DataFrame: new (values: readonly (readonly unknown[])[], options: DataOptions) => PlainFrame;
  readonly Series: new (values: readonly unknown[], options: DataOptions) => PlainColumn;
  merge(options: {
    readonly left: PlainFrame;
    readonly right: PlainFrame;
    readonly on: readonly string[];
    readonly how: string;
  }): PlainFrame;
}

/** The one that a module in the working folder, which is the notebook's, would import. */
export function loadDanfojs(folder = process.cwd()): Danfojs {
  const require = createRequire(path.join(folder, "notebook.js"));
  let loaded: Partial<Danfojs>;
  try {
    loaded = require("danfojs-node") as Partial<Danfojs>;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== "MODULE_NOT_FOUND" || !message.includes("'danfojs-node'")) throw cause;
    throw new AuthoringError(`frame: the package danfojs-node is not installed for ${folder}.`, {
      cause,
      hint: "In the folder of the project's package.json, run: npm install danfojs-node",
    });
  }
  const { DataFrame, Series, merge } = loaded;
  if (DataFrame === undefined || Series === undefined || merge === undefined)
    throw new AuthoringError("frame: this version of danfojs-node has no DataFrame, Series or merge.", {
      hint: "Run: npm install danfojs-node@1.2",
    });
  return { DataFrame, Series, merge };
}
