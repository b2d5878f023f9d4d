/**
 * `error.stack` as a person wants it: the frames of cells and of the project, where they wrote them. Installed as
 * `Error.prepareStackTrace`, so that it holds for what code prints itself (`console.error(error)`) as well.
 */
import type { Place, Sources } from "./sources.js";

/** Deep enough that the frames of a library do not push the cell's own out of sight. */
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
  const where = site.getFileName();
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (!where || where.startsWith("node:") || line === null || column === null) return [];
  return [formatFrame(describe(site), { where, line, column })];
}

function formatFrame(name: string, place: Pick<Place, "where" | "line" | "column">): string {
  const position = `${place.where}:${place.line}:${place.column}`;
  return name === "" ? `    at ${position}` : `    at ${name} (${position})`;
}

/** A recursion is one frame and a count. */
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

/** In a module beside the notebook's folder: what is in the folder is nearer to its author. */
const isOutside = ({ where }: Place): boolean => where.startsWith("..");

/** The first place of an error's stack in the notebook's folder, for the excerpt of the source under its message. */
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
      // The function around an expression has the expression's own name.
      const name = place.where === `expression ${describe(site)}` ? "" : describe(site);
      lines.push(formatFrame(site.isAsync() && name !== "" ? `async ${name}` : name, place));
    }
    // An error of a library alone (or of the kernel): its own frames are all there is to go by.
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
