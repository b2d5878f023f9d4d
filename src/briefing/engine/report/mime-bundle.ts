/** Contents of a MIME bundle: texts, pictures and chart specifications. */
import { mime } from "../../model/mime.js";
import type { Picture } from "../../model/report.js";
import type { MimeBundle } from "../notebook/contract.js";
import { multilineText } from "../notebook/json.js";
import { parseJson } from "../../lib/parse-json.js";

/** Sharpest first. */
const imageTypes = [mime.svg, mime.png, "image/jpeg", "image/gif"] as const;

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

export function pictureIn(data: MimeBundle): Picture | undefined {
  for (const mediaType of imageTypes) {
    const content = multilineText(data[mediaType]);
    if (content === undefined) continue;
    if (mediaType === mime.svg) return { mediaType, data: svgText(content) };
    const bytes = content.replace(/\s+/g, "");
    // Data that is not base64 is not a picture; another form of the output is shown.
    if (base64.test(bytes)) return { mediaType, data: bytes };
  }
  return undefined;
}

/** JupyterLab stores SVG that is attached to a cell in base64, programs display it as text. */
function svgText(content: string): string {
  const bytes = content.replace(/\s+/g, "");
  if (!base64.test(bytes)) return content;
  const text = Buffer.from(bytes, "base64").toString("utf8");
  return /<svg[\s>]/.test(text) ? text : content;
}

/** Also as Altair 6 spells it: `v6.json`. */
const vegaLite = /^application\/vnd\.vegalite\.v([1-6])(?:\.\d+)*(?:\+json|\.json)$/;

/** Versions 1 and 2, which may not be readable any more, only if no picture can replace the drawing. */
export function vegaLiteSpec(data: MimeBundle): unknown {
  for (const [type, spec] of Object.entries(data)) {
    const version = vegaLite.exec(type)?.[1];
    if (version !== undefined && (Number(version) > 2 || pictureIn(data) === undefined)) return spec;
  }
  return undefined;
}

type HtmlSpec = Readonly<Record<string, unknown>>;

/** A part of HTML with charts: a specification, or the markup before, between or after them. */
export type HtmlPart = { readonly spec: HtmlSpec } | { readonly html: string };

/**
 * Parts of HTML that draws Vega-Lite specifications by scripts, as Altair displays a chart with its default renderer:
 * `(function(spec, embedOpt){…})({"data": …}, {"mode": "vega-lite"})`. Undefined if it has none.
 */
export function embeddedSpecs(html: string): readonly HtmlPart[] | undefined {
  if (!/vega-?embed/i.test(html)) return undefined;
  const parts: HtmlPart[] = [];
  let done = 0;
  for (const { index, 0: before } of html.matchAll(/\}\)\(\s*(?=\{)/g)) {
    const start = index + before.length;
    const end = jsonEnd(html, start);
    if (start < done || end === undefined) continue;
    const options = html.slice(end, end + 200);
    if (!/^\s*,/.test(options) || /"mode":\s*"vega"/.test(options)) continue;
    const spec = parseJson(html.slice(start, end));
    if (spec === undefined) continue;
    const script = html.slice(done, index).toLowerCase().lastIndexOf("<script");
    parts.push({ html: html.slice(done, done + Math.max(0, script)) }, { spec: spec as HtmlSpec });
    const close = html.slice(end).search(/<\/script/i);
    done = close < 0 ? html.length : end + close;
  }
  return parts.length === 0 ? undefined : [...parts, { html: html.slice(done) }];
}

/** The end of the object or list that begins at `start` of a script; undefined if it is not closed. */
function jsonEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') at = stringEnd(text, at);
    else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
