/**
 * Formats `error.stack` with the frames of cells and the project, at their original positions. Installed as
 * `Error.prepareStackTrace`, so that it also applies to stacks that user code prints itself (`console.error(error)`).
 */
import type { Place, Sources } from "./sources.js";

/** High enough that a library's frames do not crowd out the cell's. */
const capturedFrames = 60;
const shownFrames = 20;

function describe(site: NodeJS.CallSite): string {
  const name = site.getFunctionName();
  if (name === null || name === "") return "";
  const type = site.isToplevel() || site.isConstructor() ? null : site.getTypeName();
  const qualified =
    type !== null && type !== "Object" && type !== "Function" && !name.startsWith(type)
      ? `${type}.${name}`
      : name;
  return site.isConstructor() ? `new ${qualified}` : qualified;
}

function placeOf(site: NodeJS.CallSite, sources: Sources): Place | undefined {
  const script = site.getScriptNameOrSourceURL();
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (!script || line === null || column === null) return undefined;
  return sources.place(script, line, column);
}

function foreignFrame(site: NodeJS.CallSite): string[] {
  const [where, line, column] = [site.getFileName(), site.getLineNumber(), site.getColumnNumber()];
  if (!where || where.startsWith("node:") || line === null || column === null) return [];
  return [formatFrame(describe(site), { where, line, column })];
}

function formatFrame(name: string, place: Pick<Place, "where" | "line" | "column">): string {
  const position = `${place.where}:${place.line}:${place.column}`;
  return name === "" ? `    at ${position}` : `    at ${name} (${position})`;
}

/** Collapses recursive calls into one frame and a count. */
function collapse(lines: readonly string[]): string[] {
  const frames: string[] = [];
  for (let at = 0, next = 0; at < lines.length; at = next) {
    const line = lines[at] ?? "";
    while (next < lines.length && lines[next] === line) next++;
    frames.push(line);
    if (next - at > 1)
      frames.push(`    … the same ${next - at - 1} more ${next - at === 2 ? "time" : "times"}`);
  }
  return frames;
}

function headerOf(error: Error): string {
  try {
    return String(error);
  } catch {
    return "Error";
  }
}

/** Outside the notebook's folder; code inside it is more relevant to the author. */
const isOutside = ({ where }: Place): boolean => where.startsWith("..");

/** Formats stacks and remembers the first position in the notebook's folder, for the source excerpt. */
export class StackTraces {
  readonly #sources: Sources;
  readonly #first = new WeakMap<object, Place>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  install(): void {
    Error.stackTraceLimit = capturedFrames;
    Error.prepareStackTrace = (error, sites) => this.#format(error, sites);
  }

  #format(error: Error, sites: readonly NodeJS.CallSite[]): string {
    const lines: string[] = [];
    for (const site of sites) {
      const place = placeOf(site, this.#sources);
      if (place === undefined) continue;
      const first = this.#first.get(error);
      if (first === undefined || (isOutside(first) && !isOutside(place))) this.#first.set(error, place);
      // The function that wraps an expression has the same name as the expression.
      const name = place.where === `expression ${describe(site)}` ? "" : describe(site);
      lines.push(formatFrame(site.isAsync() && name !== "" ? `async ${name}` : name, place));
    }
    // An error without frames in the user's code keeps its own frames.
    if (lines.length === 0) lines.push(...sites.flatMap(foreignFrame));
    const frames = collapse(lines);
    const more = frames.length - shownFrames;
    const shown = more > 0 ? [...frames.slice(0, shownFrames), `    … ${more} more frames`] : frames;
    return [headerOf(error), ...shown].join("\n");
  }

  firstPlace(error: object): Place | undefined {
    return this.#first.get(error);
  }
}
