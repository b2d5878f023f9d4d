/** The cells of this session, in memory, and the three ways the protocol asks for them. */
import type { Json, JsonObject } from "../../client/contract.js";

interface Entry {
  readonly line: number;
  readonly input: string;
  output: string | null;
}

/** There is one session: this one. Clients name it 1, 0 (current) or leave it out. */
const session = 1;

export class History {
  readonly #entries: Entry[] = [];

  add(line: number, input: string): void {
    this.#entries.push({ line, input, output: null });
  }

  addOutput(line: number, output: string): void {
    const last = this.#entries.at(-1);
    if (last?.line === line) last.output = output;
  }

  /** Content of a `history_request` → the `history` of its reply. */
  query(request: JsonObject): Json {
    const found = this.#select(request);
    return found.map(({ line, input, output }) => [
      session,
      line,
      request.output === true ? [input, output] : input,
    ]);
  }

  #select(request: JsonObject): readonly Entry[] {
    if (request.hist_access_type === "range") return this.#range(request);
    const n = typeof request.n === "number" ? Math.max(0, Math.trunc(request.n)) : undefined;
    const found = request.hist_access_type === "search" ? this.#search(request) : this.#entries;
    return n === undefined ? found : n === 0 ? [] : found.slice(-n);
  }

  #range({ session: asked, start, stop }: JsonObject): readonly Entry[] {
    if (typeof asked === "number" && asked !== 0 && asked !== session) return [];
    const from = typeof start === "number" ? start : 0;
    const to = typeof stop === "number" ? stop : Number.POSITIVE_INFINITY;
    return this.#entries.filter(({ line }) => line >= from && line < to);
  }

  /** `pattern` is a glob over the whole input: `*` any text, `?` one character. */
  #search({ pattern, unique }: JsonObject): readonly Entry[] {
    const glob = globExpression(typeof pattern === "string" ? pattern : "*");
    const found = this.#entries.filter(({ input }) => glob.test(input));
    if (unique !== true) return found;
    return [...new Map(found.map((entry) => [entry.input, entry])).values()];
  }
}

function globExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/gu, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "su");
}
