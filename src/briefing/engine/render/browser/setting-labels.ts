/** Words of the controls, the bar and the marks. */
export const labels = {
  published: "published",
  yours: "With your settings:",
  unavailable: "Not available with these settings",
  undrawn: "This figure cannot be drawn with these settings",
  browserFailed: "the browser could not draw it",
  unreadable: "The answers of this page cannot be read, so it stays as published",
  region: "Your settings",
  copy: "Copy link",
  copied: "Link with your settings copied",
  reset: "As published",
  asPublished: "As published: your settings do not reach this chapter.",
  restored: "As published again",
  held: (struck: number): string => {
    if (struck === 0) return "all sentences with a condition hold";
    return struck === 1 ? "1 sentence does not hold" : `${struck} sentences do not hold`;
  },
};
