// The commands on the project's own chapters: wall clock and processor time, beside Node's own start. Each round takes a
// fresh cache; the least of all rounds counts. usage: node test/bench/commands.mjs [--runs 3]
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { argument, makeSetting, ours, quote, root, run } from "./setting.mjs";
import { codeCell, notebookText } from "../notebooks.mjs";

const { work, env } = makeSetting();
mkdirSync(path.join(work, "one"));
writeFileSync(path.join(work, "one/one.ipynb"), notebookText([codeCell("c", "1 + 1")]));

const build = `${ours} build -o ${quote(path.join(work, "out"))} --quiet`;
/** In this order: what is unchanged was built just before. */
const cases = [
  ["node -e 0", `${quote(process.execPath)} -e 0`],
  [
    "execute a notebook with 1 + 1, nothing known",
    `cd ${quote(path.join(work, "one"))} && ${ours} execute one.ipynb -o out.ipynb --force --quiet`,
  ],
  ["check the chapters, nothing known", `${ours} check --quiet`],
  ["check them again", `${ours} check --quiet`],
  ["build the chapters, nothing known", build],
  ["build again, unchanged", build],
].map(([name, command]) => ({ name, command, wall: Infinity, cpu: Infinity }));

for (let round = 0; round < Number(argument("runs", 3)); round += 1) {
  const cache = path.join(work, "cache", String(round));
  for (const each of cases) {
    if (each.name.startsWith("build the")) rmSync(cache, { recursive: true, force: true });
    const { ms, log } = await run(`TIMEFORMAT="CPU %U %S"; time { ${each.command} ; }`, {
      cwd: root,
      env: { ...env, BRIEFING_CACHE_DIR: cache },
    });
    const [, user = "", system = ""] = /CPU ([\d.]+) ([\d.]+)\s*$/.exec(log) ?? [];
    each.wall = Math.min(each.wall, ms / 1000);
    each.cpu = Math.min(each.cpu, Number(user) + Number(system));
  }
}
console.log("| command | wall s | processor s |\n|---|---:|---:|");
for (const { name, wall, cpu } of cases) console.log(`| ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} |`);
