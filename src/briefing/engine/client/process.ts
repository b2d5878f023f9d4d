/** A kernel's process: its command line and process group. Stdin stays open; the end of its own output is kept. */
import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import type { KernelSpec } from "./contract.js";
import type { ProcessEnd, ProcessTail } from "./errors.js";
import { settlesWithin } from "../../lib/waiting.js";
import { own } from "../../lib/own.js";

export interface Command {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export function kernelCommand(
  spec: KernelSpec,
  connectionFile: string,
  { cwd, env }: Omit<Command, "argv">,
): Command {
  const prefix = specPrefix(spec);
  const values = new Map([
    ["connection_file", connectionFile],
    ["resource_dir", spec.resourceDir],
    ...(prefix === undefined ? [] : [["prefix", prefix] as const]),
  ]);
  const argv = spec.argv.map((argument) =>
    argument.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole),
  );
  const ofSpec = Object.entries(spec.env).map(
    ([name, value]) => [name, expandVariables(value, env)] as const,
  );
  return {
    argv: withoutHistory(prefix === undefined ? argv : withPythonOf(prefix, argv)),
    cwd,
    env: {
      ...env,
      ...Object.fromEntries(ofSpec),
      // Kernels watch this process and exit with it.
      JPY_PARENT_PID: String(process.pid),
    },
  };
}

/** Keeps cells out of the history that users search at their IPython prompt. */
function withoutHistory(argv: readonly string[]): readonly string[] {
  const isPython = argv.some((word) => /(?:^|\/)(?:ipykernel(?:_launcher)?(?:\.py)?|ipython3?)$/.test(word));
  return isPython ? [...argv, "--HistoryManager.hist_file=:memory:"] : argv;
}

/** Expands `$NAME`, `${NAME}` and `$$` like Python's string.Template; unknown names are unchanged. */
function expandVariables(text: string, env: NodeJS.ProcessEnv): string {
  return text.replace(
    /\$(?:\$|(\w+)|\{(\w+)\})/g,
    (whole, plain: string | undefined, braced: string | undefined) =>
      whole === "$$" ? "$" : (own(env, plain ?? braced ?? "") ?? whole),
  );
}

/** The installation whose share/jupyter/kernels holds the spec. */
function specPrefix({ resourceDir }: KernelSpec): string | undefined {
  return /^(.*)[/\\]share[/\\]jupyter[/\\]kernels[/\\][^/\\]+[/\\]?$/.exec(resourceDir)?.[1];
}

/** In specs inside a Python installation, "python" means that installation, regardless of PATH. */
function withPythonOf(prefix: string, argv: readonly string[]): readonly string[] {
  const [command = "", ...rest] = argv;
  if (!/^python(3(\.\d+)?)?$/.test(command)) return argv;
  const candidates = [command, "python3", "python"].map((name) => join(prefix, "bin", name));
  const file = candidates.find(isExecutable);
  return file === undefined ? argv : [file, ...rest];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A child that has left the group can keep the streams open indefinitely. */
const closeMs = 500;

export type KernelProcess = Awaited<ReturnType<typeof spawnKernel>>;

/** Rejects with the system's error when the command cannot be executed. */
export async function spawnKernel(command: Command, connectionFile: string) {
  const [file = "", ...args] = command.argv;
  const child = spawn(file, args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ["pipe", "pipe", "pipe"],
    // In its own session, so that signals from the terminal reach only the client, which decides what to do.
    detached: true,
  });
  child.stdin.on("error", () => undefined);
  const stdout = keepTail(child.stdout);
  const stderr = keepTail(child.stderr);
  const { pid } = child;
  if (pid === undefined)
    return new Promise<never>((_, reject) => {
      child.once("error", reject);
    });
  child.on("error", () => undefined);
  guard(pid, connectionFile);

  let alive = true;
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-pid, name);
    } catch {
      // The group no longer exists.
    }
  };
  const ended = waitForEnd(child, () => {
    alive = false;
    signal("SIGKILL");
    unguard(pid);
  });
  return {
    pid,
    /** Resolves when the process has ended and its output has been read; never rejects. */
    ended,
    get alive() {
      return alive;
    },
    tail: (): ProcessTail => ({ stdout: stdout(), stderr: stderr() }),
    /** Signals the whole group: processes started by a cell are interrupted and ended with the kernel. */
    signal(name: NodeJS.Signals) {
      if (alive) signal(name);
    },
    endsWithin: (ms: number) => settlesWithin(ended, ms),
  };
}

function waitForEnd(child: ChildProcess, onExit: () => void): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once("exit", (exitCode, signal) => {
      onExit();
      const end = (): void => {
        child.stdin?.destroy();
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve({ exitCode, signal });
      };
      // One more turn reads output that arrived while this process was busy.
      const timer = setTimeout(() => setImmediate(end), closeMs);
      child.once("close", () => {
        clearTimeout(timer);
        end();
      });
    });
  });
}

const maxCharacters = 8_000;
const maxLines = 20;

/** Reads the stream to its end, so that the process never blocks; returns a function that gets its last lines. */
function keepTail(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    if (text.length > 2 * maxCharacters) text = text.slice(-maxCharacters);
  });
  stream.on("error", () => undefined);
  return () => text.slice(-maxCharacters).trimEnd().split(/\r?\n/).slice(-maxLines).join("\n");
}

/**
 * Ends kernels whose client has exited, for whatever reason. A shell reads from a pipe held open by the client and
 * knows the process group and connection file of each kernel. The system closes the pipe when the client exits, even by
 * SIGKILL; the shell then kills the groups, removes the files and exits. So the client needs no signal or exit
 * handlers.
 */
const script = `
trap '' INT TERM HUP
while read -r what group file; do
  case $what in
    add) set -- "$@" "$group $file" ;;
    remove)
      for entry; do
        shift
        [ "\${entry%% *}" = "$group" ] || set -- "$@" "$entry"
      done ;;
  esac
done
for entry; do
  kill -s KILL -- "-\${entry%% *}"
  rm -f -- "\${entry#* }"
done 2>/dev/null
`;

const guarded = new Map<number, string>();
let shell: ChildProcess | undefined;

/** Ensures that the process group does not outlive this process. */
function guard(group: number, connectionFile: string): void {
  guarded.set(group, connectionFile);
  if (shell === undefined) startShell();
  else instruct(`add ${group} ${connectionFile}`);
}

/** Call when the group has ended: its id may soon be reused. */
function unguard(group: number): void {
  if (guarded.delete(group)) instruct(`remove ${group}`);
}

function startShell(): void {
  const started = spawn("/bin/sh", ["-c", script, "kernel-guardian"], {
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    // Runs in its own session, so that signals from the client's terminal do not end it first.
    detached: true,
  });
  shell = started;
  const lost = (): void => {
    if (shell === started) shell = undefined;
  };
  started.on("exit", lost);
  started.on("error", lost);
  started.stdin.on("error", lost);
  started.unref();
  // Typed as Writable, although a pipe is a socket.
  if (started.stdin instanceof Socket) started.stdin.unref();
  for (const [group, file] of guarded) instruct(`add ${group} ${file}`);
}

function instruct(line: string): void {
  shell?.stdin?.write(`${line}\n`);
}
