/** How claims, figures and tables look, on the page and in JupyterLab: rules that can stand inside another rule. */
import { palette } from "../../../model/palette.js";

/** The colours as custom properties. */
export const scheme = (side: "light" | "dark"): string =>
  Object.entries(palette)
    .map(([name, colours]) => `--${name}:${colours[side]}`)
    .join(";");

export const fonts =
  '--serif:"Source Serif 4",Georgia,serif;--sans:"Source Sans 3",Arial,sans-serif;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace';

export const claimStyle = `.claim{border:1px solid var(--grid);border-left:4px solid var(--rule);padding:.9rem 1.1rem;margin:0 0 1.3rem;font:400 .95rem/1.45 var(--sans)}
.claim.supported{border-left-color:var(--green)}.claim.contradicted{border-left-color:var(--vermilion)}.claim.partly{border-left-color:var(--orange)}
.claim p{margin:0 0 .35rem}
.verdict{font-weight:600}
.statement{font:600 1.15rem/1.3 var(--serif)}
.by,.status,.needs{color:var(--muted)}
.status::before{content:"("}.status::after{content:")"}
.parts{list-style:none;padding:0;margin:.6rem 0}
.parts li{padding:.4rem 0 .4rem 1.5rem;border-top:1px solid var(--grid);margin:0;position:relative}
.sign{position:absolute;left:.2rem}`;

export const struckStyle = `.no-longer-true{color:var(--muted);text-decoration:line-through 2px var(--vermilion)}
.no-longer-true .value{text-decoration:inherit}
.no-longer-true-mark{font:600 .85em/1 var(--sans)}`;

export const shownStyle = `figure.shown{margin:2.2rem 0 2.4rem;padding:.85rem 0 0;border-top:1px solid var(--rule);font:400 .95rem/1.45 var(--sans)}
.finding{font:600 1.2rem/1.28 var(--sans);margin:0;text-wrap:balance}
.measure{color:var(--muted);margin:.15rem 0 0}
.drawing{margin:.9rem 0 .5rem;content-visibility:auto;overflow-clip-margin:1.5rem}
.drawing svg{display:block;width:100%;height:auto;overflow:visible}
.drawing.narrow{display:none}
figure.shown{display:flex;flex-direction:column}
.shown>.source{order:1}.shown>.tools{order:2}.shown>.data{order:3}
.shown>.source,.shown>.tools{margin:.4rem 0 0;max-width:40rem}
figcaption p{margin:.4rem 0 0;max-width:40rem}
.number{font-weight:600}
.source{color:var(--muted);font-size:.875rem}
.tools{font-size:.875rem}
.tools a{color:var(--muted);margin-right:.9em}
.tools a:hover{color:var(--accent)}
.scroll{overflow-x:auto;margin:.8rem 0 .4rem;background:
linear-gradient(90deg,var(--paper) 40%,transparent) 0 0/2.5rem 100% no-repeat local,
linear-gradient(-90deg,var(--paper) 40%,transparent) 100% 0/2.5rem 100% no-repeat local,
linear-gradient(90deg,var(--grid),transparent) 0 0/.8rem 100% no-repeat scroll,
linear-gradient(-90deg,var(--grid),transparent) 100% 0/.8rem 100% no-repeat scroll}
table{border-collapse:collapse;font:400 .9375rem/1.35 var(--sans);font-variant-numeric:tabular-nums lining-nums;width:100%}
.chapter table:not(.shown table){margin:0 0 1.2em}
th,td{padding:.42rem .6rem;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--grid)}
th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
thead th{font-weight:600;vertical-align:bottom;border-bottom:1px solid var(--rule)}
tbody th{font-weight:400}
tbody th:first-child:not(.short){min-width:8rem}
:is(th,td).long{min-width:min(13rem,40vw)}
td.short,th.short[scope=row]{white-space:nowrap}
.wordy :is(th,td).short{width:1px}
.wordy td:not(.short){white-space:normal}
tbody tr:last-child>*{border-bottom:1px solid var(--rule)}
.right{text-align:right}.center{text-align:center}
td.right{white-space:nowrap}
.unit{display:block;font-weight:400;color:var(--muted);font-size:.85em}`;
