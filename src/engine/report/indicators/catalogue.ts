import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Indicator, IndicatorText } from "../../../model/indicator.js";

/** A public function of the package's analysis: `name` as a notebook calls it, `module` without folder and extension. */
export interface PublicFunction {
  readonly name: string;
  readonly module: string;
  readonly function: string;
  readonly text: string;
}

/** The folder of the package's sources, or of what they were compiled to: this file stands in it. */
const own = fileURLToPath(new URL("../../..", import.meta.url));

/** The functions of every namespace that the package makes of a module of its analysis, in the order of its entry. */
export async function publicFunctions(root: string = own): Promise<readonly PublicFunction[]> {
  const modules = new Modules(root);
  const entry = await modules.source("index");
  const namespaces = [
    ...entry.matchAll(/^export \* as (\w+) from "\.\/(analysis\/(?:indicators|verdict)\/[\w/-]+)\.js"/gm),
  ];
  const found: PublicFunction[] = [];
  for (const [, namespace = "", module = ""] of namespaces)
    for (const each of await modules.exported(module))
      if (!found.some((other) => other.module === each.module && other.function === each.function))
        found.push({ ...each, name: `${namespace}.${each.function}` });
  return found;
}

/** The indicators among them: those whose docstring has all that an indicator needs. */
export function indicatorsOf(functions: readonly PublicFunction[]): ReadonlyMap<string, Indicator> {
  return new Map(
    functions.flatMap((each) => {
      const text = indicatorText(each.text);
      return text === undefined || !isComplete(text)
        ? []
        : [[functionKey(each.module, each.function), { name: each.name, ...text }] as const];
    }),
  );
}

export function functionKey(module: string, name: string): string {
  return `${module}#${name}`;
}

/** What an indicator's docstring must say. */
export const required = ["definition", "formula", "unit", "range", "undefined", "source"] as const;

function isComplete(text: Partial<IndicatorText>): text is IndicatorText {
  return required.every((part) => text[part] !== undefined);
}

type Exported = Omit<PublicFunction, "name">;

/** Modules by their path from the root, read once. */
class Modules {
  readonly #root: string;
  readonly #sources = new Map<string, Promise<string>>();

  constructor(root: string) {
    this.#root = root;
  }

  source(module: string): Promise<string> {
    const known = this.#sources.get(module);
    if (known !== undefined) return known;
    const file = path.join(this.#root, module);
    const read = readFile(`${file}.d.ts`, "utf8").catch(() => readFile(`${file}.ts`, "utf8"));
    this.#sources.set(module, read);
    return read;
  }

  /** Functions that a module exports, its own and those it hands on. */
  async exported(module: string): Promise<readonly Exported[]> {
    const source = await this.source(module);
    const own = documentedFunctions(source).map(({ name, text }) => ({ module, function: name, text }));
    const handed: Exported[] = [];
    for (const [, list = "", target = ""] of source.matchAll(/^export \{([^}]*)\} from "(\.[^"]+)\.js"/gm)) {
      const names = list.split(",").map((name) => name.trim());
      const from = path.posix.join(path.posix.dirname(module), target);
      for (const each of await this.exported(from)) if (names.includes(each.function)) handed.push(each);
    }
    return [...own, ...handed];
  }
}

/** Functions that a module (TypeScript or its declarations) exports, with their docstrings, without the stars. */
export function documentedFunctions(
  source: string,
): readonly { readonly name: string; readonly text: string }[] {
  const pattern =
    /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(?:\/\/.*\s*)*)?^export (?:declare |async )*function\*? *(\w+)/gm;
  return [...source.matchAll(pattern)].map(([, comment = "", name = ""]) => ({
    name,
    text: comment
      .split("\n")
      .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd())
      .join("\n")
      .trim(),
  }));
}

const labels = ["Formula", "Unit", "Range", "Undefined", "Interval", "Note", "Source"] as const;
type Label = (typeof labels)[number];

/** The parts of a docstring of the regular form; undefined where it has no `Formula:`. */
export function indicatorText(text: string): Partial<IndicatorText> | undefined {
  const found = new Map<Label, string>();
  const before: string[] = [];
  let current: Label | undefined;
  for (const line of text.split("\n")) {
    const label = labels.find((each) => line.startsWith(`${each}: `));
    if (label !== undefined) {
      current = label;
      found.set(label, line.slice(label.length + 2));
    } else if (current !== undefined) found.set(current, `${found.get(current) ?? ""} ${line}`.trim());
    else before.push(line);
  }
  if (!found.has("Formula")) return undefined;
  const definition = before.join(" ").replace(/\s+/g, " ").trim();
  const parts = [...found].map(([label, value]) => [label.toLowerCase(), value.replace(/\.$/, "")] as const);
  return { ...Object.fromEntries(parts), ...(definition === "" ? {} : { definition }) };
}
