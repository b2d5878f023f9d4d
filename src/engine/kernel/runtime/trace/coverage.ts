/** Which functions ran since one asked last, by script: V8's own count, on a session within the process. */
import { Session, type Profiler } from "node:inspector";

export interface RanScript {
  /** As V8 names the script: a path, a file URL, or what the script calls itself. */
  readonly script: string;
  /** Its top level ran: it was loaded. */
  readonly loaded: boolean;
  /** Named functions. */
  readonly functions: readonly string[];
}

/**
 * Every call is counted, and V8 then optimises nothing: a loop over numbers takes ten times as long and more. Each other
 * way was tried and loses functions. Counting calls again after a time without: what V8 has optimised, or is about to,
 * is not counted, for the rest of the process. Counters of blocks: those of a function of one block vanish when it is
 * optimised.
 */
export class Coverage {
  readonly #session = new Session();

  start(): void {
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  }

  /** The session is in the same thread: the answer is there when `post` returns. */
  take(wanted: (script: string) => boolean): RanScript[] {
    let scripts: Profiler.ScriptCoverage[] = [];
    this.#session.post("Profiler.takePreciseCoverage", (error, answer) => {
      if (error === null) scripts = answer.result;
    });
    return scripts.filter(({ url }) => wanted(url)).map(toRanScript);
  }
}

function toRanScript({ url, functions }: Profiler.ScriptCoverage): RanScript {
  const ran = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0);
  return {
    script: url,
    loaded: ran.some(({ functionName, ranges }) => functionName === "" && ranges[0]?.startOffset === 0),
    functions: ran.map(({ functionName }) => functionName).filter((name) => name !== ""),
  };
}
