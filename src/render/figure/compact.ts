/**
 * Attributes that say what holds without them; a drawing on a page is a still, no pointer falls on it. A line of dashes
 * without gaps looks like a whole one, and prints as thousands of short ones.
 */
const idle =
  / (?:stroke-dasharray="1,0"|opacity="1"|stroke-width="1"|stroke-opacity="1"|fill-opacity="1"|font-weight="normal"|text-anchor="start"|pointer-events="none"|xmlns(?::xlink)?="[^"]*")/g;
const markup = /<(?:[^<>"']|"[^"]*"|'[^']*')*>/g;
/** What bounds a plot or an axis for the pointer; painted only where it has a stroke or a fill. */
const unpainted = /<path class="(?:back|fore)ground"(?! [^>]*(?:stroke|fill)=)(?:[^<>"]|"[^"]*")*\/>/g;

/**
 * A drawing as it stands inside a page → the same picture in half the text: a page of thousands is read faster. A picture
 * in a file of its own keeps what Vega wrote.
 */
export function compactSvg(svg: string): string {
  const light = svg.replace(unpainted, "").replace(markup, (tag) => tag.replace(idle, ""));
  return ["font-family", "font-size"].reduce(fromRoot, light);
}

/** What most texts say alike the root says once, and they inherit it. */
function fromRoot(svg: string, attribute: string): string {
  const said = new RegExp(`<text\\b[^<>]*? ${attribute}="([^"]*)"`, "g");
  const values = [...svg.matchAll(said)].map(([, value = ""]) => value);
  const texts = svg.match(/<text\b/g) ?? [];
  if (texts.length === 0 || values.length < texts.length) return svg;
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [common] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most));
  const own = ` ${attribute}="${common}"`;
  return svg
    .replace(/<text\b[^<>]*>/g, (tag) => tag.replace(own, ""))
    .replace(/<svg\b/, (root) => `${root}${own}`);
}
