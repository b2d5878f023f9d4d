/** One installation at a time in a project, whichever process does it. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const pollMs = 250;

/** The lock holds the number of its process; that of a process that has ended counts for nothing. */
export async function withInstallLock<Result>(
  lock: string,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: (line: string) => void },
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(path.dirname(lock), { recursive: true });
  for (let told = false; !(await take(lock));) {
    const holder = Number(await readFile(lock, "utf8").catch(() => ""));
    if (holder > 0 && !isRunning(holder)) {
      await rm(lock, { force: true });
      continue;
    }
    if (!told) tell(`Another briefing lab (process ${holder}) is installing: waiting for it …`);
    told = true;
    await delay(pollMs, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
