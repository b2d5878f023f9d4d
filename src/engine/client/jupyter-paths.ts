/** Where Jupyter keeps data: as jupyter_core has it, without asking Python unless there is no other way. */
import { execFile } from "node:child_process";
import { open, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** What the places depend on; tests pass their own. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

export function ownSurroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: homedir() };
}

/** JUPYTER_DATA_DIR, or the platform's place for data of a user. */
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

/** All folders of data, the first wins. In a virtual environment its own come before the user's, as in Jupyter. */
export async function dataFolders(surroundings: Surroundings): Promise<readonly string[]> {
  const { env } = surroundings;
  const active = [...listed(env.VIRTUAL_ENV), ...listed(env.CONDA_PREFIX)];
  const folders = [
    ...listed(env.JUPYTER_PATH),
    ...active.map((folder) => prefixDataFolder(folder)),
    userDataFolder(surroundings),
    ...(await pythonPrefixes(env)).map(prefixDataFolder),
    "/usr/local/share/jupyter",
    "/usr/share/jupyter",
  ];
  return [...new Set(folders)];
}

/** sys.prefix of the Pythons on PATH: the folder above the one they lie in, and that of the file a link points to. */
async function pythonPrefixes(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const prefixes: string[] = [];
  let asked = false;
  for (const folder of listed(env.PATH))
    for (const name of ["python3", "python"]) {
      const file = join(folder, name);
      const kind = await kindOf(file);
      if (kind === "program") prefixes.push(dirname(folder), dirname(dirname(await realpath(file))));
      if (kind !== "script" || asked) continue;
      asked = true;
      prefixes.push(...(await askForPrefix(file, env)));
    }
  return prefixes;
}

/** Version managers put scripts on PATH that choose a Python when they are called. */
async function kindOf(file: string): Promise<"program" | "script" | "none"> {
  try {
    const handle = await open(file);
    try {
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return buffer.toString() === "#!" ? "script" : "program";
    } finally {
      await handle.close();
    }
  } catch {
    return "none";
  }
}

const askMs = 5000;

function askForPrefix(python: string, env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  return new Promise((resolve) => {
    execFile(python, ["-c", "import sys; print(sys.prefix)"], { env, timeout: askMs }, (error, stdout) => {
      resolve(error !== null || stdout.trim() === "" ? [] : [stdout.trim()]);
    });
  });
}

function listed(paths: string | undefined): readonly string[] {
  return (paths ?? "").split(delimiter).filter((path) => path !== "");
}
