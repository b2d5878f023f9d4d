import {
  claimStyle,
  fonts,
  scheme,
  shownStyle,
  struckStyle,
} from "../../../engine/render/html/shown-style.js";

/** The briefing's look inside JupyterLab, light and dark by JupyterLab's theme, and nowhere else on the page. */
export function labStyle(): string {
  return `
.jp-briefing,.jp-briefing-inline{${scheme("light")};${fonts};--accent:#0b5c8f;--wash:#f5f4f1}
body[data-jp-theme-light="false"] :is(.jp-briefing,.jp-briefing-inline){${scheme("dark")};--accent:#7cc0ee;--wash:#1e2125}
.jp-briefing{max-width:43rem;padding:0 .75rem;background:var(--paper);color:var(--ink);overflow-wrap:break-word;
${claimStyle}
${struckStyle}
${shownStyle}
p{margin:0 0 .5em}
.value{cursor:help}
.fault{border:1px dashed var(--vermilion);padding:.4rem .6rem;font:400 .9rem/1.4 var(--sans)}
.claim{margin:.6rem 0}
figure.shown{margin:.6rem 0 1rem;border-top:0}
details.data{font-size:.875rem;color:var(--muted);margin:.4rem 0 0}
summary{cursor:pointer}
.vega-embed{display:block;padding:0}
}
.jp-briefing-reference{color:var(--jp-content-link-color);cursor:help}
.jp-briefing-reference[role="link"]{cursor:pointer}
.jp-briefing-inline[data-state="value"]{cursor:help;text-decoration:underline dotted var(--rule) 1px;text-underline-offset:.2em}
.jp-briefing-inline{
${struckStyle}
}
.jp-briefing-inline[data-state="waiting"] code{color:var(--muted);background:none}
.jp-briefing-inline[data-state="error"]{border:1px dashed var(--vermilion);border-radius:2px;padding:0 .3em;box-decoration-break:clone;font:400 .875em/1.4 var(--sans)}
`;
}
