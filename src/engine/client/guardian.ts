/**
 * Ends kernels whose client has exited, for whatever reason. A shell reads from a pipe held open by the client and
 * knows the process group and connection file of each kernel. The system closes the pipe when the client exits, even by
 * SIGKILL; the shell then kills the groups, removes the files and exits. So the client needs no signal or exit
 * handlers.
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

/** Ensures that the process group does not outlive this process. */
export function guard(group: number, connectionFile: string): void {
  guarded.set(group, connectionFile);
  if (shell === undefined) startShell();
  else instruct(`add ${group} ${connectionFile}`);
}

/** Call when the group has ended: its id may soon be reused. */
export function unguard(group: number): void {
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
