// Same inputs, same bytes: clones HEAD into a path with a space and an umlaut, sets it up without install scripts, and
// builds it under other time zones, locales, homes, numbers of jobs and Node lines, each from an empty cache.
// After a build `git status` must show output/ unchanged. Answers under other settings take most of the time, so only two
// builds have them; the others are compared with a build without answers.   usage: node reproduce.mjs [--node 22,24]
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { argument, check, judge, root, sum, workFolder } from "../checks.mjs";

const work = workFolder("reproduce");
const clone = path.join(work, "ein Ärger mit Leerzeichen");
const elsewhere = path.join(work, "elsewhere");
mkdirSync(elsewhere);

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

/** Whether a build leaves output/ as it was committed; `build` returns undefined if it fails. */
const leavesOutput = (name, build) =>
  judge(name, () => {
    const status =
      build() === undefined ? "no build" : command(name, ["git", "status", "--porcelain", "--", "output"]);
    if (status !== "") console.log(status, command(name, ["git", "diff", "--stat", "--", "output"]));
    command(name, ["git", "checkout", "--quiet", "--", "output"]);
    return status === "" ? undefined : "output/ is another";
  });

function build(name, node, env, options) {
  rmSync(path.join(clone, "node_modules/.cache/briefing"), { recursive: true, force: true });
  return command(name, [node, "src/briefing/dist/cli/main.js", "build", ...options], {
    env: { ...process.env, ...env },
  });
}

const plain = path.join(work, "plain");

/** Whether a build without answers is the same as the one in `plain`. */
const buildsPlain = (name, node, env) =>
  judge(name, () => {
    const folder = path.join(work, "other");
    rmSync(folder, { recursive: true, force: true });
    if (build(name, node, env, ["--no-answers", "-o", folder]) === undefined) return "no build";
    return command(name, ["diff", "-r", "-q", plain, folder]) === "" ? undefined : "the page is another";
  });

const isReady =
  command("clone", ["git", "clone", "--quiet", root, clone], { cwd: work }) !== undefined &&
  command("install", ["npm", "ci", "--ignore-scripts"]) !== undefined;
if (!isReady) check("the clone is set up", false);
else {
  // Compiles first; the cache of a clone is empty.
  await leavesOutput("as it is", () => command("npm run build", ["npm", "run", "build"]));
  const german = { TZ: "Asia/Shanghai", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8", HOME: elsewhere };
  await leavesOutput("TZ=Asia/Shanghai LANG=de_DE.UTF-8", () =>
    build("German", process.execPath, german, []),
  );
  build("without answers", process.execPath, {}, ["--no-answers", "-o", plain]);
  const turkish = { TZ: "America/St_Johns", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
  await buildsPlain("TZ=America/St_Johns LANG=tr_TR.UTF-8", process.execPath, turkish);
  for (const line of argument("node", "22,24").split(",")) {
    const folder = path.join(work, `node${line}`);
    mkdirSync(folder);
    const install = ["npm", "install", "--silent", "--prefix", folder, `node@${line}`];
    if (command(`node ${line}`, install, { cwd: folder }) === undefined)
      check(`Node ${line} is installed`, false);
    else await buildsPlain(`Node ${line}`, path.join(folder, "node_modules/node/bin/node"), {});
  }
}
sum();
