// A page with faults, and the report of `briefing check --page` on it.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { briefing, check } from "../checks.mjs";

const faulty = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Faults</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{background:#fff;color:#111}
@media (prefers-color-scheme:dark){body{background:#000;color:#eee}.dim{color:#222}}
@media (max-width:500px){.narrow{color:#ccc}}
</style></head><body><main><h1>One</h1><h4>A step left out</h4>
<p class="dim">Pale in the dark.</p><p class="narrow">Pale on a phone.</p>
<button></button></main></body></html>`;

export function lookAtFaults({ work, executable }) {
  const project = path.join(work, "faulty");
  for (const folder of ["notebooks", "output/site"])
    mkdirSync(path.join(project, folder), { recursive: true });
  writeFileSync(path.join(project, "notebooks/briefing.yml"), "title: Faults\n");
  writeFileSync(path.join(project, "notebooks/a.ipynb"), "{}");
  writeFileSync(path.join(project, "output/briefing.html"), faulty);
  writeFileSync(path.join(project, "output/site/chapter.html"), faulty.replace("<button></button>", ""));
  const checkPage = (...args) =>
    briefing(["check", "--page", ...args], {
      cwd: project,
      env: { ...process.env, CHROMIUM: executable, NO_COLOR: "1" },
    });
  const { status, stdout } = checkPage("--json");
  const { findings } = JSON.parse(stdout);
  const lineOf = (page, rule) =>
    findings
      .filter((finding) => finding.page === page && finding.rule === rule)
      .map(({ level, text, states }) => `${level}: ${text} (${states.join(", ")})`)
      .join("; ");
  check("a faulty page: the exit code is 1", status === 1, `${status}`);
  const expected = [
    ["briefing.html", "button-name", "A:  (light, dark, forced colours, 200 % zoom, phone)"],
    ["briefing.html", "color-contrast", "AA: Pale in the dark. (dark); AA: Pale on a phone. (phone)"],
    ["site/chapter.html", "button-name", ""],
    [
      "site/chapter.html",
      "heading-order",
      "best practice: A step left out (light, dark, forced colours, 200 % zoom, phone)",
    ],
  ];
  for (const [page, rule, words] of expected) {
    const found = lineOf(`output/${page}`, rule);
    check(`a faulty page: ${rule} on ${page}`, found === words, found);
  }
  const { stderr } = checkPage("-q");
  check(
    "a faulty page: a line has rule, impact, level, element, text, states and a link to the explanation",
    /^✗ color-contrast, serious, AA \(1\.4\.3\): \.dim "Pale in the dark\.": .*4\.5:1 \(dark\) https:\S+$/m.test(
      stderr,
    ),
    stderr,
  );
}
