/** The page's tooltip panel, and the text announced to screen readers. */
import { andMore, type Answer, type Line } from "../tooltips/answer.js";
import { element } from "./element.js";

type SignOf = (line: Line) => Element | undefined;

/** Distance between the point and the panel, and between the panel and the window. */
const apart = 16;
const margin = 8;

export type Tip = ReturnType<typeof createTip>;

export function createTip() {
  const panel = element("div", { class: "tip" });
  panel.hidden = true;
  const live = element("p", { class: "unseen", "aria-live": "polite" });
  // Tells the preview that it is not a notebook's output.
  const place = element("div", { id: "briefing-tip" }, panel, live);
  (document.querySelector("main") ?? document.body).append(place);
  return {
    show({ head, lines, more }: Answer, signOf: SignOf): void {
      const top = head === "" ? [] : [element("p", { class: "place" }, head)];
      const rest = more === 0 ? [] : [element("p", { class: "title" }, andMore(more))];
      panel.replaceChildren(...top, ...(lines.length === 0 ? [] : [listOf(lines, signOf)]), ...rest);
      panel.hidden = false;
    },
    /** Beside a point of the window, as high as the drawing lets it. */
    place(at: { readonly x: number; readonly y: number }, drawing: DOMRect): void {
      const { width, height } = panel.getBoundingClientRect();
      const right = at.x + apart;
      const left = right + width + margin <= innerWidth ? right : at.x - apart - width;
      panel.style.left = `${within(left, innerWidth - width)}px`;
      const top = Math.max(drawing.top, Math.min(at.y - apart - height, drawing.bottom - height));
      panel.style.top = `${within(top, innerHeight - height)}px`;
    },
    hide(): void {
      panel.hidden = true;
    },
    say(text: string): void {
      live.textContent = text;
    },
  };
}

const within = (wanted: number, size: number): number => Math.max(margin, Math.min(wanted, size - margin));

/** Each line: name, value, and whether the value is incomplete. */
function listOf(lines: readonly Line[], signOf: SignOf): HTMLElement {
  const list = element("div", { class: "lines" });
  for (const line of lines) {
    const { name, values, note = "" } = line;
    const sign = lines.length > 1 || name !== undefined ? signOf(line) : undefined;
    const isOne = name !== undefined && values.length === 1;
    const rows = isOne || name === undefined ? values : [{ title: name, text: "" }, ...values];
    rows.forEach(({ title, text }, index) => {
      const isName = name !== undefined && index === 0;
      const what = element("span", { class: isName ? "name" : "title" }, isOne ? name : title);
      if (index === 0) what.prepend(sign ?? "");
      const remark = element("span", { class: "title" }, index === 0 ? note : "");
      list.append(what, element("span", { class: "figure" }, text), remark);
    });
  }
  return list;
}
