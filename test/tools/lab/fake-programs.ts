/** Programs for a PATH of their own: Pythons of any version, and a uv that installs two small packages. */
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "lab-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface Programs {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly add: (name: string, script: string) => Promise<string>;
  readonly addPython: (name: string, version: string) => Promise<string>;
}

export async function programFolder(): Promise<Programs> {
  const folder = await temporaryFolder();
  const add = async (name: string, script: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return file;
  };
  return {
    folder,
    env: { PATH: folder },
    add,
    addPython: (name, version) => add(name, `echo ${version}; echo "$0"`),
  };
}

/** What `uv venv` and `uv pip install` leave, written down in `calls`; `failing` makes the installation fail half-way. */
export async function addUv(
  { folder, add }: Programs,
  failing?: "failing",
): Promise<{ calls(): Promise<number> }> {
  const calls = path.join(folder, "calls");
  await writeFile(calls, "");
  const packages = "lib/python3.11/site-packages";
  await add(
    "uv",
    `case "$*" in
--version) echo uv 1.0 ;;
venv*) for last; do :; done; /bin/mkdir -p "$last/bin"; echo python > "$last/bin/python"; echo "$last" > ${folder}/last ;;
pip*)
  echo install >> ${calls}
  read environment < ${folder}/last
  for name in one two; do
    /bin/mkdir -p "$environment/${packages}/$name-1.dist-info"
    printf 12345 > "$environment/${packages}/$name.py"
    ${failing === undefined ? "" : 'echo "no matching distribution for $name" >&2; exit 1'}
    printf '%s.py,sha256=x,5\\n"a, b.py",,\\n%s-1.dist-info/RECORD,,\\n' $name $name > "$environment/${packages}/$name-1.dist-info/RECORD"
  done ;;
esac`,
  );
  return {
    calls: async () => (await readFile(calls, "utf8")).split("\n").length - 1,
  };
}

export async function writeRequirements(folder: string, text: string): Promise<string> {
  const file = path.join(folder, "requirements.txt");
  await mkdir(folder, { recursive: true });
  await writeFile(file, text);
  return file;
}
