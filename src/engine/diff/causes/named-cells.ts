import type { StoredReport } from "../../report/stored-report.js";

type Section = StoredReport["sections"][number];

/**
 * The cells that a cell of a notebook seems to rest on, where nobody recorded it: those before it that give a name which
 * it, or a cell between, mentions. In whatever language; so it is a guess.
 */
export function cellsNamed(section: Section, cell: string): readonly string[] {
  const code = section.blocks.flatMap((block) => (block.kind === "code" ? [block] : []));
  const at = code.findIndex((block) => block.cell === cell);
  const wanted = new Set(namesIn(code[at]?.source ?? ""));
  const found: string[] = [];
  for (const { cell: id, source } of code.slice(0, Math.max(0, at)).reverse()) {
    if (!givenNames(source).some((name) => wanted.has(name))) continue;
    found.push(id);
    for (const name of namesIn(source)) wanted.add(name);
  }
  return found;
}

function namesIn(source: string): readonly string[] {
  return source.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
}

/** Names that are assigned, also into (`a.b = …`, `a["b"] = …`), defined or imported. */
function givenNames(source: string): readonly string[] {
  const given = [
    ...source.matchAll(
      /^\s*(?:(?:const|let|var|global)\s+)?([\p{L}_][\p{L}\p{N}_.$, [\]"']*?)\s*(?:[-+*/|&]?=(?![=>])|<<?-|:=)/gmu,
    ),
    ...source.matchAll(/->>?\s*([\p{L}_][\p{L}\p{N}_.]*)/gu),
    ...source.matchAll(
      /\b(?:def|class|function|fn|fun|struct|enum|interface|type|module)\s+([\p{L}_][\p{L}\p{N}_]*)/gu,
    ),
    ...source.matchAll(/\b(?:import|library|using|require|include)\b[ (]?([^\n]*)/gu),
  ];
  return given.flatMap(([, names = ""]) => namesIn(names));
}
