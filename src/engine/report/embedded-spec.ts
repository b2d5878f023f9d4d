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

/** Where the object or list that begins at `start` of a script ends; undefined where it does not. */
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

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
