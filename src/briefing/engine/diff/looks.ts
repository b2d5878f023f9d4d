/** What readers see that is no change of content: a site is written or not, the page is drawn in another way. */
import { plural } from "../../lib/plural.js";
import { omit } from "../../lib/omit.js";
import type { StoredReport } from "../report/stored-report.js";
import { sideNames, type Briefing, type Sides } from "./briefing.js";

const page = "briefing.html";

/** For the notes of a comparison. */
export function lookNotes({ before, after }: Sides<Briefing>): readonly string[] {
  const reports = { before: before.report, after: after.report };
  // With a site or without one, the page differs as well: its links do.
  const note = siteNote(reports) ?? pageNote(reports);
  return note === undefined ? [] : [note];
}

function siteNote(reports: Sides<StoredReport>): string | undefined {
  const [then = 0, now = 0] = sideNames.map(
    (side) => Object.keys(reports[side].files).filter((file) => file.startsWith("site/")).length,
  );
  if (then > 0 && now === 0) return `The site is no longer written (${plural(then, "file")}).`;
  return then === 0 && now > 0 ? `A site is written now (${plural(now, "file")}).` : undefined;
}

/** Only if nothing else differs: otherwise the page is another one in any case. */
function pageNote({ before, after }: Sides<StoredReport>): string | undefined {
  const then = before.files[page];
  const now = after.files[page];
  if (then === undefined || now === undefined || then === now || !haveSameContent(before, after))
    return undefined;
  const from = toolIn(before);
  const to = toolIn(after);
  const versions = from === to ? "" : ` (${from} → ${to})`;
  return `${page} is drawn in another way: its style or its program changed${versions}. What it says is the same.`;
}

const toolIn = ({ linkedPackages = [] }: StoredReport): string => linkedPackages.join(", ");

const haveSameContent = (one: StoredReport, two: StoredReport): boolean =>
  JSON.stringify(omit(one, "files", "linkedPackages")) ===
  JSON.stringify(omit(two, "files", "linkedPackages"));
