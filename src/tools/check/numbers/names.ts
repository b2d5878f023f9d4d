/** What is written with digits and is no quantity: years, dates, names, places in a text. */

const months =
  "January|February|March|April|May|June|July|August|September|October|November|December|" +
  "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";

/** Words that give the number behind them as a name: `Figure 3`, `Proclamation 10043`, `p. 12`, `ISO 8601`. */
const designator = new RegExp(
  "(?:^|[^\\p{L}])(?:" +
    "(?:[Ff]igures?|[Ff]igs?|[Tt]ables?|[Tt]ab|[Ss]ections?|[Ss]ecs?|[Cc]hapters?|[Cc]h|[Aa]ppendix|[Pp]arts?|" +
    "[Pp]ages?|[Pp]p?\\.|[Nn]otes?|[Nn]n?\\.|[Ff]ootnotes?|[Ll]ines?|[Cc]olumns?|[Cc]ols?|[Rr]ows?|[Ee]quations?|[Ee]qs?|" +
    "[Pp]aragraphs?|[Pp]aras?|[Ss]teps?|[Pp]hases?|[Cc]ells?|" +
    "[Vv]ersions?|[Ee]ditions?|[Rr]elease|[Rr]evision|[Vv]olumes?|[Vv]ols?|[Ii]ssues?|[Nn]umber|Nos?|nos?\\.|[Nn]r\\.?|" +
    "Articles?|[Aa]rts?|Acts?|Bill|Title|Rules?|Orders?|Law|Proclamation|Resolution|Directive|Regulation|Decree|" +
    "Annex|Amendment|Chapter|Protocol|Division|Category|Group|Type|Level|Tier|Class|Wave|Round|Series|" +
    "H\\.R\\.|S\\.|P\\.L\\.|ISO|RFC|DIN|IEC|IEEE|ECMA|EN)\\.?[\\s\\uFFFC]|§+\\s?|#)$",
  "u",
);
/** Behind the first of several: `Figures 2 and 3`, `pp. 3, 7`. */
const listed = /(\d[\d.–-]*(?:,\s*|\s+(?:and|or|to)\s+|\s*[–-]\s*))+$/;

const monthBefore = new RegExp(`(?:^|[^\\p{L}])(?:${months})\\.?\\s$`, "u");
const monthAfter = new RegExp(
  `^(?:\\s|\\s*[–-]\\s*\\d{1,2}\\s|\\s(?:and|to|or)\\s\\d{1,2}\\s)(?:of\\s)?(?:${months})(?!\\p{L})`,
  "u",
);
const acronymBefore = /(?:^|[^\p{L}])\p{Lu}{2,}\s$/u;

const year = "(?:19|20)\\d\\d";
const years = new RegExp(
  `^(?:${year})(?:[–—/-](?:${year}|\\d\\d))?s?$|^\\d0s$|^${year}-(?!\\d)[\\p{L}-]+$`,
  "u",
);
const date = /^\d{4}-\d{2}(?:-\d{2})?$|^\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}$|^\d{1,2}:\d{2}(?::\d{2})?$/;
const version = /^\d+(?:\.\d+){2,}$/;
const ordinal = /^\d+(?:st|nd|rd|th)$/;
/** `5G`, `3D`: a digit and a capital. */
const model = /^\d{1,2}(?:[DG]|[A-Z]{2,}|[A-Z]\d+)$/;

/** Whether a word with digits is a name, by itself or by what stands around it. */
export function isName(word: string, before: string, after: string): boolean {
  if (date.test(word) || version.test(word) || model.test(word)) return true;
  if (years.test(word))
    return !/^\s?(?:%|per\s?cent\b|percent\b|points\b|times\b)/.test(after) && !/[$€£¥]$/.test(before);
  if (ordinal.test(word)) return isNamedOrdinal(before, after);
  if (/^\d{1,2}(?:[–-]\d{1,2})?$/.test(word) && (monthBefore.test(before) || monthAfter.test(after)))
    return true;
  if (/^\d+-\d+$/.test(word) && acronymBefore.test(before)) return true;
  if (isEnumerator(word, before, after)) return true;
  return /^\d+(?:[.–-]\d+)*\p{Ll}?$/u.test(word) && designator.test(before.replace(listed, ""));
}

/** `118th Congress`, `21st century`, `the 27th of May`. */
function isNamedOrdinal(before: string, after: string): boolean {
  return (
    /^\s(?:\p{Lu}|century|centuries|parallel)/u.test(after) ||
    monthAfter.test(after) ||
    monthBefore.test(before)
  );
}

/** `(1)`, `[2]`, and `1)` at the beginning of a line. */
function isEnumerator(word: string, before: string, after: string): boolean {
  if (!/^\d{1,2}$/.test(word)) return false;
  if (before.endsWith("(") && after.startsWith(")")) return !/^\)\s*(?:%|per\s?cent)/.test(after);
  return before.endsWith("[") && after.startsWith("]");
}
