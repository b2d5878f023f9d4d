/** Unit tests start no process: what does is named `*.e2e.test.ts`, so that `npm run test:unit` stays fast. */
import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

const starters = ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"] as const;

for (const name of starters)
  Object.assign(childProcess, {
    [name]: () => {
      throw new Error(`A unit test may not start a process (${name}). Name its file *.e2e.test.ts.`);
    },
  });
syncBuiltinESMExports();
