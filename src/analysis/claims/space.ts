import type { PairContext } from "../pair/context.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import { paperByPaper, proxyWords } from "./proxies.js";
import type { Parts } from "./reading.js";

/** Under the Wolf Amendment of 2011 space scientists of the two work in groups of several nations. */
export function wolfMultilateral(about: PairContext): Parts {
  const law = about
    .rows("events")
    .find((row) => row.label === "Wolf Amendment" && row.standing === "primary");
  const dated =
    law === undefined
      ? text``
      : text`The law is of ${fmt.date(law.date)} (${law.citation ?? "no source is named"}). `;
  return [
    {
      reads: "Their joint papers on space have authors of other nations more often than before the law",
      needs: `${paperByPaper}, with its topic and all its economies, before the law and after`,
      evidence: text`${dated}${proxyWords(about, ["astronomy"])}`,
    },
  ];
}

const missions = "a register of space missions, outside the tables of this briefing";

/** China was the third country to bring back samples from the Moon; only the two have working rovers on Mars. */
export function lunarFirsts(): Parts {
  return [
    { reads: "China was the third country to bring back samples from the Moon", needs: missions },
    { reads: "Only the two countries had working rovers on Mars in March 2023", needs: missions },
  ];
}

/** NASA's planetary data are open to everyone, and China's should be. */
export function openData(): Parts {
  return [
    {
      reads: "NASA’s planetary data are open to everyone",
      needs: "an inventory of archives and their terms",
    },
    { reads: "China’s should be", needs: "nothing that data could give: it is a wish" },
  ];
}
