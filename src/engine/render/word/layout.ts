/** Measures of the page and the styles of the document: readers restyle it by their names. */
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  type IParagraphStyleOptions,
  type IStylesOptions,
} from "docx";
import { palette } from "../../../model/palette.js";

/** A4 in twentieths of a point, with margins of 2.5 cm. */
export const page = { width: 11906, height: 16838, margin: 1418 } as const;

/** The width of the text. */
export const textWidth = page.width - 2 * page.margin;

/** A step to the right: of a list, a quotation, a definition. */
export const step = 425;

/**
 * Cambria and Calibri come with every Word since 2007, and LibreOffice has Caladea and Carlito of the same widths, so
 * that lines and pages break alike. Their digits stand in line, which those of Georgia do not.
 */
const fonts = { text: "Cambria", heading: "Calibri", code: "Consolas" } as const;

const colour = (name: keyof typeof palette): string => palette[name].light.slice(1).toUpperCase();
export const colours = {
  ink: colour("ink"),
  muted: colour("muted"),
  rule: colour("rule"),
  grid: colour("grid"),
  link: colour("blue"),
} as const;

type Style = Omit<IParagraphStyleOptions, "id">;

const sans = (points: number, rest: NonNullable<Style["run"]> = {}): NonNullable<Style["run"]> => ({
  font: fonts.heading,
  size: points * 2,
  ...rest,
});

const heading = (level: number, points: number, before: number): Style => ({
  run: sans(points, { bold: true, color: colours.ink }),
  paragraph: {
    spacing: { before, after: 100, line: 252 },
    keepNext: true,
    keepLines: true,
    outlineLevel: level - 1,
  },
});

const line = (size: number, color: string = colours.grid) => ({ style: BorderStyle.SINGLE, size, color });

/** By id, which paragraphs name; `name` is what Word lists. */
const paragraphStyles = {
  Byline: {
    name: "Byline",
    run: sans(9.5, { color: colours.muted }),
    paragraph: { spacing: { after: 160 } },
  },
  Headline: {
    name: "Headline",
    run: { size: 27 },
    paragraph: { spacing: { before: 60, after: 240, line: 300 } },
  },
  Summary: {
    name: "Summary",
    run: { size: 23, italics: true },
    paragraph: { spacing: { after: 200 }, keepLines: true },
  },
  FigureTitle: {
    name: "Figure Title",
    run: sans(11.5, { bold: true }),
    paragraph: { spacing: { before: 280, after: 20 }, keepNext: true, keepLines: true },
  },
  Measure: {
    name: "Measure",
    run: sans(9.5, { color: colours.muted }),
    paragraph: { spacing: { after: 80 }, keepNext: true, keepLines: true },
  },
  Picture: {
    name: "Picture",
    paragraph: { spacing: { before: 60, after: 60, line: 240 }, keepNext: true },
  },
  Caption: {
    name: "caption",
    run: sans(9.5),
    paragraph: { spacing: { before: 100, after: 60, line: 252 }, keepLines: true },
  },
  Source: {
    name: "Source",
    run: sans(8.5, { color: colours.muted }),
    paragraph: { spacing: { after: 280, line: 240 }, contextualSpacing: true, keepLines: true },
  },
  TableText: {
    name: "Table Text",
    run: sans(9),
    paragraph: { spacing: { before: 30, after: 30, line: 240 } },
  },
  TableHead: {
    name: "Table Head",
    basedOn: "TableText",
    run: { bold: true },
  },
  Quote: {
    name: "Quote",
    run: { italics: true, color: colours.muted },
    paragraph: { indent: { left: step }, spacing: { after: 120 } },
  },
  Code: {
    name: "Code",
    run: { font: fonts.code, size: 17, noProof: true },
    paragraph: {
      spacing: { before: 60, after: 160, line: 240 },
      shading: { fill: "F4F4F2" },
      alignment: AlignmentType.LEFT,
    },
  },
  Alert: {
    name: "Alert",
    paragraph: {
      indent: { left: 227 },
      border: { left: { ...line(18, colours.link), space: 8 } },
      spacing: { after: 0 },
    },
  },
  Term: {
    name: "Term",
    run: { bold: true },
    paragraph: { spacing: { before: 120, after: 20 }, keepNext: true },
  },
  Definition: { name: "Definition", paragraph: { indent: { left: step }, spacing: { after: 80 } } },
  Verdict: {
    name: "Verdict",
    run: sans(10, { bold: true }),
    paragraph: {
      border: { top: { ...line(6, colours.rule), space: 6 } },
      spacing: { before: 320, after: 40 },
      keepNext: true,
    },
  },
  Claim: {
    name: "Claim",
    run: { size: 23 },
    paragraph: { spacing: { after: 20 }, keepNext: true, keepLines: true },
  },
  Evidence: {
    name: "Evidence",
    paragraph: { indent: { left: step, hanging: step }, spacing: { after: 80 } },
  },
  Reference: {
    name: "Reference",
    paragraph: { indent: { left: step, hanging: step }, spacing: { after: 80 } },
  },
  Rule: {
    name: "Rule",
    paragraph: { border: { bottom: { ...line(6), space: 1 } }, spacing: { after: 160 } },
  },
  ContentsHeading: {
    name: "Contents Heading",
    run: sans(13, { bold: true }),
    paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
  },
  TOC1: {
    name: "toc 1",
    run: sans(10.5, { bold: true }),
    paragraph: { spacing: { before: 80, after: 20 }, keepLines: true },
  },
  TOC2: {
    name: "toc 2",
    run: sans(9.5),
    paragraph: { indent: { left: 284 }, spacing: { after: 10, line: 240 }, keepLines: true },
  },
  header: { name: "header", run: sans(8.5, { color: colours.muted }), paragraph: { spacing: { after: 0 } } },
  footer: { name: "footer", run: sans(8.5, { color: colours.muted }), paragraph: { spacing: { after: 0 } } },
} as const satisfies Readonly<Record<string, Style>>;

export type StyleId = keyof typeof paragraphStyles | "Title" | "Normal" | "ListParagraph";

/** Styles that the library knows by name. */
const defaultStyles = {
  title: {
    run: sans(24, { bold: true, color: colours.ink }),
    paragraph: { spacing: { after: 120, line: 252 }, keepNext: true },
  },
  heading1: heading(1, 18, 480),
  heading2: heading(2, 14, 340),
  heading3: heading(3, 12, 260),
  heading4: heading(4, 11, 220),
  heading5: heading(5, 10.5, 200),
  heading6: heading(6, 10.5, 200),
  listParagraph: { paragraph: { spacing: { after: 140 }, contextualSpacing: true } },
  footnoteText: { run: { size: 18 }, paragraph: { spacing: { after: 40, line: 240 } } },
} as const satisfies Readonly<Record<string, Style>>;

export function stylesOf(language: string): IStylesOptions {
  return {
    default: {
      document: {
        run: { font: fonts.text, size: 21, color: colours.ink, language: { value: wordLanguage(language) } },
        paragraph: { spacing: { after: 140, line: 276, lineRule: LineRuleType.AUTO } },
      },
      ...Object.fromEntries(
        Object.entries(defaultStyles).map(([name, style]) => [name, withLineRule(style)]),
      ),
      hyperlink: { run: { color: colours.link, underline: { type: "none" } } },
    },
    paragraphStyles: Object.entries(paragraphStyles).map(([id, style]) => ({
      id,
      basedOn: "Normal",
      quickFormat: true,
      ...withLineRule(style),
    })),
    characterStyles: [
      {
        id: "CodeText",
        name: "Code Text",
        quickFormat: true,
        run: { font: fonts.code, size: 18, noProof: true },
      },
    ],
  };
}

/** The height of a line is counted in lines: LibreOffice cuts pictures off where that is not said. */
function withLineRule<S extends Style>(style: S): S {
  const { paragraph } = style as Style;
  if (paragraph?.spacing === undefined) return style;
  const spacing = { ...paragraph.spacing, lineRule: LineRuleType.AUTO };
  return { ...style, paragraph: { ...paragraph, spacing } };
}

/** Word knows a language with a country. */
const wordLanguage = (language: string): string => (language === "en" ? "en-GB" : language);
