/** Short forms that Pandoc knows, and CSL's name for each. */
const labels: Readonly<Record<string, string>> = {
  p: "page",
  pp: "page",
  page: "page",
  pages: "page",
  chap: "chapter",
  chapter: "chapter",
  sec: "section",
  section: "section",
  fig: "figure",
  figure: "figure",
  vol: "volume",
  no: "issue",
  col: "column",
  n: "note",
  para: "paragraph",
  part: "part",
  line: "line",
};

/** `p. 3` → a page in CSL's words; what has no known label stands behind the citation as it is written. */
export function readLocator(text: string | undefined): {
  readonly locator?: string;
  readonly label?: string;
  readonly suffix?: string;
} {
  if (text === undefined) return {};
  const [, word = "", rest = ""] = /^(\p{L}+)\.?\s+(.+)$/u.exec(text) ?? [];
  const label = labels[word.toLowerCase()];
  if (label !== undefined && rest !== "") return { label, locator: rest };
  return /^\d/.test(text) ? { label: "page", locator: text } : { suffix: `, ${text}` };
}
