/** Shows the data of a mark beside the pointer; nothing where there is no value. */
export type ShowTip = (event: MouseEvent, value: unknown) => void;

export function createTip(): ShowTip {
  const tip = document.createElement("div");
  tip.id = "briefing-tip";
  tip.className = "tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  document.querySelector("main")?.append(tip);
  const hide = (): void => {
    tip.hidden = true;
  };
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
  addEventListener("scroll", hide, { passive: true });

  return (event, value) => {
    if (value === null || value === undefined || value === "") {
      hide();
      return;
    }
    tip.replaceChildren(...linesOf(value));
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(event.clientX + 14, innerWidth - box.width - 8))}px`;
    tip.style.top = `${Math.max(4, Math.min(event.clientY + 14, innerHeight - box.height - 8))}px`;
  };
}

function linesOf(value: unknown): readonly Element[] {
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [["", value]];
  return fields.map(([name, each]) => {
    const line = document.createElement("div");
    if (name !== "") {
      const label = document.createElement("span");
      label.textContent = `${String(name)} `;
      line.append(label);
    }
    line.append(String(each));
    return line;
  });
}
