/** A figure as a standalone picture: on white, in the page's own font, which is embedded. */
import { palette } from "../../../model/palette.js";
import { standaloneSvg } from "../figure/standalone.js";
import { figureFonts } from "../figure/theme.js";
import { siteFile } from "./load.js";

/** Pixels of the picture per unit of the drawing. */
const scale = 2;

export type PublishedDrawing = ReturnType<typeof publishedDrawing>;

export function publishedDrawing(shown: Element, svg: SVGElement) {
  const text = (selector: string) => shown.querySelector(`:scope > ${selector}`)?.textContent ?? "";
  return { svg, title: text(".finding"), subtitle: text(".measure"), source: text(".source") };
}

export async function standalonePicture({ svg, ...words }: PublishedDrawing): Promise<string> {
  const drawing = svg.cloneNode(true) as SVGElement;
  const named = [...drawing.querySelectorAll(":scope > title, :scope > desc")];
  for (const each of named) each.remove();
  const write = new XMLSerializer();
  const picture = standaloneSvg(withColours(write.serializeToString(drawing)), words, {
    family: figureFonts.page,
    widthOf,
  });
  const [title, description] = named.map(({ localName, textContent }) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", localName);
    element.textContent = textContent;
    return write.serializeToString(element);
  });
  const fonts = await fontFaces();
  return picture.replace(
    /<svg[^>]*>/,
    (root) =>
      `${root.replace(" class=", ' role="img" class=')}${title ?? ""}${description ?? ""}<style>${fonts}</style>`,
  );
}

const light = new Map(Object.entries(palette).map(([name, colours]) => [name, colours.light]));

function withColours(svg: string): string {
  return svg.replace(/var\(--(\w+)\)/g, (whole, name: string) => light.get(name) ?? whole);
}

/**
 * The font-face rules of figures with the fonts inside them: the page's own. On disk, browsers do not let a page read a
 * style sheet file, so the site includes the rules a second time. Without them a picture uses the reader's fonts.
 */
async function fontFaces(): Promise<string> {
  const faces = [...document.styleSheets]
    .flatMap(rulesOf)
    .filter(
      (rule) =>
        rule instanceof CSSFontFaceRule &&
        figureFonts.page.includes(rule.style.getPropertyValue("font-family")),
    );
  if (faces.length > 0) return faces.map(({ cssText }) => cssText).join("");
  return siteFile("figure-fonts", "briefingFonts").then(String, () => "");
}

function rulesOf(sheet: CSSStyleSheet): readonly CSSRule[] {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}

let context: CanvasRenderingContext2D | null | undefined;

function widthOf(text: string, size: number, weight: "regular" | "bold"): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return 0;
  context.font = `${weight === "bold" ? 600 : 400} ${size}px ${figureFonts.page}`;
  return context.measureText(text).width;
}

export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = scale * image.naturalWidth;
  canvas.height = scale * image.naturalHeight;
  const paper = canvas.getContext("2d");
  if (paper === null) throw new Error("this browser does not draw");
  paper.fillStyle = palette.paper.light;
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("this browser makes no picture"));
      else resolve(blob);
    }, "image/png");
  });
}
