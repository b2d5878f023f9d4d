/** Jupyter's data folders, as resolved by jupyter_core. */
import { execFile } from "node:child_process";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const ask = promisify(execFile);

/** The inputs that determine the paths; tests pass their own. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

export function ownSurroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: homedir() };
}

/** JUPYTER_DATA_DIR, or the platform's data folder for users. */
export function userDataFolder({ env, platform, home }: Surroundings): string {
  const given = env.JUPYTER_DATA_DIR;
  if (given !== undefined && given !== "") return given;
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  const data = env.XDG_DATA_HOME;
  return join(data !== undefined && data !== "" ? data : join(home, ".local", "share"), "jupyter");
}

export function prefixDataFolder(prefix: string): string {
  return join(prefix, "share", "jupyter");
}

/** All data folders, in order of precedence. As in Jupyter, a virtual environment's folder precedes the user's. */
export async function dataFolders(surroundings: Surroundings): Promise<readonly string[]> {
  const { env } = surroundings;
  const active = [...listed(env.VIRTUAL_ENV), ...listed(env.CONDA_PREFIX)];
  const folders = [
    ...listed(env.JUPYTER_PATH),
    ...active.map((folder) => prefixDataFolder(folder)),
    userDataFolder(surroundings),
    ...(await pythonPrefix(env)).map(prefixDataFolder),
    "/usr/local/share/jupyter",
    "/usr/share/jupyter",
  ];
  return [...new Set(folders)];
}

const askMs = 5000;

/**
 * Asks the first Python on PATH for its sys.prefix: version managers install scripts there that select a Python when
 * called.
 */
async function pythonPrefix(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  if (listed(env.PATH).length === 0) return [];
  for (const python of ["python3", "python"])
    try {
      const { stdout } = await ask(python, ["-c", "import sys; print(sys.prefix)"], { env, timeout: askMs });
      return listed(stdout.trim());
    } catch {
      // The program does not exist or fails.
    }
  return [];
}

function listed(paths: string | undefined): readonly string[] {
  return (paths ?? "").split(delimiter).filter((path) => path !== "");
}
