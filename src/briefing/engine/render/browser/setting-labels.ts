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
  firstPageAsPublished: "As published: the headline and the findings do not follow your settings.",
  drawnAsPublished: "The picture is as published: it was not drawn with your settings before printing.",
  panelAsPublished: "What follows describes the briefing as published.",
  restored: "As published again",
  /** Of at most three names, because a link can carry any number of them. */
  ignored: (names: readonly string[]): string => {
    const quoted = names.slice(0, 3).map((name) => `“${name.slice(0, 40)}”`);
    const more = names.length > 3 ? ", …" : "";
    return `The link has settings that this page does not offer: ${quoted.join(", ")}${more}`;
  },
  held: (struck: number): string => {
    if (struck === 0) return "all sentences with a condition hold";
    return struck === 1 ? "1 sentence does not hold" : `${struck} sentences do not hold`;
  },
};
