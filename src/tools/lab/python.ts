/** A Python that JupyterLab can be installed for. */
import { LabError } from "./errors.js";
import { runProgram } from "./run-program.js";

export interface Python {
  /** What was asked for: a name or a path. */
  readonly name: string;
  /** The interpreter's own file. */
  readonly file: string;
  /** `3.11.7`. */
  readonly version: string;
}

const oldest = { major: 3, minor: 10 } as const;
const wanted = `Python ${oldest.major}.${oldest.minor} or later`;
/** The plain names first; a machine whose own Python is old often has a younger one beside it. */
const names = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];
const install =
  "Install it (macOS: brew install python; Debian and Ubuntu: apt install python3 python3-venv; " +
  "or https://www.python.org/downloads/), or name one that is elsewhere: --python PATH";
/** Written so that Python 2 can say what it is. */
const introduction = "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)";
const askMs = 20_000;

/** The Python that was named, which must do; else the first on PATH that does. */
export async function findPython(
  named: string | undefined,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Python> {
  if (named !== undefined) {
    const python = await ask(named, env, signal);
    if (python === undefined)
      throw new LabError(`${named} is no Python that can be started.`, {
        hint: `Name the program itself (--python /usr/bin/python3), or leave --python out. JupyterLab needs ${wanted}.`,
      });
    if (isOld(python)) throw new LabError(tooOld([python]), { hint: install });
    return python;
  }
  const old: Python[] = [];
  for (const name of names) {
    const python = await ask(name, env, signal);
    if (python === undefined) continue;
    if (!isOld(python)) return python;
    old.push(python);
  }
  if (old.length > 0) throw new LabError(tooOld(old), { hint: install });
  throw new LabError(`JupyterLab needs ${wanted}, and there is no Python on the PATH.`, { hint: install });
}

async function ask(name: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Python | undefined> {
  const { code, stdout } = await runProgram(name, ["-c", introduction], {
    env,
    timeoutMs: askMs,
    ...(signal !== undefined && { signal }),
  });
  const [version = "", file = ""] = stdout.split(/\r?\n/);
  if (code !== 0 || !/^\d+\.\d+\.\d+$/.test(version) || file === "") return undefined;
  return { name, file, version };
}

function isOld({ version }: Python): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < oldest.major || (major === oldest.major && minor < oldest.minor);
}

function tooOld(pythons: readonly Python[]): string {
  const found = [...new Set(pythons.map(({ file, version }) => `Python ${version} (${file})`))];
  return `${found.join(" and ")} ${found.length === 1 ? "is" : "are"} too old: JupyterLab needs ${wanted}.`;
}
