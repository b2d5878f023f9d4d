/** Starts JupyterLab and waits until it ends. */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { settlesWithin } from "../../lib/waiting.js";
import { whenAborted } from "../../lib/when-aborted.js";
import { choosePort, localAddress } from "../ports.js";
import { packaged, pythonOf, type LabFolders } from "./places.js";
import { BriefingError } from "../../model/errors.js";

export interface ServerOptions {
  readonly project: string;
  readonly folders: LabFolders;
  /** The requested port; the first free one if undefined. */
  readonly port: number | undefined;
  readonly browser: "open" | "leave";
  /** Further options of `jupyter lab`; they override those of the command. */
  readonly jupyterOptions: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Called with the address once JupyterLab responds there. */
  readonly ready: (url: string) => void;
}

const usualPort = 8888;
const startMs = 180_000;
const pollMs = 100;
/** Shuts down kernels, then the server. */
const endMs = 8000;

/** Resolves when JupyterLab has ended, by itself or because of the signal. */
export async function serveLab(options: ServerOptions): Promise<void> {
  const { signal, ready } = options;
  const port = await choosePort(options.port, usualPort);
  const token = randomBytes(24).toString("hex");
  const server = start(options, port, token);
  try {
    const url = `http://${localAddress}:${port}/`;
    const outcome = await Promise.race([server.ended, answers(`${url}api/status?token=${token}`, signal)]);
    if (signal.aborted) return;
    if (outcome !== "answers") throw new BriefingError(...failure(outcome, server.tail()));
    ready(`${url}lab?token=${token}`);
    await Promise.race([server.ended, whenAborted(signal)]);
  } finally {
    await server.end();
  }
}

function start(options: ServerOptions, port: number, token: string) {
  const { project, folders, browser, jupyterOptions } = options;
  const child = spawn(
    pythonOf(folders.environment),
    [
      "-I",
      packaged.start,
      `--ServerApp.root_dir=${project}`,
      `--ServerApp.port=${port}`,
      ...(browser === "open" ? [] : ["--no-browser"]),
      ...jupyterOptions,
    ],
    {
      cwd: project,
      env: labEnvironment(options, token),
      // A separate process group: Ctrl-C reaches this process, which ends the server without the server's own prompt.
      detached: true,
      stdio: ["pipe", "ignore", "pipe"],
    },
  );
  let printed = "";
  let isEnding = false;
  child.stderr.on("data", (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-20_000);
    if (!isEnding) process.stderr.write(chunk);
  });
  child.stdin.on("error", () => undefined);
  const ended = endOf(child);
  return {
    ended,
    tail: (): string => printed.trimEnd().split("\n").slice(-12).join("\n"),
    async end(): Promise<void> {
      isEnding = true;
      child.kill("SIGTERM");
      if (!(await settlesWithin(ended, endMs))) child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Resolves to a description of how the process ended. */
async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return signal === null ? `exit code ${code ?? "?"}` : `ended by ${signal}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Everything that Jupyter reads and writes is in the project, nothing in the home folder. */
function labEnvironment({ project, folders, env }: ServerOptions, token: string): NodeJS.ProcessEnv {
  return {
    ...env,
    JUPYTER_NO_CONFIG: undefined,
    JUPYTER_CONFIG_DIR: folders.config,
    JUPYTER_CONFIG_PATH: packaged.config,
    JUPYTER_DATA_DIR: folders.data,
    JUPYTER_RUNTIME_DIR: folders.runtime,
    JUPYTERLAB_SETTINGS_DIR: path.join(folders.config, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: path.join(folders.config, "workspaces"),
    IPYTHONDIR: path.join(folders.data, "ipython"),
    JUPYTER_PATH: [packaged.share, path.join(folders.root, "share", "jupyter")].join(path.delimiter),
    JUPYTER_TOKEN: token,
    BRIEFING_NOTEBOOKS: path.join(project, "notebooks"),
    BRIEFING_STORED_FORM: folders.storedForm,
  };
}

async function answers(url: string, signal: AbortSignal): Promise<"answers" | "late"> {
  for (let waited = 0; waited < startMs && !signal.aborted; waited += pollMs) {
    const response = await fetch(url, { signal }).catch(() => undefined);
    if (response?.ok === true) return "answers";
    await delay(pollMs);
  }
  return "late";
}

function failure(outcome: string, tail: string): ConstructorParameters<typeof BriefingError> {
  if (outcome === "late")
    return [`JupyterLab did not respond within ${startMs / 1000} s.`, { hint: "Start it again." }];
  return [
    `JupyterLab ended before it responded (${outcome})${tail === "" ? "." : `:\n${tail}`}`,
    { hint: "Remove .jupyter/environment, so that it is installed again, and start again." },
  ];
}
