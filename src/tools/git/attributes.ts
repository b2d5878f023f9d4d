/** Lines of a git attributes file that are ours, between two marks that name the project they are for. */
const begin = (project: string) => `# briefing git install: begin (${project})`;
const end = (project: string) => `# briefing git install: end (${project})`;
/** Says that the person's last line had no line end, so that taking our lines out gives back every byte. */
const joined = "; the line above had no end";

const note = "# The lines down to the end mark are written anew by each install: write yours elsewhere.";

export function withAttributes(text: string, project: string, lines: readonly string[]): string {
  const rest = withoutAttributes(text, project);
  const isJoined = rest !== "" && !rest.endsWith("\n");
  const head = isJoined ? `\n${begin(project)}${joined}` : begin(project);
  return `${rest}${head}\n${[note, ...lines, end(project)].join("\n")}\n`;
}

export function withoutAttributes(text: string, project: string): string {
  const first = text.indexOf(begin(project));
  const last = first < 0 ? -1 : text.indexOf(`\n${end(project)}\n`, first);
  if (last < 0 || (first > 0 && text[first - 1] !== "\n")) return text;
  const after = text.slice(last + end(project).length + 2);
  // Where others wrote below, the line above needs its end.
  const isJoined = text.startsWith(begin(project) + joined, first) && after === "";
  return text.slice(0, isJoined ? first - 1 : first) + after;
}

/** Whether lines of any project are ours. */
export function hasAttributes(text: string): boolean {
  return /^# briefing git install: begin \(/m.test(text);
}

/** A path as the pattern that finds just it and what its own stars stand for; `folder` may hold any sign. */
export function attributePattern(folder: string, name: string): string {
  const pattern = `/${folder.replace(/[\\*?[\]]/g, "\\$&")}${name}`;
  return /[\s"]|^[#!]/.test(pattern) ? `"${pattern.replace(/[\\"]/g, "\\$&")}"` : pattern;
}
