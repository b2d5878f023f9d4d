import { claimStyle, fonts, scheme, shownStyle, struckStyle } from "./shown-style.js";

/** The page's own style: one text column, figures a step wider, light and dark, phone and print. */
export function pageStyle(): string {
  return `
:root{${scheme("light")};--accent:#0b5c8f;--wash:#f5f4f1;color-scheme:light dark;
${fonts};
--column:38rem;--figure:43rem}
@media (prefers-color-scheme:dark){:root{${scheme("dark")};--accent:#7cc0ee;--wash:#1e2125}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;overflow-wrap:break-word;background:var(--paper);color:var(--ink);font:400 1.125rem/1.55 var(--serif);font-kerning:normal;text-rendering:optimizeLegibility}
.page{max-width:calc(var(--figure) + 2.5rem);margin:0 auto;padding:0 1.25rem}
.head>*,.chapter>*,footer>*{max-width:var(--column)}
.head h1,.chapter>:is(.scroll,.shown,.cell-html,pre,details.code){max-width:none}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.16em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
.skip{position:absolute;left:-999rem;top:.5rem;padding:.5rem 1rem;background:var(--paper);font-family:var(--sans);z-index:1}
.skip:focus{left:.5rem}
h1,h2,h3,h4,h5,h6{font-family:var(--serif);font-weight:600;line-height:1.2;text-wrap:balance;margin:2.2em 0 .6em}
h1{font-size:clamp(2rem,1.4rem + 2.6vw,2.9rem);line-height:1.1;letter-spacing:-.012em;margin:0 0 .45em}
h2{font-size:clamp(1.55rem,1.3rem + 1vw,1.95rem);letter-spacing:-.006em;margin-top:0}
h3{font-size:1.3rem}h4{font-size:1.1rem}h5,h6{font-size:1rem}
p,ul,ol,dl,blockquote{margin:0 0 1.05em}
li{margin-bottom:.3em}
blockquote{margin-inline:0;padding-left:1.1rem;border-left:3px solid var(--grid);color:var(--muted)}
hr{border:0;border-top:1px solid var(--grid);margin:2.5rem 0}
img{max-width:100%;height:auto}
code,pre,samp,kbd{font-family:var(--mono);font-size:.85em}
.head{padding:clamp(1.5rem,3vw,2.4rem) 0 1rem}
.byline{font:400 .95rem/1.4 var(--sans);color:var(--muted);margin:0}
.headline{font-size:clamp(1.15rem,1.05rem + .45vw,1.32rem);font-weight:600;line-height:1.35;margin:.6em 0 0;text-wrap:pretty}
.first-page{padding:0 0 1.4rem}
.lead figure.shown,.claims figure.shown{margin:0 0 1.4rem;padding-top:.6rem}
.lead .drawing{margin:.5rem 0 .3rem}
.findings{list-style:none;padding:0;margin:0 0 1.2rem}
.findings li{padding:.6rem 0;border-top:1px solid var(--grid);margin:0;max-width:var(--column)}
.findings a,.elsewhere a{font:600 .9rem/1.3 var(--sans);text-decoration:none}
.findings a::after{content:"\\00a0\\2192"}
:is(.findings,.elsewhere) a:hover{text-decoration:underline}
.unknown{max-width:var(--column);padding:.7rem 0 0;border-top:1px solid var(--rule)}
.elsewhere{font:400 .95rem/1.45 var(--sans)}
.origins{padding:0 0 1.6rem}
section.chapter{border-top:2px solid var(--ink);padding:1.4rem 0 2.6rem}
.chapter>.summary{font-size:1.2rem;line-height:1.45;color:var(--muted);margin-bottom:1.4em}
.value{appearance:none;border:0;padding:0;margin:0;background:none;color:inherit;font:inherit;letter-spacing:inherit;text-align:inherit;white-space:inherit;cursor:help;text-decoration:underline dotted transparent 1px;text-underline-offset:.2em;font-variant-numeric:lining-nums;transition:text-decoration-color .15s}
.whole,.value:has(>data[value*="/"]){white-space:nowrap}
.value:hover,.value:focus-visible{text-decoration-color:var(--muted)}
.since{display:inline-block;width:.42em;height:.42em;margin-left:.14em;vertical-align:.42em;background:currentColor;print-color-adjust:exact}
.since.up{clip-path:polygon(50% 0,100% 100%,0 100%)}.since.down{clip-path:polygon(0 0,100% 0,50% 100%)}.since.changed{clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.panel{inset:auto auto .75rem .5rem;margin:0;width:22rem;max-width:calc(100vw - 1rem)!important;padding:.8rem 1rem;border:1px solid var(--rule);background:var(--paper);color:var(--ink);font:400 .875rem/1.4 var(--sans);box-shadow:0 4px 18px rgb(0 0 0/.16)}
.panel p,.panel dl{margin:0}
.panel .exact{font-weight:600;font-size:1.05rem;font-variant-numeric:lining-nums tabular-nums}
.panel .exact span{font-weight:400;color:var(--muted);font-size:.875rem}
.panel dl{display:grid;grid-template-columns:auto 1fr;gap:.15rem .7rem;margin-top:.4rem}
.panel dt{color:var(--muted)}.panel dd{margin:0;overflow-wrap:anywhere}
.tip{position:fixed;z-index:3;max-width:20rem;padding:.35rem .6rem;border:1px solid var(--rule);background:var(--paper);color:var(--ink);font:400 .8125rem/1.35 var(--sans);pointer-events:none;font-variant-numeric:tabular-nums lining-nums}
.tip span{color:var(--muted)}
.rail{display:none}
.contents{border-top:1px solid var(--grid);border-bottom:1px solid var(--grid);padding:.6rem 0;margin:0 0 2rem}
.contents ol,.rail ol{list-style:none;padding:0;margin:.4rem 0 0}
.contents ol ol,.rail ol ol{padding-left:.9rem;margin:.15rem 0 .3rem}
.contents a{display:inline-block;padding:.3rem 0}
${struckStyle}
.draft{margin:1.25rem 0 0;padding:.8rem 1rem;border:2px solid var(--vermilion);font:400 .95rem/1.45 var(--sans)}
.draft p{margin:0}
.draft li{overflow-wrap:anywhere}
${claimStyle}
.references{list-style:none;padding:0;font:400 .95rem/1.45 var(--sans)}
.references li{padding-left:1.5rem;text-indent:-1.5rem;overflow-wrap:anywhere}
.sources,.appendix p{font:400 .95rem/1.45 var(--sans)}
.sources dt{font-weight:600;margin-top:.9rem}.sources dd{margin:.1rem 0 0}.sources dd p{margin:.1rem 0}
.sources dt code{font-weight:400;color:var(--muted)}
.sources sub{line-height:0}
.fold{margin:0;border-top:1px solid var(--grid);font-size:.95rem}
.fold:last-of-type{border-bottom:1px solid var(--grid)}
.fold>summary{width:auto;padding:.45rem 0;color:var(--ink)}
.fold>summary :is(code,.size){color:var(--muted);margin-left:.35em}
.fold>p{margin:.1rem 0 .4rem;max-width:var(--column)}
.fold[open]{padding-bottom:.6rem}
.provenance code{font-size:.8em;overflow-wrap:anywhere}
.provenance a{display:inline-block;min-height:1.75rem;padding:.25rem .1rem}
.provenance td{min-width:9rem}
.footnotes-list{font:400 .9rem/1.45 var(--sans)}
.footnote-ref{line-height:0;font:400 .72em/0 var(--sans)}
.footnotes hr{margin:1.5rem 0 1rem}
.margin-note,.to-margin{display:none}
${shownStyle}
details{font:400 .9rem/1.45 var(--sans);margin:.5rem 0 0}
details.code{margin:0 0 2.4rem}
.shown+details.code{margin-top:-1.9rem}
summary{cursor:pointer;color:var(--muted);width:max-content;max-width:100%}
summary:hover{color:var(--ink)}
pre{background:var(--wash);padding:.8rem 1rem;overflow-x:auto;line-height:1.45;margin:.6rem 0 1.2rem;font-size:.8125rem;tab-size:2;max-height:40rem}
pre code{font-size:1em}
.failure{border-left:3px solid var(--vermilion)}
.cell-html{overflow-x:auto;margin:0 0 1.2em}
footer{border-top:2px solid var(--ink);padding:1.2rem 0 4rem;font:400 .9rem/1.5 var(--sans);color:var(--muted)}
footer h2{font:600 1rem/1.3 var(--sans);color:var(--ink);margin:0 0 .4rem}
footer code{font-size:.85em;overflow-wrap:anywhere}
@media (max-width:40rem){
body{font-size:1.0625rem}
.page{padding:0 1rem}
.drawing.wide{display:none}.drawing.narrow{display:block}
p,li,figcaption{overflow-wrap:break-word}
table{font-size:.875rem}
:is(th,td):not(:first-child){padding-left:.3rem}:is(th,td):not(:last-child){padding-right:.3rem}
}
@media screen and (min-width:1100px){
:root{--figure:40rem;--gap:1.75rem;--margin:10.5rem}
.page{display:grid;grid-template-columns:minmax(9rem,1fr) minmax(0,var(--figure)) minmax(var(--margin),1fr);column-gap:var(--gap);max-width:92rem}
.page>*{grid-column:2}
.contents{display:none}
.page>.rail{display:block;grid-column:1;grid-row:1/span 9;position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;padding:4.7rem 0 2rem;justify-self:end;width:100%;max-width:15rem;font:400 .875rem/1.35 var(--sans)}
.rail li{margin:0;padding:.28rem 0}
.rail a{color:var(--muted);text-decoration:none}
.rail a:hover{color:var(--accent);text-decoration:underline}
.rail a[aria-current]{color:var(--ink);font-weight:600}
.rail.follows>ol>li:not(.here)>ol{display:none}
figure.shown{display:block}
.shown>.source,.margin-note{display:block;float:right;clear:right;width:var(--margin);max-width:var(--margin);margin:.9rem calc(-1*(var(--margin) + var(--gap))) 1.2rem 0;font:400 .8125rem/1.4 var(--sans);color:var(--muted);overflow-wrap:anywhere}
.margin-note{margin-top:.3rem}
.margin-note p{margin:0 0 .3rem}
.margin-note:target{color:var(--ink)}
.footnotes,.to-foot{display:none}
.to-margin{display:inline}
.shown table{font-size:.875rem}
.shown :is(th,td):not(:first-child){padding-left:.42rem}.shown :is(th,td):not(:last-child){padding-right:.42rem}
}
@media screen and (min-width:1280px){
:root{--figure:43rem;--gap:2.5rem;--margin:13rem}
.shown table{font-size:.9375rem}
.shown :is(th,td):not(:first-child){padding-left:.6rem}.shown :is(th,td):not(:last-child){padding-right:.6rem}
}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
@media print{
@page{size:A4;margin:18mm 18mm 20mm;@bottom-right{content:counter(page) " / " counter(pages);font:400 8.5pt "Source Sans 3",Arial,sans-serif;color:#5b5b5f}}
:root{${scheme("light")};--accent:#1d1d1f;--wash:#f5f4f1}
html{font-size:13px}
body{font-size:10.5pt}
figure.shown{margin:1.8rem 0 2rem}
.page{max-width:none;padding:0}
.head{padding-top:0}
.page{display:block}
.skip,details:not(.fold),.tools,.rail,.panel,.tip,.provenance-appendix{display:none!important}
.fold>summary{list-style:none}
figure.shown,.claim,.findings li,tr,.headline{break-inside:avoid}
h2,h3,h4{break-after:avoid}
.drawing.wide{display:block}.drawing.narrow{display:none}
.scroll{overflow:visible}
.drawing{content-visibility:visible}
a{color:inherit;text-decoration:none}
.references a::after{content:none!important}
a[href^="http"]::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}
}
`;
}
