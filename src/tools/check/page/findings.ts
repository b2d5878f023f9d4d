/** Converts axe results for each state of a page into unique findings that list the states they occur in. */
/** A rule that a page breaks, as returned by the script in the page. */
export interface Violation {
  readonly rule: string;
  readonly impact: string;
  readonly tags: readonly string[];
  readonly help: string;
  readonly link: string;
  readonly nodes: readonly { readonly selector: string; readonly text: string; readonly fix: string }[];
}

/** Web Content Accessibility Guidelines, or other good practice. */
type WcagLevel = "A" | "AA" | "best practice";

export interface AxeFinding {
  /** The page as shown in messages. */
  readonly page: string;
  readonly rule: string;
  /** Levels of axe: minor, moderate, serious, critical. */
  readonly impact: string;
  readonly level: WcagLevel;
  /** Success criteria of the guidelines, such as 1.4.3. */
  readonly criteria: readonly string[];
  readonly selector: string;
  /** The beginning of its text. */
  readonly text: string;
  readonly help: string;
  /** What is wrong with this element. */
  readonly fix: string;
  readonly link: string;
  readonly states: readonly string[];
}

interface Looked {
  readonly state: string;
  readonly found: readonly Violation[];
}

/** Errors first, then by rule, in page order. */
export function mergeStates(page: string, looks: readonly Looked[]): readonly AxeFinding[] {
  const merged = new Map<string, AxeFinding>();
  for (const { state, found } of looks)
    for (const { rule, impact, tags, help, link, nodes } of found)
      for (const { selector, text, fix } of nodes) {
        const key = `${rule}\0${selector}`;
        const known = merged.get(key) ?? {
          ...{ page, rule, impact, level: levelOf(tags), criteria: criteriaOf(tags) },
          ...{ selector, text, help, fix, link, states: [] },
        };
        merged.set(key, { ...known, states: [...new Set([...known.states, state])] });
      }
  const all = [...merged.values()];
  const rules = [...new Set(all.map(({ rule }) => rule))];
  return rules
    .flatMap((rule) => all.filter((finding) => finding.rule === rule))
    .sort((one, other) => Number(!isError(one)) - Number(!isError(other)));
}

export const isError = ({ level }: Pick<AxeFinding, "level">): boolean => level !== "best practice";

/** `wcag2aa` and `wcag21aa` are AA; tags with neither A nor AA are good practice. */
function levelOf(tags: readonly string[]): WcagLevel {
  if (tags.some((tag) => /^wcag\d+a$/.test(tag))) return "A";
  return tags.some((tag) => /^wcag\d+aa$/.test(tag)) ? "AA" : "best practice";
}

/** `wcag143` is 1.4.3, `wcag1410` 1.4.10. */
function criteriaOf(tags: readonly string[]): readonly string[] {
  return tags.flatMap((tag) => {
    const [, principle, guideline, criterion] = /^wcag(\d)(\d)(\d+)$/.exec(tag) ?? [];
    return criterion === undefined ? [] : [`${principle}.${guideline}.${criterion}`];
  });
}
