import { reportSchemaId, type Report } from "../../model/report.js";

type Path = readonly (string | number)[];

/**
 * The text of report.json: keys sorted, one record a line, so that git's own diff of it stays readable. `files` maps
 * the path of every other file of the output to its SHA-256; `replaced` says which fields of which blocks stand in
 * such a file instead (a figure's spec and rows, a picture's bytes).
 */
export function reportJson(
  report: Report,
  files: Readonly<Record<string, string>>,
  replaced: (block: Report["sections"][number]["blocks"][number]) => object,
): string {
  const sections = report.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => replaced(block)),
  }));
  return `${write({ $schema: reportSchemaId, ...report, sections, files }, [])}\n`;
}

function write(value: unknown, path: Path): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Array.isArray(value)
    ? value.map((item: unknown, index) => write(item, [...path, index]))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => `${JSON.stringify(key)}:${write(item, [...path, key])}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0 || !isSpread(path, value)) return `${open}${entries.join(",")}${close}`;
  return `${open}\n${entries.join(",\n")}\n${close}`;
}

/** Whether the entries of what stands here are records, on a line each. */
function isSpread(path: Path, value: object): boolean {
  if (path.length < 2) return true;
  if (path[0] !== "sections") return false;
  if (path.length === 2 || (path.length === 3 && path[2] === "blocks")) return true;
  return (path.length === 4 && "rows" in value) || (path.length === 5 && path[4] === "rows");
}
