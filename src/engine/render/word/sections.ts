import {
  AlignmentType,
  Footer,
  Header,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Tab,
  TabStopType,
  TextRun,
  type ISectionOptions,
} from "docx";
import { page, textWidthOf, type Orientation } from "./layout.js";
import type { Piece } from "./piece.js";
import { apart } from "./table.js";
import { xmlText } from "./xml.js";

interface Running {
  readonly title: string;
  readonly date: string;
}

/** The pages: upright, but turned for what is too wide; title and date above, but not on the first, the number below. */
export function sectionsOf(pieces: readonly Piece[], running: Running): readonly ISectionOptions[] {
  const stretches: { page: Orientation; children: Piece["content"][] }[] = [];
  for (const { page: turned, content } of pieces) {
    const last = stretches.at(-1);
    if (last?.page === turned) last.children.push(content);
    else stretches.push({ page: turned, children: [content] });
  }
  return stretches.map(({ page: turned, children }, index) => ({
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: index === 0,
      page: {
        // The library turns width and height round itself.
        size: {
          width: page.width,
          height: page.height,
          orientation: turned === "portrait" ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE,
        },
        margin: {
          top: page.margin,
          right: page.margin,
          bottom: page.margin,
          left: page.margin,
          header: 680,
          footer: 680,
        },
      },
    },
    headers: {
      default: header(running, turned),
      ...(index === 0 && { first: new Header({ children: [new Paragraph({ style: "header" })] }) }),
    },
    footers: { default: footer(), ...(index === 0 && { first: footer() }) },
    children: apart(children, "TableText"),
  }));
}

function header({ title, date }: Running, turned: Orientation): Header {
  const short = title.length > 90 ? `${title.slice(0, 89)}…` : title;
  return new Header({
    children: [
      new Paragraph({
        style: "header",
        tabStops: [{ type: TabStopType.RIGHT, position: textWidthOf(turned) }],
        children: [
          new TextRun(xmlText(short)),
          ...(date === "" ? [] : [new TextRun({ children: [new Tab(), xmlText(date)] })]),
        ],
      }),
    ],
  });
}

function footer(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: "footer",
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES] })],
      }),
    ],
  });
}
