// The line around a neighbourhood: drawn on the map, corners moved, steps undone. Ticking and writing do the same.
import type { Feature, FeatureCollection, Geometry, Polygon, Position } from "geojson";
import type { Map as PlaceMap } from "maplibre-gl";
import {
  TerraDraw,
  TerraDrawModeUndoRedo,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
  TerraDrawSessionUndoRedo,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { boundsOf } from "./shared/bounds";
import { element, readData } from "./shared/data";
import { drawMap } from "./shared/map";

interface Data {
  areas: FeatureCollection;
  line: Geometry | null;
}

const COLOUR = "#7c2855";
const DECIMALS = 1e6; // of a degree: about ten centimetres
const data = readData<Data>("boundary-data");
const news = element("draw-status", HTMLElement);
const button = (id: string): HTMLButtonElement => element(id, HTMLButtonElement);

function collection(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}

async function startMap(): Promise<PlaceMap> {
  const line = data.line ? [{ type: "Feature", properties: {}, geometry: data.line } satisfies Feature] : [];
  return drawMap({
    container: element("boundary-map", HTMLElement),
    label: "Map of small areas to draw on. Ticking small areas or writing corners below does the same.",
    bounds: boundsOf(collection(line.length > 0 ? line : data.areas.features)),
    sources: { areas: { type: "geojson", data: data.areas }, line: { type: "geojson", data: collection(line) } },
    layers: [
      {
        id: "areas",
        type: "fill",
        source: "areas",
        paint: { "fill-color": "#ffffff", "fill-outline-color": "#768692" },
      },
      { id: "borders", type: "line", source: "areas", paint: { "line-color": "#768692", "line-width": 1 } },
      {
        id: "names",
        type: "symbol",
        source: "areas",
        layout: { "text-field": ["get", "name"], "text-font": ["Arial", "sans-serif"], "text-size": 12 },
        paint: { "text-color": "#212b32", "text-halo-color": "#ffffff", "text-halo-width": 1.5 },
      },
      {
        id: "line",
        type: "line",
        source: "line",
        paint: { "line-color": "#0b4f6c", "line-width": 3, "line-dasharray": [2, 2] },
      },
    ],
  });
}

function startDrawing(map: PlaceMap): TerraDraw {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map }),
    modes: [
      new TerraDrawPolygonMode({
        styles: { fillColor: COLOUR, fillOpacity: 0.2, outlineColor: COLOUR, outlineWidth: 3 },
      }),
      new TerraDrawSelectMode({
        flags: {
          polygon: {
            feature: { draggable: false, coordinates: { draggable: true, midpoints: true, deletable: true } },
          },
        },
        styles: {
          selectedPolygonColor: COLOUR,
          selectedPolygonFillOpacity: 0.2,
          selectedPolygonOutlineColor: COLOUR,
          selectedPolygonOutlineWidth: 3,
        },
      }),
    ],
    undoRedo: { modeLevel: new TerraDrawModeUndoRedo(), sessionLevel: new TerraDrawSessionUndoRedo() },
  });
  draw.start();
  return draw;
}

/** The polygons that were drawn, without the handles of their corners. */
function drawn(draw: TerraDraw): Polygon[] {
  return draw
    .getSnapshot()
    .filter(
      (each) =>
        each.properties.mode === "polygon" && each.geometry.type === "Polygon" && !each.properties.currentlyDrawing,
    )
    .map((each) => each.geometry as Polygon);
}

function show(draw: TerraDraw): void {
  const lines = drawn(draw);
  button("draw-look").disabled = lines.length === 0;
  button("draw-clear").disabled = draw.getSnapshot().length === 0;
  button("draw-undo").disabled = !draw.canUndo();
  const whole =
    lines.length === 1 ? lines[0] : { type: "MultiPolygon", coordinates: lines.map((each) => each.coordinates) };
  element("drawn", HTMLInputElement).value = lines.length > 0 ? JSON.stringify(whole) : "";
}

function say(text: string): void {
  if (news.textContent !== text) news.textContent = text;
}

function drawingOn(draw: TerraDraw, on: boolean): void {
  draw.setMode(on ? "polygon" : "select");
  button("draw-start").setAttribute("aria-pressed", String(on));
}

function finished(draw: TerraDraw, id: string | number): void {
  const feature = draw.getSnapshotFeature(id);
  if (feature?.geometry.type !== "Polygon") return;
  const corners = (feature.geometry.coordinates[0]?.length ?? 1) - 1;
  if (draw.getMode() === "polygon") {
    drawingOn(draw, false);
    draw.selectFeature(id);
  }
  show(draw);
  say(`The line is closed: ${corners} corners. Drag a corner to move it, or see how it fits.`);
}

/** Put the line in use on the map as one that can be changed. */
function useCurrent(draw: TerraDraw): void {
  const parts =
    data.line?.type === "MultiPolygon"
      ? data.line.coordinates
      : data.line?.type === "Polygon"
        ? [data.line.coordinates]
        : [];
  draw.clear();
  for (const rings of parts) {
    const outer = (rings[0] ?? []).map(([x = 0, y = 0]): Position => [rounded(x), rounded(y)]);
    draw.addFeatures([
      { type: "Feature", properties: { mode: "polygon" }, geometry: { type: "Polygon", coordinates: [outer] } },
    ]);
  }
  drawingOn(draw, false);
  const first = draw.getSnapshot().find((each) => each.properties.mode === "polygon");
  if (first?.id !== undefined) draw.selectFeature(first.id);
  show(draw);
  say("The line in use is on the map. Drag its corners to move them. Holes in it are not carried over.");
}

function rounded(degrees: number): number {
  return Math.round(degrees * DECIMALS) / DECIMALS;
}

async function start(): Promise<void> {
  const tools = element("boundary-tools", HTMLElement);
  tools.hidden = false;
  let map: PlaceMap;
  try {
    map = await startMap();
  } catch {
    element("boundary-map", HTMLElement).hidden = true;
    say("The map cannot be shown on this device. Tick small areas, write corners or upload a file instead.");
    return;
  }
  const drawing = document.getElementById("boundary-drawing");
  if (drawing) drawing.hidden = true; // The map shows the same line.
  const draw = startDrawing(map);
  drawingOn(draw, false);
  draw.on("finish", (id) => finished(draw, id));
  draw.on("change", () => show(draw));
  draw.on("history", () => show(draw));
  button("draw-start").addEventListener("click", () => {
    drawingOn(draw, draw.getMode() !== "polygon");
    say(
      draw.getMode() === "polygon"
        ? "Press on the map at each corner, and at the first corner again to close the line."
        : "",
    );
  });
  button("draw-current").addEventListener("click", () => useCurrent(draw));
  button("draw-undo").addEventListener("click", () => {
    draw.undo();
    show(draw);
    say("One step was undone.");
  });
  button("draw-clear").addEventListener("click", () => {
    draw.clear();
    show(draw);
    say("The map is clear.");
  });
  show(draw);
  tools.dataset.ready = "yes";
}

void start();
