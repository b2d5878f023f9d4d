import { palette } from "../../../../model/palette.js";

/** What a page of changes has beyond the briefing's own style. */
export function diffStyle(): string {
  return `
:root{--was:#a84300;--is:#0b5c8f;--was-wash:#fbe9df;--is-wash:#e1eff8}
@media (prefers-color-scheme:dark){:root{--was:#ff9d66;--is:#7cc0ee;--was-wash:#3a2115;--is-wash:#12293a}}
[hidden]{display:none!important}
.diff{max-width:76rem;margin:0 auto;padding:0 1.25rem}
.diff .head>*{max-width:46rem}
.diff .kicker{text-transform:none;margin-bottom:.4rem}
.diff .standfirst{font-size:1.2rem}
main:focus,.change:focus{outline:none}
.change:focus-visible,.change:focus{box-shadow:-4px 0 0 var(--accent)}
del{color:var(--was);background:var(--was-wash);text-decoration:line-through;text-decoration-thickness:1px}
ins{color:var(--is);background:var(--is-wash);text-decoration:underline;text-underline-offset:.18em;text-decoration-thickness:1px}
del::before,ins::before,del::after,ins::after{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
del::before{content:" [was: "}ins::before{content:" [now: "}del::after,ins::after{content:"] "}
.warning{font:600 1rem/1.4 var(--sans);border-left:4px solid var(--vermilion);padding-left:.8rem;margin:.6rem 0}
.muted,.note,.place,.count{color:var(--muted)}
.diff h2{margin:0 0 .8rem}
.count{font-weight:400;font-size:.75em}
.band,.causes{border-top:2px solid var(--ink);padding:1.2rem 0 2rem}
.change{padding:1rem 0 1rem .9rem;margin-left:-.9rem;border-top:1px solid var(--grid);font:400 1rem/1.5 var(--sans);scroll-margin-top:.5rem}
.band .list>.change:first-child{border-top:0}
.change h3{font:600 1.1rem/1.35 var(--sans);margin:0 0 .3rem;max-width:46rem}
.change.value h3{font-weight:400}
.what{font-weight:600;font-size:.8125rem;color:var(--muted);border:1px solid var(--rule);border-radius:3px;padding:0 .35em;margin-right:.3em;white-space:nowrap;vertical-align:.08em}
.added .what::before{content:"+ "}.removed .what::before{content:"\\2212  "}
.change p{margin:.25rem 0;max-width:46rem}
.change .number{font-size:1.15rem;font-variant-numeric:tabular-nums lining-nums}
.change .id,.change .place,.change .why,.note{font-size:.875rem}
.change .words{font:400 1.0625rem/1.55 var(--serif);white-space:pre-line}
.label{color:var(--muted)}.words .label{font:400 .9375rem/1.5 var(--sans)}
.change code{font-size:.85em;overflow-wrap:anywhere}
.change table,.causes table{font-size:.9375rem;width:auto;min-width:min(100%,30rem)}
.change td,.change th{min-width:0}
.diff :is(.scroll,pre,p,h3,li){position:relative}
.change .scroll{max-height:34rem;overflow:auto}
.delta{color:var(--muted);font-size:.9em;white-space:nowrap}
td.touched{box-shadow:inset 3px 0 0 var(--is)}
td.touched:first-child,td.touched{padding-left:.6rem}
tr.added>*:first-child{box-shadow:inset 3px 0 0 var(--is);padding-left:.6rem}tr.removed>*:first-child{box-shadow:inset 3px 0 0 var(--was);padding-left:.6rem}
pre del,pre ins{background:none}
.companions ul{list-style:none;padding:0;margin:.5rem 0}
.companions li{padding:.25rem 0}
.causes{font:400 1rem/1.5 var(--sans)}
.causes h3{font:600 1rem/1.3 var(--sans);margin:.8rem 0 .3rem}
.causes ul{margin:0;padding:0;list-style:none}
.causes li{padding:.2rem 0;overflow-wrap:anywhere}
.causes th{overflow-wrap:normal}
.causes li:target{box-shadow:-4px 0 0 var(--accent)}
.diff button{font:400 .9375rem/1.3 var(--sans);color:var(--ink);background:var(--paper);border:1px solid var(--rule);border-radius:4px;padding:.35rem .7rem;min-height:2rem;cursor:pointer}
.diff button:hover{border-color:var(--ink)}
.diff button.only{font-size:.8125rem;padding:.1rem .5rem;min-height:1.5rem}
kbd{border:1px solid var(--grid);border-radius:3px;padding:0 .3em}
.rail-diff{font:400 .9375rem/1.4 var(--sans);margin:0 0 1.5rem}
.rail-diff ol{list-style:none;padding:0;margin:0 0 .8rem}
.rail-diff nav li{margin:0}
.rail-diff nav a{display:inline-block;padding:.25rem 0;min-height:1.75rem}
.filters{border:1px solid var(--grid);padding:.5rem .8rem;font-size:.9375rem}
.filters summary{font-weight:600;color:var(--ink)}
.filters fieldset,.modes{border:0;padding:0;margin:.5rem 0;min-width:0}
.filters legend{font-weight:600;padding:0}
.filters label{display:block;min-height:1.6rem}
.filters p{margin:.5rem 0}
.filters select{max-width:100%;width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--rule);padding:.3rem;min-height:2rem}
input{accent-color:var(--accent)}
.steps{position:fixed;right:.75rem;bottom:.75rem;z-index:2;display:flex;gap:.4rem;align-items:center;padding:.4rem .5rem;background:var(--paper);border:1px solid var(--rule);border-radius:6px;font:400 .875rem/1.3 var(--sans);box-shadow:0 2px 10px rgb(0 0 0/.16)}
.position:empty{display:none}
@media (max-width:40rem){.steps kbd{display:none}}
.diff footer{padding-bottom:6rem}
.pictures{margin:.8rem 0}
.modes{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.9375rem}
.modes label{min-height:1.6rem}
.mode-swipe{display:none}.scripts .mode-swipe{display:block}
.stage{display:grid;gap:1rem;position:relative;margin:.5rem 0}
.stage figure{margin:0;min-width:0}
.stage figcaption{font-size:.875rem;color:var(--muted);margin-bottom:.2rem}
.stage img{display:block;max-width:100%;height:auto}
.drawn img{background:#fff}
.photo img{image-rendering:auto}
@media (min-width:48rem){.pictures .stage{grid-template-columns:1fr 1fr}}
.stage:not(.pictures .stage){max-width:44rem}
.stage>img.changed,.slider,.legend{display:none}
.pictures:has([value=swipe]:checked,[value=overlay]:checked,[value=marks]:checked) .stage{display:grid;grid-template-columns:minmax(0,1fr);max-width:44rem}
.pictures:has([value=swipe]:checked,[value=overlay]:checked,[value=marks]:checked) .stage>*{grid-area:1/1}
.pictures:has([value=swipe]:checked,[value=overlay]:checked,[value=marks]:checked) figcaption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.pictures:has([value=swipe]:checked) .slider{display:block;max-width:44rem}
.slider label{display:flex;gap:.6rem;align-items:center}.slider input{flex:1;min-width:0}
.pictures:has([value=swipe]:checked) .stage{touch-action:pan-y;cursor:ew-resize;user-select:none}
.pictures:has([value=swipe]:checked) .after{clip-path:inset(0 0 0 var(--at,50%))}
.pictures:has([value=swipe]:checked) .stage::after{content:"";grid-area:1/1;position:absolute;top:0;bottom:0;left:var(--at,50%);border-left:2px solid var(--accent)}
.pictures:has([value=overlay]:checked) .stage{isolation:isolate;background:#fff;filter:invert(1)}
.pictures:has([value=overlay]:checked) .after{mix-blend-mode:difference}
.pictures:has([value=marks]:checked) .before{display:none}
.pictures:has([value=marks]:checked) .after img{opacity:.22}
.pictures:has([value=marks]:checked) .stage>img.changed{display:block;width:100%;background:none;position:relative}
.pictures:has([value=marks]:checked) .legend{display:block;font-size:.875rem}
.legend span::before{content:"";display:inline-block;width:1.4em;height:.5em;border-radius:2px;margin-right:.35em;vertical-align:.1em}
.legend .was::before{background:${palette.vermilion.light}}.legend .is::before{background:${palette.blue.light}}
.legend span{margin-right:.8em}
@media screen and (prefers-color-scheme:dark){
.drawn img,.drawn img.changed{filter:invert(.91) hue-rotate(180deg)}
.pictures:has([value=overlay]:checked) .drawn{filter:none}
.pictures:has([value=overlay]:checked) .drawn img{filter:none}
.pictures:has([value=marks]:checked) .stage{background:var(--paper)}
}
.large .change{content-visibility:auto;contain-intrinsic-size:auto 14rem}
@media screen and (min-width:70rem){
.diff{display:grid;grid-template-columns:15rem minmax(0,1fr);column-gap:2.5rem}
.diff>.head,.diff>footer{grid-column:1/-1}
.rail-diff{position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;padding:1.2rem .3rem 1.2rem 0}
}
@media print{
.rail-diff,.steps,.modes,.slider,.only,.more button{display:none!important}
.diff{max-width:none;padding:0}
.change{break-inside:avoid-page;content-visibility:visible;margin:0;padding-left:0;box-shadow:none!important}
.diff details{display:block!important}
.pictures .stage{grid-template-columns:1fr 1fr!important;max-width:none!important}
.change .scroll{max-height:none;overflow:visible}
a[href^="#"]{text-decoration:none}
}
`;
}
