// Same inputs, same bytes: clones HEAD into a path with a space and an umlaut, sets it up without install scripts, and
// builds it under other time zones, locales, homes, numbers of jobs and Node lines, each from an empty cache.
// After every build `git status` must show output/ unchanged.   usage: node reproduce.mjs [--node 22,24]
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const flag = process.argv.indexOf("--node");
const lines = (flag > 0 ? process.argv[flag + 1] : "22,24").split(",");
const work = mkdtempSync(path.join(os.tmpdir(), "reproduce-"));
const clone = path.join(work, "ein Ärger mit Leerzeichen");
const elsewhere = path.join(work, "elsewhere");
mkdirSync(elsewhere);
let passed = 0;
let failed = 0;

function command(name, argv, options = {}) {
  const result = spawnSync(argv[0], argv.slice(1), {
    cwd: clone,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 600_000,
    ...options,
  });
  if (result.status === 0) return result.stdout;
  console.log(`FAILED ${name}: ${argv.join(" ")} (${result.status ?? result.signal})`);
  console.log(`${result.stdout ?? ""}\n${result.stderr ?? ""}`.slice(-3000));
  return undefined;
}

function check(name, node, env) {
  rmSync(path.join(clone, "node_modules/.cache/decoupling-briefing"), { recursive: true, force: true });
  const built = command(name, [node, "dist/cli/main.js", "build"], { env: { ...process.env, ...env } });
  const status =
    built === undefined ? undefined : command(name, ["git", "status", "--porcelain", "--", "output"]);
  const good = status === "";
  if (good) passed += 1;
  else failed += 1;
  console.log(`${good ? "ok    " : "FAILED"} ${name}`);
  if (status) console.log(status, command(name, ["git", "diff", "--stat", "--", "output"]));
  command(name, ["git", "checkout", "--quiet", "--", "output"]);
}

try {
  const ready =
    command("clone", ["git", "clone", "--quiet", project, clone], { cwd: work }) !== undefined &&
    command("install", ["npm", "ci", "--ignore-scripts"]) !== undefined &&
    command("npm run build", ["npm", "run", "build"]) !== undefined;
  if (!ready) failed += 1;
  else {
    check("as it is", process.execPath, {});
    check("TZ=Asia/Shanghai LANG=de_DE.UTF-8 HOME elsewhere", process.execPath, {
      TZ: "Asia/Shanghai",
      LANG: "de_DE.UTF-8",
      LC_ALL: "de_DE.UTF-8",
      HOME: elsewhere,
    });
    check("TZ=America/St_Johns LANG=tr_TR.UTF-8", process.execPath, {
      TZ: "America/St_Johns",
      LANG: "tr_TR.UTF-8",
      LC_ALL: "tr_TR.UTF-8",
    });
    for (const line of lines) {
      const folder = path.join(work, `node${line}`);
      mkdirSync(folder);
      if (
        command(`node ${line}`, ["npm", "install", "--silent", "--prefix", folder, `node@${line}`], {
          cwd: folder,
        }) === undefined
      )
        failed += 1;
      else check(`Node ${line}`, path.join(folder, "node_modules/node/bin/node"), {});
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;
