import { jsonEnd, readJson } from "./json-in-script.js";

/**
 * The Vega-Lite specification in HTML that draws it by a script, as Altair displays a chart where nobody chose another
 * renderer: `(function(spec, embedOpt){…})({"data": …}, {"mode": "vega-lite"})`.
 */
export function embeddedSpec(html: string): Readonly<Record<string, unknown>> | undefined {
  if (!/vega-?embed/i.test(html)) return undefined;
  const calls = html.matchAll(/\}\)\(\s*(?=\{)/g);
  for (const { index, 0: before } of calls) {
    const start = index + before.length;
    const end = jsonEnd(html, start);
    if (end === undefined) continue;
    const options = html.slice(end, end + 200);
    if (!/^\s*,/.test(options) || /"mode":\s*"vega"/.test(options)) continue;
    const spec = readJson(html.slice(start, end));
    if (spec !== undefined) return spec as Readonly<Record<string, unknown>>;
  }
  return undefined;
}
