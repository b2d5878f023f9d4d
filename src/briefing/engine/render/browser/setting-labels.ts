/** Words of the controls, the bar and the marks. */
export const labels = {
  published: "published",
  yours: "With your settings:",
  unavailable: "Not available with these settings",
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
