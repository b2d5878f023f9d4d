/** Measures conditions against what the executed cells left, without executing anything. */
import { createRequire } from "node:module";
import path from "node:path";
import { isInstalled } from "../../compile/local-modules.js";
import { parseAnyway } from "../../compile/emit/javascript.js";
import type { Scopes } from "../../compile/scopes.js";
import { conditionsIn } from "../../margin/conditions.js";
import { reasonOf } from "../../margin/errors.js";
import type { Placed } from "../../margin/closure.js";
import { Evaluator } from "../../margin/evaluate.js";
import { Judge } from "../../margin/judge.js";
import { Modules } from "../../margin/modules.js";
import { Scope } from "../../margin/scope.js";
import { conditionIn } from "../../../model/guard.js";
import type { CodeCondition, Judgement } from "../../../model/margin.js";
import { packageOfLibrary } from "./library.js";
import { unobserved } from "./trace/file-system.js";

type Program = ReturnType<typeof parseAnyway>["program"];

export class Margins {
  readonly #file: string;
  readonly #modules: Modules;
  /** The names of all cells so far. */
  #scope: Scope;

  constructor(folder: string) {
    this.#file = path.join(folder, "cell.ts");
    this.#modules = new Modules({
      resolve: moduleFile,
      read: (file) => unobserved.readFileSync(file, "utf8"),
    });
    this.#scope = new Scope({ text: "", file: this.#file });
  }

  /** Adds the names of a cell that was executed, and measures the conditions in it. */
  cell(text: string, program: Program, locals: Scopes["locals"]): readonly CodeCondition[] {
    const scope = new Scope({ text, file: this.#file }, this.#scope);
    // A later cell may declare the name again; this one keeps its own.
    // eslint-disable-next-line local/lookups -- the scope of a cell inherits nothing
    scope.declare(program.body, (name) => () => locals[name]);
    this.#scope = scope;
    if (!/\bholds\b/.test(text)) return [];
    const { evaluator, judge } = this.#begin();
    return conditionsIn(program.body, scope, evaluator, (placed) => judgementOf(judge, placed));
  }

  /** The margins of the conditions among these expressions, by key. */
  expressions(
    expressions: Readonly<Record<string, string>>,
  ): ReadonlyMap<string, (answer: boolean) => Judgement> {
    const conditions = Object.entries(expressions).flatMap(([key, code]) => {
      const condition = conditionIn(code);
      return condition === undefined ? [] : [[key, condition] as const];
    });
    if (conditions.length === 0) return new Map();
    const { judge } = this.#begin();
    return new Map(
      conditions.map(([key, condition]) => [
        key,
        (answer: boolean) => {
          const node = expressionOf(condition);
          if (node === undefined) return { reason: "its code cannot be read" };
          const scope = new Scope({ text: condition, file: this.#file }, this.#scope);
          return judgementOf(judge, { node, scope }, answer);
        },
      ]),
    );
  }

  #begin(): { readonly evaluator: Evaluator; readonly judge: Judge } {
    const evaluator = new Evaluator(this.#modules);
    return { evaluator, judge: new Judge(evaluator) };
  }
}

/** A failure while a condition is measured is never one of the notebook. */
function judgementOf(judge: Judge, placed: Placed, answer?: boolean): Judgement {
  try {
    return { margin: judge.margin(placed, answer) };
  } catch (thrown) {
    return { reason: reasonOf(thrown) };
  }
}

/** Positions are those in the condition: no parentheses are put around it. */
function expressionOf(condition: string): Program["body"][number] | undefined {
  const { errors, program } = parseAnyway("condition.ts", condition);
  const [statement, ...others] = program.body;
  if (errors.length > 0 || others.length > 0 || statement?.type !== "ExpressionStatement") return undefined;
  return statement.expression as unknown as Program["body"][number];
}

/** The file of a module of the project or of a linked package, as single modules rather than as a bundle. */
function moduleFile(importer: string, specifier: string): string | undefined {
  let file: string;
  try {
    file = createRequire(importer).resolve(specifier);
  } catch {
    return undefined;
  }
  if (!path.isAbsolute(file) || isInstalled(file) || !/\.[cm]?[jt]sx?$/.test(file)) return undefined;
  const owner = packageOfLibrary(file);
  return owner === undefined ? file : path.join(owner, "dist", `${path.basename(file, ".cjs")}.js`);
}
