// What a colleague does: the packed package and a project of `briefing init`, installed from the registry in an empty
// folder, built and tested on each Node line.   usage: node test/package/installed.mjs [--node 22,24]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const flag = process.argv.indexOf("--node");
const lines = (flag > 0 ? (process.argv[flag + 1] ?? "") : "22,24").split(",");
const work = mkdtempSync(path.join(os.tmpdir(), "installed "));
const project = path.join(work, "library loans");
const counts = { passed: 0, failed: 0 };

function run(name, argv, { cwd = project, node = process.execPath } = {}) {
  const started = performance.now();
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` };
  const { status, signal, stdout, stderr } = spawnSync(argv[0], argv.slice(1), {
    cwd,
    env,
    encoding: "utf8",
    timeout: 300_000,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  check(`${name} (${seconds} s)`, status === 0, `${status ?? signal}\n${stdout}\n${stderr}`.slice(-3000));
  return stdout;
}

function check(name, ok, detail = "") {
  counts[ok ? "passed" : "failed"] += 1;
  console.log(`${ok ? "ok    " : "FAILED"} ${name}${ok ? "" : `\n${detail}`}`);
}

try {
  const [packed] = JSON.parse(
    run("npm pack", ["npm", "pack", "--ignore-scripts", "--json", "--pack-destination", work], { cwd: root }),
  );
  run("briefing init", [process.execPath, path.join(root, "dist/cli/main.js"), "init", project], {
    cwd: work,
  });
  check("no lock file is written", !existsSync(path.join(project, "package-lock.json")));
  // Until the package is published, its tarball stands for it.
  run("npm install", ["npm", "install", "--no-audit", "--no-fund", path.join(work, packed.filename)]);
  check("the first installation writes one", existsSync(path.join(project, "package-lock.json")));
  run("npm run build", ["npm", "run", "build"]);
  run("npm test", ["npm", "test"]);
  const page = () => readFileSync(path.join(project, "output/report.json"), "utf8");
  const before = page();
  for (const line of lines) {
    const folder = path.join(work, `node-${line}`);
    mkdirSync(folder);
    const program = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
    run(`Node ${line}`, [
      "npm",
      "install",
      "--no-save",
      "--no-audit",
      "--prefix",
      folder,
      `${program}@${line}`,
    ]);
    const node = path.join(folder, "node_modules", program, "bin/node");
    rmSync(path.join(project, "output"), { recursive: true });
    rmSync(path.join(project, "node_modules/.cache"), { recursive: true, force: true });
    run(`npm run build on Node ${line}`, ["npm", "run", "build"], { node });
    check(`Node ${line} gives the same bytes`, page() === before);
    run(`npm test on Node ${line}`, ["npm", "test"], { node });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed, 0 skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
