// What a colleague does: the packed package and a project of `briefing init`, installed from the registry in an empty
// folder, built and tested on each Node line.   usage: node test/package/installed.mjs [--node 22,24]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { argument, check, program, root, sum, workFolder } from "../checks.mjs";

const work = workFolder("installed ");
const project = path.join(work, "library loans");

function run(name, argv, { cwd = project, node = process.execPath } = {}) {
  const started = performance.now();
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` };
  const { status, signal, stdout, stderr } = spawnSync(argv[0], argv.slice(1), {
    cwd,
    env,
    encoding: "utf8",
    timeout: 300_000,
  });
  console.log(`--- ${name}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  check(name, status === 0, `${status ?? signal}\n${stdout}\n${stderr}`.slice(-3000));
  return stdout;
}

const [packed] = JSON.parse(
  run("npm pack", ["npm", "pack", "--ignore-scripts", "--json", "--pack-destination", work], { cwd: root }),
);
run("briefing init", [process.execPath, program, "init", project], {
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
for (const line of argument("node", "22,24").split(",")) {
  const folder = path.join(work, `node-${line}`);
  mkdirSync(folder);
  const binary = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  run(`Node ${line}`, ["npm", "install", "--no-save", "--no-audit", "--prefix", folder, `${binary}@${line}`]);
  const node = path.join(folder, "node_modules", binary, "bin/node");
  rmSync(path.join(project, "output"), { recursive: true });
  rmSync(path.join(project, "node_modules/.cache"), { recursive: true, force: true });
  run(`npm run build on Node ${line}`, ["npm", "run", "build"], { node });
  check(`Node ${line} gives the same bytes`, page() === before);
  run(`npm test on Node ${line}`, ["npm", "test"], { node });
}
sum();
