/** Ports on this computer for the programs that users open in their browser. */
import { createServer } from "node:net";
import { UsageError } from "../model/errors.js";

export const localAddress = "127.0.0.1";
const portsToTry = 50;

/** The requested port, or the first free one from the default; 0 lets the system choose. */
export async function choosePort(asked: number | undefined, usual: number): Promise<number> {
  if (asked === 0) return 0;
  const first = asked ?? usual;
  const last = asked ?? usual + portsToTry - 1;
  let problem: string | undefined;
  for (let port = first; port <= last; port += 1) {
    const found = await problemOf(port);
    if (found === undefined) return port;
    problem ??= found;
  }
  throw new UsageError(`Port ${first} ${problem ?? "cannot be used"}.`, {
    hint: "Choose another port, for example --port 9000.",
  });
}

function problemOf(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", ({ code = "" }: NodeJS.ErrnoException) => {
      if (code === "EADDRINUSE") resolve("is in use");
      else if (code === "EACCES") resolve("requires administrator rights");
      else resolve(`cannot be used (${code})`);
    });
    server.listen(port, localAddress, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}
