import pc from "picocolors";
import type { Execution, Progress } from "../engine/execute/contract.js";
import { notebookName } from "../lib/notebook-name.js";
import { plural } from "../lib/plural.js";
import { visible } from "../lib/visible.js";
import { isLive, liveStderr } from "./terminal.js";
import type { Executed } from "../engine/build/contract.js";
import { describeFalseSentences } from "../engine/build/describe.js";
import { describeFailure } from "../engine/execute/failure.js";
import { withoutRepetitions } from "../engine/execute/root-causes.js";
import { shownPath } from "../lib/shown-path.js";

/** Shows executions in progress on standard error; standard output is reserved for results. */
export interface ProgressView {
  readonly show: (progress: Progress) => void;
  /** Ends the live lines, leaving their text. */
  readonly close: () => void;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const name = (file: string): string => visible(notebookName(file));

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

function stepOf(progress: Exclude<Progress, { kind: "queued" | "finished" }>): string {
  if (progress.kind === "cell") return `cell ${progress.index + 1} of ${progress.of}`;
  return progress.kind === "settings" ? `setting ${progress.done} of ${progress.of}` : progress.kind;
}

const silent: ProgressView = { show: () => undefined, close: () => undefined };

const reminderMs = 30_000;
const redrawMs = 100;

interface Line {
  readonly started: number;
  readonly text: string;
}

/**
 * In a terminal, a live line for each running notebook; finished ones move up and stay. For CI logs and pipes, a line at
 * the start and end of each notebook, and for long steps in between.
 */
export async function progressView({ quiet }: { readonly quiet?: true }): Promise<ProgressView> {
  if (quiet === true) return silent;
  const isTerminal = isLive() && process.env["CI"] === undefined;
  // Loaded only for a terminal.
  const update = isTerminal ? (await import("log-update")).createLogUpdate(liveStderr()) : undefined;
  const active = new Map<string, Line>();
  const linesWith = (link: string): readonly string[] =>
    [...active].map(
      ([file, { text, started }]) =>
        `… ${name(file)}  ${text}${link} ${seconds(performance.now() - started)}`,
    );
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const draw = (): void => {
    const width = Math.max(20, (process.stderr.columns || 80) - 1);
    const lines = linesWith(" ").map((line) => line.slice(0, width));
    update?.(lines.join("\n"));
  };
  const remind = (): void => {
    linesWith(", for").forEach(say);
  };
  const timer = update === undefined ? setInterval(remind, reminderMs) : setInterval(draw, redrawMs);
  timer.unref();
  return {
    show(progress) {
      if (progress.kind === "queued") return;
      const { path: file } = progress;
      if (progress.kind === "finished") {
        active.delete(file);
        update?.clear();
        say(outcome(progress.execution));
      } else {
        if (update === undefined && !active.has(file)) say(`… ${name(file)}`);
        const { started } = active.get(file) ?? { started: performance.now() };
        const text = stepOf(progress);
        active.set(file, { started, text });
      }
      draw();
    },
    close() {
      clearInterval(timer);
      update?.clear();
      update?.done();
    },
  };
}

/** Prints every failure, and every sentence that is no longer true with what to do about it, to standard error. */
export function printExecutions({ notebooks, falseSentences }: Executed, advice: string): void {
  const reported = new Set(withoutRepetitions(notebooks.flatMap(({ failures }) => failures)));
  for (const { failures, partial } of notebooks) {
    for (const failure of failures.filter((each) => reported.has(each))) {
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
