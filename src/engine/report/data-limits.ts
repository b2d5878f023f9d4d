/**
 * What the README beside a Data Package says of the limits of its tables, by name of the table: under a heading that
 * begins with the table's name (`## pairs: joint papers`, or several with commas between), the paragraph that begins
 * with "Limits". Markdown, on one line.
 */
export function dataLimits(readme: string): ReadonlyMap<string, string> {
  const limits = new Map<string, string>();
  for (const section of readme
    .replaceAll("\r\n", "\n")
    .split(/^#{2,6} +/m)
    .slice(1)) {
    const [heading = "", ...lines] = section.split("\n");
    const paragraph = lines
      .join("\n")
      .split(/\n[ \t]*\n/)
      .map((text) => /^\s*[*_]{0,2}Limits[.:]?[*_]{0,2}[.:]?\s+(\S[\s\S]*)$/.exec(text)?.[1])
      .find((text) => text !== undefined);
    if (paragraph === undefined) continue;
    const text = paragraph.trim().replace(/\s*\n\s*/g, " ");
    const [names = ""] = heading.split(":", 1);
    for (const name of names.split(",")) limits.set(name.replaceAll("`", "").trim(), text);
  }
  return limits;
}
