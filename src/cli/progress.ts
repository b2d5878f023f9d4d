import path from "node:path";
import pc from "picocolors";
import type { Execution, Progress } from "../engine/execute/contract.js";
import { plural } from "../lib/plural.js";
import { visible } from "../lib/visible.js";
import { isLive, liveStderr } from "./terminal.js";
import type { Executed } from "../engine/build/contract.js";
import { describeFalseSentences } from "../engine/build/describe.js";
import { describeFailure } from "../engine/execute/describe-failure.js";
import { shownPath } from "../lib/shown-path.js";

/** Shows executions in progress on standard error; standard output is reserved for results. */
export interface ProgressView {
  readonly show: (progress: Progress) => void;
  /** Ends the live lines, leaving their text. */
  readonly close: () => void;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const name = (file: string): string => visible(path.basename(file, ".ipynb"));

function outcome(execution: Execution): string {
  const code = execution.notebook.cells.filter((cell) => cell.cell_type === "code").length;
  const good = execution.failures.length === 0;
  const words = good ? plural(code, "code cell") : `failed: ${execution.failures[0]?.ename ?? "error"}`;
  const mark = good ? pc.green("✓") : pc.red("✗");
  return `${mark} ${name(execution.path)}  ${words}, ${timeAndOrigin(execution)}`;
}

/** The duration, and the reason for the execution. */
function timeAndOrigin({ duration, origin }: Execution): string {
  if (origin === undefined) return seconds(duration);
  if (origin.from === "cache") return "unchanged";
  const reason = origin.notCacheable === undefined ? "" : `; not cached: ${origin.notCacheable}`;
  return `${seconds(duration)} ${pc.dim(`(${origin.why}${reason})`)}`;
}

const silent: ProgressView = { show: () => undefined, close: () => undefined };

const reminderMs = 30_000;

interface Line {
  readonly started: number;
  text: string;
}

/** For CI logs and pipes: a line at the start and end of each notebook, and for long steps in between. */
function plainView(now: () => number): ProgressView {
  const active = new Map<string, Line>();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const timer = setInterval(() => {
    for (const [file, line] of active)
      say(`… ${name(file)}  ${line.text}, for ${seconds(now() - line.started)}`);
  }, reminderMs);
  timer.unref();
  return {
    show(progress) {
      if (progress.kind === "queued") return;
      if (progress.kind === "finished") {
        active.delete(progress.path);
        say(outcome(progress.execution));
        return;
      }
      if (!active.has(progress.path)) say(`… ${name(progress.path)}`);
      noteProgress(active, progress, now());
    },
    close() {
      clearInterval(timer);
    },
  };
}

function noteProgress(
  active: Map<string, Line>,
  progress: Exclude<Progress, { kind: "finished" }>,
  now: number,
): void {
  const line = active.get(progress.path) ?? { started: now, text: "" };
  line.text = progress.kind === "cell" ? `cell ${progress.index + 1} of ${progress.of}` : progress.kind;
  active.set(progress.path, line);
}

/** A live line for each running notebook; finished ones move up and stay. */
async function liveView(now: () => number): Promise<ProgressView> {
  const { createLogUpdate } = await import("log-update");
  const update = createLogUpdate(liveStderr());
  const active = new Map<string, Line>();
  const draw = (): void => {
    const width = Math.max(20, (process.stderr.columns || 80) - 1);
    const lines = [...active].map(([file, line]) =>
      `… ${name(file)}  ${line.text}  ${seconds(now() - line.started)}`.slice(0, width),
    );
    update(lines.join("\n"));
  };
  const timer = setInterval(draw, 100);
  timer.unref();
  return {
    show(progress) {
      if (progress.kind === "queued") return;
      if (progress.kind === "finished") {
        active.delete(progress.path);
        update.clear();
        process.stderr.write(`${outcome(progress.execution)}\n`);
      } else {
        noteProgress(active, progress, now());
      }
      draw();
    },
    close() {
      clearInterval(timer);
      update.clear();
      update.done();
    },
  };
}

/** Terminal-only modules are loaded only for a terminal. */
export async function progressView({ quiet }: { readonly quiet?: true }): Promise<ProgressView> {
  if (quiet === true) return silent;
  const live = isLive() && process.env["CI"] === undefined;
  return live ? await liveView(() => performance.now()) : plainView(() => performance.now());
}

/** Prints every failure, and every sentence that is no longer true with what to do about it, to standard error. */
export function printExecutions({ notebooks, falseSentences }: Executed, advice: string): void {
  for (const { failures, partial } of notebooks) {
    for (const failure of failures) {
      const named = { ...failure, notebook: shownPath(failure.notebook) };
      process.stderr.write(`\n${pc.red("✗")} ${describeFailure(named)}\n`);
    }
    if (partial !== undefined)
      process.stderr.write(`The partly executed notebook is kept in ${shownPath(partial)}\n`);
  }
  if (falseSentences.length > 0)
    process.stderr.write(`\n${pc.red("✗")} ${describeFalseSentences(falseSentences)}\n${advice}\n`);
}

/** As in --json. */
export function executionsAsJson({ notebooks, falseSentences }: Executed) {
  return {
    notebooks: notebooks.map(({ path, failures, duration, origin, partial }) => ({
      path: shownPath(path),
      status: failures.length === 0 ? "executed" : "failed",
      seconds: Math.round(duration) / 1000,
      failures,
      // Whether it was executed, and why; missing if executions are not recorded.
      ...(origin && { origin }),
      ...(partial !== undefined && { kept: shownPath(partial) }),
    })),
    noLongerTrue: falseSentences.map((each) => ({ ...each, notebook: shownPath(each.notebook) })),
  };
}

export const hasFault = ({ notebooks, falseSentences }: Executed): boolean =>
  falseSentences.length > 0 || notebooks.some(({ failures }) => failures.length > 0);
