/** Moves the boundary between two drawings that lie on each other: by the slider, or by dragging on them. */
export function dividePictures(): void {
  const divide = (stage: HTMLElement, percent: number): void => {
    stage.style.setProperty("--at", `${String(percent)}%`);
    const slider = stage.parentElement?.querySelector<HTMLInputElement>("input[type=range]");
    if (slider) slider.value = String(percent);
  };
  const closest = (target: EventTarget | null, selector: string) =>
    target instanceof Element ? target.closest<HTMLElement>(selector) : null;

  addEventListener("input", ({ target }) => {
    const slider = closest(target, ".slider input");
    const stage = slider?.closest(".pictures")?.querySelector<HTMLElement>(".stage");
    if (stage && slider instanceof HTMLInputElement) divide(stage, slider.valueAsNumber);
  });

  let dragged: HTMLElement | null = null;
  const drag = ({ clientX }: PointerEvent): void => {
    if (dragged === null) return;
    const { left, width } = dragged.getBoundingClientRect();
    divide(dragged, Math.round(Math.max(0, Math.min(100, (100 * (clientX - left)) / width))));
  };
  addEventListener("pointerdown", (event) => {
    dragged = closest(event.target, ".pictures:has([value=swipe]:checked) .stage");
    if (dragged === null) return;
    event.preventDefault();
    drag(event);
  });
  addEventListener("pointermove", drag);
  addEventListener("pointerup", () => {
    dragged = null;
  });
}
