import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);

let script: string | undefined;

/** Vega and the interpreter of its expressions (so that none is compiled from text), once for a page with figures. */
export function vegaScript(): string {
  script ??= readVegaScript();
  return script;
}

function readVegaScript(): string {
  const build = path.dirname(require.resolve("vega"));
  const vega = readFileSync(path.join(build, "vega.min.js"), "utf8");
  const interpreter = readFileSync(require.resolve("vega-interpreter"), "utf8");
  const [, names = ""] = /import \{([^}]*)\} from 'vega-util';/.exec(interpreter) ?? [];
  const body = interpreter
    .replace(/import \{[^}]*\} from 'vega-util';/, "")
    .replace(/export \{ expression as expressionInterpreter \};/, "return expression;")
    .replace(/\/\/# sourceMappingURL=.*/, "");
  const code = `${vega.replace(/\/\/# sourceMappingURL=.*/, "")}
self.vega.expressionInterpreter = (() => { const {${names}} = self.vega;
${body}})();
`;
  // Inside a string of a program this is the same text; inside a page it ends no script.
  return code.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
}

/** JSON as the content of a script element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}

/**
 * Draws each figure again, where it stands and as large as it stands, when it comes near: then marks tell their data.
 * Whatever fails, the drawing stays.
 */
export const hydrationScript = `
(() => {
  "use strict";
  const vega = self.vega;
  if (!vega || !("IntersectionObserver" in self)) return;
  const refuse = () => Promise.reject(new Error("not loaded"));
  const loader = { load: refuse, http: refuse, file: refuse, sanitize: () => Promise.resolve({ href: "#" }) };
  const quiet = { level: () => quiet, error: () => quiet, warn: () => quiet, info: () => quiet, debug: () => quiet };
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  document.querySelector("main").append(tip);
  const words = (value) => {
    if (value === null || typeof value !== "object") return [["", String(value)]];
    return Object.entries(value).map(([name, each]) => [name, String(each)]);
  };
  const tell = (_handler, event, _item, value) => {
    if (value === null || value === undefined || value === "") { tip.hidden = true; return; }
    tip.replaceChildren(...words(value).map(([name, text]) => {
      const line = document.createElement("div");
      if (name) {
        const label = document.createElement("span");
        label.textContent = name + " ";
        line.append(label);
      }
      line.append(text);
      return line;
    }));
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - box.width - 8)) + "px";
    tip.style.top = Math.max(4, Math.min(event.clientY + 14, innerHeight - box.height - 8)) + "px";
  };
  addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });
  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
  const revive = async (box) => {
    const still = box.querySelector("svg");
    const source = box.closest("figure").querySelector("script.vega");
    if (!still || !source) return;
    const size = box.classList.contains("narrow") ? "narrow" : "wide";
    const { [size]: spec, data } = JSON.parse(source.textContent);
    for (const set of spec.data) if (Object.hasOwn(data, set.name)) set.values = data[set.name];
    await document.fonts.ready;
    const host = document.createElement("div");
    const view = new vega.View(vega.parse(spec, undefined, { ast: true }), {
      renderer: "svg", expr: vega.expressionInterpreter, loader, logger: quiet, tooltip: tell,
    });
    view.initialize(host);
    await view.runAsync();
    const alive = host.querySelector("svg");
    for (const name of ["viewBox", "width", "height"]) alive.setAttribute(name, still.getAttribute(name));
    for (const part of alive.querySelectorAll("[role], [aria-label], [aria-roledescription]")) {
      for (const name of ["role", "aria-label", "aria-roledescription", "aria-hidden"]) part.removeAttribute(name);
    }
    alive.setAttribute("role", "img");
    alive.setAttribute("aria-label", [...still.querySelectorAll(":scope > title, :scope > desc")].map((each) => each.textContent).join(". "));
    still.replaceWith(host);
    box.dataset.alive = "true";
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      revive(target).catch(() => undefined);
    }
  }, { rootMargin: "200px" });
  const watch = () => { for (const box of document.querySelectorAll(".drawing:not([data-alive])")) watcher.observe(box); };
  watch();
  document.addEventListener("briefing:updated", watch);
})();
`;
