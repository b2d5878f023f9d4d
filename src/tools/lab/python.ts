/** A Python that JupyterLab can be installed for. */
import { LabError } from "./errors.js";
import { runProgram } from "./run-program.js";

export interface Python {
  /** The interpreter's own file. */
  readonly file: string;
  /** `3.11.7`. */
  readonly version: string;
}

const oldest = { major: 3, minor: 10 } as const;
const wanted = `Python ${oldest.major}.${oldest.minor} or later`;
/** The plain names first; a machine whose own Python is old often has a newer one beside it. */
const names = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];
const hint =
  "Install it (macOS: brew install python; Debian and Ubuntu: apt install python3 python3-venv; " +
  "or https://www.python.org/downloads/), or name one that is elsewhere: --python PATH";
/** Written so that Python 2 can run it. */
const introduction = "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)";

/** The Python that the user named, else the first suitable one on the PATH. */
export async function findPython(
  named: string | undefined,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Python> {
  const old: string[] = [];
  for (const name of named === undefined ? names : [named]) {
    const { ok, output } = await runProgram(name, ["-c", introduction], { env, signal, timeout: 20_000 });
    const [version = "", file = ""] = output.split(/\r?\n/);
    if (!ok || !/^\d+\.\d+\.\d+$/.test(version)) continue;
    if (!isOld(version)) return { file, version };
    old.push(`Python ${version} (${file})`);
  }
  if (old.length > 0) {
    const found = [...new Set(old)];
    const are = found.length === 1 ? "is" : "are";
    throw new LabError(`${found.join(" and ")} ${are} too old: JupyterLab needs ${wanted}.`, { hint });
  }
  if (named !== undefined)
    throw new LabError(`${named} is not a Python that can be started.`, {
      hint: `Name the program itself (--python /usr/bin/python3), or leave --python out. JupyterLab needs ${wanted}.`,
    });
  throw new LabError(`JupyterLab needs ${wanted}, and no Python was found on the PATH.`, { hint });
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < oldest.major || (major === oldest.major && minor < oldest.minor);
}
