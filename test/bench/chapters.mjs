// Cold build of the project's first three chapters beside the peers that are installed: nbconvert to HTML, papermill,
// MyST to Markdown, on this package's kernel, since plain tslab cannot name types of the package. The tools take turns; what counts are the ratios; page weight beside them.
// Only ours draws figures, checks and binds numbers; papermill writes no page.
//   usage: node test/bench/chapters.mjs [--runs 1]
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { argument, installed, makeSetting, ours, peerCases, printTimes, quote, root } from "./setting.mjs";
import { run, takeTurns, time } from "./setting.mjs";

const { work, env } = makeSetting();
await run(`${ours} kernel install --replace --prefix ${quote(path.join(work, "prefix"))}`, {
  cwd: root,
  env,
});
env.JUPYTER_PATH = path.join(work, "prefix/share/jupyter");
const chapters = readdirSync(path.join(root, "notebooks"))
  .filter((file) => /^0[1-3]-.*\.ipynb$/.test(file))
  .sort();

/** The project with these chapters alone. */
function lay(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "notebooks"), { recursive: true });
  mkdirSync(path.join(folder, "out"));
  for (const file of [...chapters, "references.bib"])
    cpSync(path.join(root, "notebooks", file), path.join(folder, "notebooks", file));
  writeFileSync(path.join(folder, "notebooks/briefing.yml"), "title: Three chapters\n");
  cpSync(path.join(root, "data"), path.join(folder, "data"), { recursive: true });
  // Of another name: under its own, the package would be looked for in this folder.
  writeFileSync(path.join(folder, "package.json"), '{"name": "three-chapters", "private": true}\n');
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
}

const { cases, missing } = installed([
  { name: "briefing build, cold", command: `${ours} build --project .. -o ../out --quiet` },
  ...peerCases(chapters, "html"),
]);
await takeTurns(cases, { runs: Number(argument("runs", 1)) }, async (each, round) => {
  const index = cases.indexOf(each);
  const folder = path.join(work, `case-${index}`);
  lay(folder);
  for (const [file, text] of Object.entries(each.files ?? {}))
    writeFileSync(path.join(folder, "notebooks", file), text);
  const ms = await time(each.command, {
    cwd: path.join(folder, "notebooks"),
    env: { ...env, BRIEFING_CACHE_DIR: path.join(work, `cache-${index}-${round}`) },
  });
  const pages = readdirSync(path.join(folder, "out")).filter((file) => file.endsWith(".html"));
  each.bytes = pages.reduce((sum, file) => sum + statSync(path.join(folder, "out", file)).size, 0);
  return ms;
});
printTimes(cases, missing, "chapters 01 to 03");
