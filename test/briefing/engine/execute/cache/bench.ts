/** A folder with a notebook, a kernel that says what its cells read, and a cache beside them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExecuteReply, JsonObject } from "../../../../../src/briefing/engine/client/contract.js";
import { ExecutionCache } from "../../../../../src/briefing/engine/execute/cache/execution-cache.js";
import type { Execution, ExecuteSettings } from "../../../../../src/briefing/engine/execute/contract.js";
import { executeAll } from "../../../../../src/briefing/engine/execute/execute-all.js";
import type { Runtime } from "../../../../../src/briefing/engine/store/own-code.js";
import { Store } from "../../../../../src/briefing/engine/store/store.js";
import type { Contact } from "../../../../../src/briefing/model/trace.js";
import type { Notebook } from "../../../../../src/briefing/engine/notebook/contract.js";
import { stringifyNotebook } from "../../../../../src/briefing/engine/notebook/stringify.js";
import { FakeSession, type Script } from "../fake-kernel.js";
import { dependenciesOf, settingsOf } from "../harness.js";
import { temporaryFolder } from "../../../../support/temporary.js";
import { writeFiles } from "../../../../support/files.js";

export interface Tells {
  readonly files?: readonly string[];
  readonly modules?: readonly string[];
  readonly environment?: readonly string[];
  readonly asked?: readonly string[];
  readonly listed?: readonly string[];
  readonly contacts?: readonly Contact[];
  readonly pending?: "none" | "some";
}

export const node20: Runtime = {
  node: "v20.20.2",
  platform: "linux x64",
  program: { version: "1.0.0", code: "a" },
};

export interface Surroundings {
  readonly runtime?: Runtime;
  readonly environment?: Readonly<Record<string, string>>;
  readonly settings?: Partial<ExecuteSettings>;
  /** What the cells of this source, or the expressions "", depend on; paths relative to the folder. */
  readonly tells?: Readonly<Record<string, Tells>>;
  readonly fails?: readonly string[];
}

export interface Outcome {
  readonly execution: Execution;
  /** Sources that a kernel was asked to execute, expressions among them; empty on a hit. */
  readonly asked: readonly string[];
  /** `hit`, or the reason of a miss. */
  readonly said: string;
  readonly text: string;
}

export class Bench {
  readonly folder = temporaryFolder("cache");
  readonly store = path.join(this.folder, "store");

  /** Writes files by their names, old enough to be read by what is executed next. */
  async write(files: Readonly<Record<string, string>>): Promise<void> {
    writeFiles(this.folder, files);
    await sleep(80);
  }

  at(name: string): string {
    return path.join(this.folder, name);
  }

  /** Files of the entries that hold an execution. */
  get entries(): readonly string[] {
    const folder = path.join(this.store, "store/executions");
    const files = readdirSync(folder).map((name) => path.join(folder, name));
    return files.filter((file) => readFileSync(file, "utf8").includes('"steps"'));
  }

  async execute(notebook: Notebook, around: Surroundings = {}): Promise<Outcome> {
    const session = new FakeSession(this.#script(around));
    const cache = new ExecutionCache({
      store: new Store(this.store),
      runtime: around.runtime ?? node20,
      environment: around.environment ?? {},
    });
    const [execution] = await executeAll(
      [{ path: this.at("notebooks/case.ipynb"), notebook }],
      settingsOf(around.settings),
      dependenciesOf(() => session, { cache }),
    );
    if (execution === undefined) throw new Error("Nothing was executed.");
    const { origin } = execution;
    return {
      execution,
      text: stringifyNotebook(execution.notebook),
      asked: session.requests.map(
        ({ code, userExpressions }) => code || Object.values(userExpressions ?? {}).join(),
      ),
      said:
        origin === undefined
          ? "not looked up"
          : origin.from === "cache"
            ? "hit"
            : `${origin.why}${origin.notCacheable === undefined ? "" : `; ${origin.notCacheable}`}`,
    };
  }

  /** Prints what it was asked, so that outputs follow the sources. */
  #script({ tells = {}, fails = [] }: Surroundings): Script {
    return (cell): Partial<ExecuteReply> => {
      const { code, silent, userExpressions = {} } = cell.request;
      const answer = silent ? "" : code;
      if (fails.includes(code)) return cell.fail("Error", "on purpose");
      if (!silent) cell.print(`${code}\n`);
      const { pending = "none", asked = [], listed = [], contacts = [], ...trace } = tells[answer] ?? {};
      const absolute = (names: readonly string[] = []) => names.map((name) => this.at(name));
      const facts: JsonObject = {
        files: absolute(trace.files),
        modules: absolute(trace.modules),
        environment: trace.environment ?? [],
        functions: [],
        pending,
        surroundings: { asked: absolute(asked), listed: absolute(listed), contacts },
      };
      const results = Object.entries(userExpressions).map(([id, text]) => [
        id,
        { status: "ok", data: { "application/json": `<${text}>` }, metadata: {} },
      ]);
      return {
        metadata: { briefing: facts },
        content: { user_expressions: Object.fromEntries(results) as JsonObject },
      };
    };
  }
}
