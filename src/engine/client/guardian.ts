/**
 * Ends the kernels of a client that is gone, however it went: a shell that holds the other end of a pipe from the
 * client and knows the process group and connection file of each kernel. The system closes the pipe when the client
 * ends, also by SIGKILL; the shell then kills the groups, removes the files and ends. So the client needs no handlers
 * of signals or of its own exit.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { Socket } from "node:net";

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

/** From now on the process group does not outlive this process. */
export function guard(group: number, connectionFile: string): void {
  guarded.set(group, connectionFile);
  if (shell === undefined) startShell();
  else instruct(`add ${group} ${connectionFile}`);
}

/** The group has ended: its number may soon be another's. */
export function unguard(group: number): void {
  if (guarded.delete(group)) instruct(`remove ${group}`);
}

function startShell(): void {
  const started = spawn("/bin/sh", ["-c", script, "kernel-guardian"], {
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    // A session of its own, so that what a terminal sends to the client does not end it first.
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
  // Typed as any Writable, but a pipe is a socket.
  if (started.stdin instanceof Socket) started.stdin.unref();
  for (const [group, file] of guarded) instruct(`add ${group} ${file}`);
}

function instruct(line: string): void {
  shell?.stdin?.write(`${line}\n`);
}
