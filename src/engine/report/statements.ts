/** The top-level statements of a cell: which names each declares, uses and changes. */
import type { Program } from "oxc-parser";
import { parse } from "../compile/emit/javascript.js";
import { readTopLevel } from "../compile/emit/scope.js";
import { aliasesIn, changedIn, changedLater, filledIn } from "./changes.js";
import { importsOf, isPlainStatement } from "./plain.js";

export interface Statement {
  readonly declares: ReadonlySet<string>;
  /** Names that it mentions, of other statements or its own, and does not only put something into. */
  readonly uses: ReadonlySet<string>;
  /** Names of what it may change without declaring it. */
  readonly changes: ReadonlySet<string>;
  /** What may be changed later by the functions that it declares; missing where it has none. */
  readonly changesLater?: ReadonlySet<string>;
  /** Names that may stand for a part of others. */
  readonly aliases: readonly (readonly [alias: string, of: string])[];
  /** Nothing but plain values, by which no data can come that were not seen to be read. */
  readonly isPlain: boolean;
}

/** Of each cell, by their places; none of a cell that no kernel of this package has executed. */
export function statementsOf(cells: readonly string[]): readonly (readonly Statement[])[] {
  const programs = cells.map(parsed);
  const ours = new Set(programs.flatMap((program) => program?.body.flatMap(importsOf) ?? []));
  return withEffects(programs.map((program) => (program === undefined ? [] : readStatements(program, ours))));
}

function parsed(code: string): Program | undefined {
  try {
    return parse("cell.ts", code).program;
  } catch {
    return undefined;
  }
}

/** @param ours what is imported from this package: it changes nothing that it is given */
function readStatements(program: Program, ours: ReadonlySet<string>): readonly Statement[] {
  return program.body.map((statement) => {
    const { declared, references } = readTopLevel({ ...program, body: [statement] });
    const imported =
      statement.type === "ImportDeclaration" ? statement.specifiers.map(({ local }) => local.name) : [];
    const changesLater = changedLater(statement, ours);
    const filled = new Set(filledIn(statement));
    return {
      declares: new Set([...declared.keys(), ...imported]),
      uses: new Set(references.flatMap(({ name, start }) => (filled.has(start) ? [] : [name]))),
      changes: new Set(changedIn(statement, ours)),
      ...(changesLater && { changesLater }),
      aliases: [...aliasesIn(statement)],
      isPlain: isPlainStatement(statement),
    };
  });
}

/** The names that an expression mentions, and whether it is made of plain values. */
export function readExpression(expression: string): Pick<Statement, "uses" | "isPlain"> {
  try {
    const { program } = parse("expression.ts", `(${expression}\n)`);
    const uses = new Set(readTopLevel(program).references.map(({ name }) => name));
    return { uses, isPlain: program.body.every(isPlainStatement) };
  } catch {
    return { uses: new Set(), isPlain: false };
  }
}

/** With what each may change by other names, or by functions that it may call. */
function withEffects(cells: readonly (readonly Statement[])[]): readonly (readonly Statement[])[] {
  const declaring = new Map<string, Statement[]>();
  for (const statement of cells.flat())
    for (const name of statement.declares) declaring.set(name, [...(declaring.get(name) ?? []), statement]);
  const declarationsOf = (name: string): readonly Statement[] => declaring.get(name) ?? [];
  return cells.map((statements) =>
    statements.map((statement) => {
      const called = closure(statement.uses, (name) =>
        declarationsOf(name).flatMap(({ changesLater, uses }) => (changesLater ? [...uses] : [])),
      );
      const later = [...called].flatMap((name) =>
        declarationsOf(name).flatMap(({ changesLater = [] }) => [...changesLater]),
      );
      const changes = closure([...statement.changes, ...later], (name) =>
        [statement, ...declarationsOf(name)].flatMap(({ aliases }) =>
          aliases.flatMap(([alias, of]) => (alias === name ? [of] : [])),
        ),
      );
      return { ...statement, changes };
    }),
  );
}

function closure(from: Iterable<string>, next: (name: string) => Iterable<string>): ReadonlySet<string> {
  const found = new Set(from);
  // What is added meanwhile is visited, too.
  for (const name of found) for (const other of next(name)) found.add(other);
  return found;
}
