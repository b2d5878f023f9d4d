/** What a value shows, and what it was computed from, by the names in its expression and in the cells of its notebook. */
import { own } from "../../../lib/own.js";
import { codeTokens, type CodeToken } from "../../notebook/code-tokens.js";
import type { StoredReport } from "../../report/stored-report.js";
import { groupBy } from "../match/pairing.js";
import { declarationsOf, pathOf, pathsIn, split, step, type Declaration } from "./declarations.js";

export interface Names {
  /** Paths of what it shows, a name and what that stands for: `now` and `openalex.last`. */
  readonly shows: ReadonlySet<string>;
  /** Paths that lie behind it. */
  readonly uses: ReadonlySet<string>;
}

/** Of the values of a report; undefined where its report does not say it. */
export function namesOf(report: StoredReport): (id: string) => Names | undefined {
  const known = new Map<string, ReadonlyMap<string, Declaration>>();
  const declarations = (notebook: string) => {
    const found =
      known.get(notebook) ??
      declarationsOf(
        report.sections.flatMap((section) =>
          section.notebook !== notebook
            ? []
            : section.blocks.flatMap((block) => (block.kind === "code" ? [block.source] : [])),
        ),
      );
    known.set(notebook, found);
    return found;
  };
  let siblings: ReadonlyMap<string, readonly string[]> | undefined;
  return (id) => {
    const value = own(report.values, id);
    if (value?.expression === undefined) return undefined;
    siblings ??= groupBy(Object.keys(report.values), (each) => counted.exec(each)?.[1]);
    const [, text = "", place] = counted.exec(id) ?? [];
    const tokens = codeTokens(value.expression);
    const code =
      place === undefined ? tokens : pieceOf(tokens, Number(place), siblings.get(text)?.length ?? 0);
    return code && namesIn(code, declarations(value.place.notebook));
  };
}

/** Ids that count the values of a text. */
const counted = /^(.*)\.(\d+)$/;

/** What computes one of so many values of a text: `text` has a piece for each, or it is not known which is which. */
function pieceOf(
  tokens: readonly CodeToken[],
  place: number,
  count: number,
): readonly CodeToken[] | undefined {
  const start = tokens.findIndex(
    ({ value }, at) => value === "text" && tokens[at + 1]?.type === "TemplateHead",
  );
  const pieces: CodeToken[][] = [[]];
  let depth = 0;
  for (const token of start < 0 ? [] : tokens.slice(start + 2)) {
    depth += step(token);
    if (depth < 0) return pieces.length === count ? pieces[place - 1] : undefined;
    if (depth === 0 && token.type === "TemplateMiddle") pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  return undefined;
}

function namesIn(code: readonly CodeToken[], declarations: ReadonlyMap<string, Declaration>): Names {
  const uses = new Set<string>();
  // The set grows while it is walked.
  const add = (path: string) => {
    for (const form of formsOf(path, declarations)) uses.add(form);
  };
  for (const path of pathsIn(code)) add(path);
  for (const path of uses) {
    const { alias, uses: behind = [] } = declarations.get(declaredIn(path, declarations)) ?? {};
    if (alias === undefined) for (const each of behind) add(each);
  }
  const shown = pathOf(shownIn(code));
  return { uses, shows: new Set(shown === undefined ? [] : formsOf(shown, declarations)) };
}

/** `x` of `x`, `fmt.count(x)` and `fmt.count(x, { digits: 1 })`. */
function shownIn(code: readonly CodeToken[]): readonly CodeToken[] {
  const [fmt, , , bracket] = code;
  const isFormatted = fmt?.value === "fmt" && bracket?.value === "(" && code.at(-1)?.value === ")";
  return isFormatted ? (split(code.slice(4, -1), ",")[0] ?? []) : code;
}

/** The most of a path that is declared, `stats.growth` of `stats.growth.last`. */
function declaredIn(path: string, declarations: ReadonlyMap<string, Declaration>): string {
  let name = path;
  while (!declarations.has(name) && name.includes(".")) name = name.slice(0, name.lastIndexOf("."));
  return name;
}

/** A path under all its names: what is declared as another name for a path is that. */
function formsOf(path: string, declarations: ReadonlyMap<string, Declaration>): readonly string[] {
  const forms = new Set([path]);
  for (const form of forms) {
    const name = declaredIn(form, declarations);
    const alias = declarations.get(name)?.alias;
    if (alias !== undefined && forms.size < mostForms) forms.add(alias + form.slice(name.length));
  }
  return [...forms];
}

/** Names for names; a name that is made of itself would have no end. */
const mostForms = 20;
