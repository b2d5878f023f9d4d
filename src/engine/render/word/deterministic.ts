/** The bytes of a document, the same for the same briefing wherever and whenever it is built. */
import JSZip from "jszip";
import type { Report } from "../../../model/report.js";
import { escapeHtml } from "../../../lib/escape-html.js";

/** Without a date of its own a briefing has this one: the first that a zip file can hold. */
const noDate = "1980-01-01";

/**
 * docx writes the time of day into the file, and names links by chance: each gets its number instead, and the time is
 * the briefing's. It leaves out the language.
 */
export async function deterministicDocument(
  document: Uint8Array,
  { date, language }: Pick<Report, "date" | "language">,
): Promise<Uint8Array> {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date ?? "") ? (date ?? noDate) : noDate;
  const before = await JSZip.loadAsync(document);
  const after = new JSZip();
  const options = { date: new Date(`${day}T00:00:00Z`), createFolders: false };
  const links = new Map<string, string>();
  for (const name of Object.keys(before.files).sort()) {
    const file = before.file(name);
    if (file === null) continue;
    const content = /\.(?:xml|rels)$/.test(name)
      ? deterministicXml(await file.async("string"), { day, language, links })
      : await file.async("uint8array");
    after.file(name, content, options);
  }
  return after.generateAsync({ type: "uint8array", compression: "DEFLATE" });
}

const made = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;
/** As docx names a link to the web, in the part that has it and in the list of its relationships. */
const chance = /"rId([a-z0-9_-]{21})"/g;

interface Replacements {
  readonly day: string;
  readonly language: string;
  readonly links: Map<string, string>;
}

function deterministicXml(xml: string, { day, language, links }: Replacements): string {
  const numbered = (id: string): string => {
    const name = links.get(id) ?? `link${links.size + 1}`;
    links.set(id, name);
    return name;
  };
  return xml
    .replace(made, (_, tag: string) => `${tag}${day}T00:00:00Z`)
    .replace("</cp:coreProperties>", (end) => `<dc:language>${escapeHtml(language)}</dc:language>${end}`)
    .replace(chance, (_, id: string) => `"${numbered(id)}"`);
}
