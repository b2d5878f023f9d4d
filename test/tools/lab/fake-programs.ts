/** Fake Pythons of any version on a separate PATH. Their environments record pip's installations in `calls`. */
import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { temporaryFolder } from "../../support/temporary.js";

export interface Programs {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly add: (name: string, script: string) => Promise<string>;
  readonly addPython: (name: string, version: string) => Promise<string>;
  /** How often pip was started. */
  readonly installations: () => Promise<number>;
}

export async function programFolder(): Promise<Programs> {
  const folder = temporaryFolder("lab");
  const calls = path.join(folder, "calls");
  await writeFile(calls, "");
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
    addPython: (name, version) =>
      add(
        name,
        `case "$*" in
-c*) echo ${version}; echo "$0" ;;
*venv*)
  for last; do :; done
  /bin/mkdir -p "$last/bin"; echo home > "$last/pyvenv.cfg"
  printf '#!/bin/sh\\necho "$*" >> ${calls}\\n[ ! -e ${folder}/broken ] || { echo no matching distribution >&2; exit 1; }\\n' > "$last/bin/python"
  /bin/chmod +x "$last/bin/python" ;;
esac`,
      ),
    installations: async () => (await readFile(calls, "utf8")).split("\n").length - 1,
  };
}
