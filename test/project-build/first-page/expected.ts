/** What a number of the first page must be: its raw number, and the text as printed. */
export interface Expected {
  readonly raw: number | string | readonly number[];
  readonly text: string;
}

export const rounded = (share: number, digits = 0) => Math.abs(100 * share).toFixed(digits);
export const percent = (share: number, digits = 0): Expected => ({
  raw: share,
  text: `${rounded(share, digits)} %`,
});
export const range = (from: number, to: number, digits = 0): string => {
  const low = rounded(from, digits);
  const high = rounded(to, digits);
  return low === high ? `${low} %` : `${low}–${high} %`;
};
export const count = (of: number): Expected => ({ raw: of, text: String(of) });
export const year = (of: number): Expected => ({ raw: of, text: String(of) });
export const word = (text: string): Expected => ({ raw: text, text });

/** In a finding: high if all of two or more sources show it, medium if the only one does, low otherwise. */
export const confidence = (...shownBy: readonly boolean[]): Expected => {
  if (shownBy.includes(false)) return word("Low");
  return word(shownBy.length > 1 ? "High" : "Medium");
};
