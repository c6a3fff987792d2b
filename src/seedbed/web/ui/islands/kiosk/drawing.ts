// A map drawn once by the site, as a picture of lines: no tiles, no letters from elsewhere, exact to the millimetre.
// Points, lines, areas and free lines are drawn on it by finger or mouse, or with the cross in its middle by keys.
import type { Geometry, Position } from "geojson";

export type Frame = {
  west: number;
  north: number;
  left: number;
  top: number;
  width: number;
  height: number;
  across: number;
  down: number;
};
type Label = [string, number, number, number, number];
type Names = { letters: number; labels: Label[] }[];
export type KioskMap = { svg: string; frame: Frame; ink: string; names: Record<string, Names> };
export type Tool = "pin" | "line" | "area" | "free";
type Spot = { x: number; y: number };

const SVG = "http://www.w3.org/2000/svg";
const CLOSEST = 16; // times as large as the whole
const STEP = 0.25; // of what is seen
const STILL = 8; // pixels: a finger that moves less has touched
const LEAST_LETTERS = 14; // pixels
const MOST_CORNERS = 4_000; // of one line: the site takes 5,000

function part(name: string, given: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(given)) {
    made.setAttribute(key, String(value));
  }
  return made;
}

export class Drawing {
  readonly picture: SVGSVGElement;
  tool: Tool = "pin";
  readonly #map: KioskMap;
  readonly #names: Names;
  readonly #made: (geometry: Geometry) => void;
  readonly #marks = part("g", { class: "sb-kiosk-marks" });
  readonly #labels: SVGElement;
  readonly #cross = part("g", { class: "sb-kiosk-cross" });
  #view: { x: number; y: number; width: number; height: number };
  #kept: readonly Geometry[] = [];
  #begun: Spot[] = [];
  #drag: { from: Spot; last: Spot; moved: boolean } | null = null;

  /** `made` hears of every shape that is finished. */
  constructor(map: KioskMap, language: string, made: (geometry: Geometry) => void) {
    this.#map = map;
    this.#names = map.names[language] ?? map.names[""] ?? [];
    this.#made = made;
    const { left, top, width, height } = map.frame;
    this.#view = { x: left, y: top, width, height };
    const read = new DOMParser().parseFromString(map.svg, "image/svg+xml").documentElement;
    this.picture = document.importNode(read, true) as unknown as SVGSVGElement;
    for (const name of ["width", "height", "role", "aria-labelledby"]) {
      this.picture.removeAttribute(name);
    }
    this.picture.querySelector("title")?.remove();
    this.picture.querySelector("desc")?.remove();
    this.picture.setAttribute("aria-hidden", "true"); // What holds it has the name and the keys.
    this.#labels = part("g", { fill: map.ink, "text-anchor": "middle" });
    this.picture.append(this.#labels, this.#marks, this.#cross);
    this.picture.addEventListener("pointerdown", (event) => this.#down(event));
    this.picture.addEventListener("pointermove", (event) => this.#move(event));
    this.picture.addEventListener("pointerup", (event) => this.#up(event));
    this.picture.addEventListener("pointercancel", () => {
      this.#drag = null;
    });
    new ResizeObserver(() => this.#look()).observe(this.picture);
  }

  /** Show these shapes. */
  show(shapes: readonly Geometry[]): void {
    this.#kept = shapes;
    this.#draw();
  }

  /** Go nearer or farther away. */
  zoom(times: number): void {
    const { width, height } = this.#map.frame;
    const { x, y } = this.middle();
    const wide = Math.min(width, Math.max(width / CLOSEST, this.#view.width / times));
    const high = (wide / width) * height;
    this.#to({ x: x - wide / 2, y: y - high / 2, width: wide, height: high });
  }

  /** Move what is seen by steps to the right and down. */
  pan(right: number, down: number): void {
    const { x, y, width, height } = this.#view;
    this.#to({ x: x + right * STEP * width, y: y + down * STEP * height, width, height });
  }

  /** Look at a place. */
  lookAt(at: Position, times: number): void {
    const { frame } = this.#map;
    const { x, y } = this.#spot(at);
    const [width, height] = [frame.width / times, frame.height / times];
    this.#to({ x: x - width / 2, y: y - height / 2, width, height });
  }

  middle(): Spot {
    return { x: this.#view.x + this.#view.width / 2, y: this.#view.y + this.#view.height / 2 };
  }

  /** Put a point or a corner. */
  put(at: Spot): void {
    if (this.tool === "pin") {
      this.#made({ type: "Point", coordinates: this.#degrees(at) });
      return;
    }
    this.#begun.push(at);
    this.#draw();
  }

  /** Finish what was begun: with too few corners for an area it is a line, and with one alone a point. */
  finish(): void {
    const corners = this.#begun.splice(0).map((each) => this.#degrees(each));
    const first = corners[0];
    if (this.tool === "area" && corners.length > 2 && first) {
      this.#made({ type: "Polygon", coordinates: [[...corners, first]] });
    } else if (corners.length > 1) {
      this.#made({ type: "LineString", coordinates: corners });
    } else if (this.tool !== "free" && first) {
      this.#made({ type: "Point", coordinates: first });
    }
    this.#draw();
  }

  #down(event: PointerEvent): void {
    this.picture.setPointerCapture(event.pointerId);
    const at = this.#under(event);
    this.#drag = { from: { x: event.clientX, y: event.clientY }, last: at, moved: false };
    if (this.tool === "free") {
      this.#begun = [at];
    }
  }

  #move(event: PointerEvent): void {
    const drag = this.#drag;
    if (drag === null) {
      return;
    }
    const far = Math.hypot(event.clientX - drag.from.x, event.clientY - drag.from.y);
    drag.moved ||= far > STILL;
    if (!drag.moved) {
      return;
    }
    const at = this.#under(event);
    if (this.tool === "free") {
      const last = this.#begun.at(-1);
      const far = !last || Math.hypot(at.x - last.x, at.y - last.y) > this.#view.width / 300;
      if (far && this.#begun.length < MOST_CORNERS) {
        this.#begun.push(at);
        this.#draw();
      }
    } else {
      const { x, y, width, height } = this.#view;
      this.#to({ x: x + drag.last.x - at.x, y: y + drag.last.y - at.y, width, height });
    }
  }

  #up(event: PointerEvent): void {
    const drag = this.#drag;
    this.#drag = null;
    if (this.tool === "free") {
      this.finish();
    } else if (drag && !drag.moved) {
      this.put(this.#under(event));
    }
  }

  #under(event: PointerEvent): Spot {
    const turned = this.picture.getScreenCTM()?.inverse();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(turned);
    return { x: at.x, y: at.y };
  }

  #degrees(at: Spot): Position {
    const { west, north, left, top, across, down } = this.#map.frame;
    const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
    return [round(west + (at.x - left) / across), round(north - (at.y - top) / down)];
  }

  #spot([longitude = 0, latitude = 0]: Position): Spot {
    const { west, north, left, top, across, down } = this.#map.frame;
    return { x: left + (longitude - west) * across, y: top + (north - latitude) * down };
  }

  #to(view: { x: number; y: number; width: number; height: number }): void {
    const { left, top, width, height } = this.#map.frame;
    const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
    const x = within(view.x, left, left + width - view.width);
    const y = within(view.y, top, top + height - view.height);
    this.#view = { ...view, x, y };
    this.#look();
  }

  #look(): void {
    const { x, y, width, height } = this.#view;
    this.picture.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    this.#name();
    this.#draw();
  }

  /** Write the names of the smallest letters that can still be read at this distance. */
  #name(): void {
    // The whole of what is looked at is shown: the narrower of the two sides says how large.
    const { clientWidth, clientHeight } = this.picture;
    const pixels = Math.min(clientWidth / this.#view.width, clientHeight / this.#view.height) || 1;
    const fitting = this.#names.filter((each) => each.letters * pixels >= LEAST_LETTERS);
    const chosen = fitting.at(-1) ?? this.#names[0];
    const { x, y, width, height } = this.#view;
    const seen = (chosen?.labels ?? []).filter(
      ([, across, down]) => across > x && across < x + width && down > y && down < y + height,
    );
    this.#labels.replaceChildren(...seen.map(write));
  }

  #draw(): void {
    const size = this.#view.width / 60;
    const shapes = this.#kept.map((each) => this.#shape(each, size));
    const points = this.#begun.map(({ x, y }) => `${x} ${y}`).join("L");
    const begun = points ? [part("path", { d: `M${points}`, class: "sb-kiosk-line" })] : [];
    const corners =
      this.tool === "free" ? [] : this.#begun.map(({ x, y }) => part("circle", { cx: x, cy: y, r: size / 3 }));
    this.#marks.replaceChildren(...shapes, ...begun, ...corners);
    const { x, y } = this.middle();
    const d = `M${x - size} ${y}h${2 * size}M${x} ${y - size}v${2 * size}`;
    this.#cross.replaceChildren(part("path", { d }));
  }

  #shape(geometry: Geometry, size: number): SVGElement {
    if (geometry.type === "Point") {
      const { x, y } = this.#spot(geometry.coordinates);
      // A pin stands on its place with its tip.
      const d = `M${x} ${y}l${-size * 0.7} ${-size * 1.4}a${size * 0.8} ${size * 0.8} 0 1 1 ${size * 1.4} 0z`;
      return part("path", { d, class: "sb-kiosk-pin" });
    }
    const ring = geometry.type === "Polygon" ? geometry.coordinates[0] : [];
    const line = geometry.type === "LineString" ? geometry.coordinates : (ring ?? []);
    const d = line
      .map((each) => this.#spot(each))
      .map(({ x, y }) => `${x} ${y}`)
      .join("L");
    return part("path", { d: `M${d}`, class: geometry.type === "Polygon" ? "sb-kiosk-area" : "sb-kiosk-line" });
  }
}

function write([text, x, y, angle, size]: Label): SVGElement {
  const turned: Record<string, string> = angle ? { transform: `rotate(${angle} ${x} ${y})` } : {};
  const made = part("text", { x, y, "font-size": size, ...turned });
  made.textContent = text;
  return made;
}
