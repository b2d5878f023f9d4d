// Adds what tsc omits from dist/: files read as they are and bundled programs.
import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { bundleForBrowser, bundlePrograms } from "./bundle.mjs";
import { leaveOutOfPackages } from "./contents.mjs";
import { countNotebookModules } from "./count.mjs";
import { copyDocuments } from "./documents.mjs";
import { copyPairData } from "./pair-data.mjs";
import { copyPapersData } from "./papers-data.mjs";
import { dist, tool } from "./places.mjs";

copyFileSync(`${tool}/engine/report/report.schema.json`, `${dist}/engine/report/report.schema.json`);
const { comparisonJsonSchema } = await import("../../dist/engine/diff/comparison.js");
const comparison = `${JSON.stringify(comparisonJsonSchema(), undefined, 2)}\n`;
writeFileSync(`${dist}/engine/diff/format/comparison.schema.json`, comparison);
const templates = ["template", "pair", "papers"];
for (const template of templates)
  rmSync(`${dist}/tools/scaffold/${template}`, { recursive: true, force: true });
for (const folder of ["tools/lab/assets", ...templates.map((template) => `tools/scaffold/${template}`)])
  cpSync(`${tool}/${folder}`, `${dist}/${folder}`, { recursive: true });
copyPairData();
copyPapersData();
// New projects compare their pull requests as this one does.
for (const template of templates) {
  for (const file of ["workflows/briefing.yml", "scripts/keep-comment.mjs"])
    cpSync(`.github/${file}`, `${dist}/tools/scaffold/${template}/github/${file}`);
  copyFileSync(
    `${tool}/tools/scaffold/template/gitattributes`,
    `${dist}/tools/scaffold/${template}/gitattributes`,
  );
}
const { devDependencies, overrides, allowScripts } = JSON.parse(readFileSync("package.json", "utf8"));
const settings = {
  devDependencies: { vitest: devDependencies.vitest },
  frames: { "danfojs-node": devDependencies["danfojs-node"] },
  overrides,
  allowScripts,
};
writeFileSync(`${dist}/tools/scaffold/settings.json`, `${JSON.stringify(settings, undefined, 2)}\n`);
const sheets = [
  "page",
  "shown",
  "figures",
  "linking",
  "settings",
  "screens",
  "contents",
  "search",
  "paper",
  "site",
  "summary",
];
for (const name of sheets)
  copyFileSync(`${tool}/engine/render/html/${name}.css`, `${dist}/engine/render/html/${name}.css`);
// JupyterLab's page has other content too: there, page styles for claims, figures and tables are limited to the
// briefing's own boxes.
const shown = readFileSync(`${tool}/engine/render/html/shown.css`, "utf8");
const lab = readFileSync(`${tool}/tools/lab/extension/style.css`, "utf8");
writeFileSync(
  `${dist}/tools/lab/assets/share/labextensions/briefing/static/tools/lab/extension/style.css`,
  `:is(.jp-briefing, .jp-briefing-inline) {\n${shown}}\n${lab}`,
);
countNotebookModules();
await bundlePrograms();
await bundleForBrowser();
copyDocuments();
leaveOutOfPackages();
