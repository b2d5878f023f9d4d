import {
  AlignmentType,
  Footer,
  Header,
  PageNumber,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
  type ISectionOptions,
} from "docx";
import { page, textWidth } from "./layout.js";
import { apart, type Content } from "./table.js";
import { xmlText } from "./xml.js";

interface Running {
  readonly title: string;
  readonly date: string;
}

/** All pages: title and date above, but not on the first, the number below. */
export function sectionOf(content: readonly Content[], running: Running): ISectionOptions {
  const { width, height, margin } = page;
  return {
    properties: {
      titlePage: true,
      page: {
        size: { width, height },
        margin: { top: margin, right: margin, bottom: margin, left: margin, header: 680, footer: 680 },
      },
    },
    headers: {
      default: header(running),
      first: new Header({ children: [new Paragraph({ style: "header" })] }),
    },
    footers: { default: footer(), first: footer() },
    children: apart(content, "TableText"),
  };
}

function header({ title, date }: Running): Header {
  const short = title.length > 90 ? `${title.slice(0, 89)}…` : title;
  return new Header({
    children: [
      new Paragraph({
        style: "header",
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
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
