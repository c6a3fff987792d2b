// The map of a walk: its route and stops. Pressing on it writes points into the form; writing them does the same.
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import type { GeoJSONSource, Map as PlaceMap } from "maplibre-gl";
import { boundsOf } from "./shared/bounds";
import { element, readData } from "./shared/data";
import { drawMap } from "./shared/map";

interface Data {
  ground: string;
  outline: Geometry | null;
  route: Position[];
  stops: { name: string; at: Position }[];
  label: string;
}

const DECIMALS = 6;
const data = readData<Data>("walk-data");
const container = element("walk-map", HTMLElement);
const points = document.getElementById("id_points");
const point = document.getElementById("id_point");

const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });

function feature(geometry: Geometry, properties: Record<string, string> = {}): Feature {
  return { type: "Feature", geometry, properties };
}

function line(route: Position[]): FeatureCollection {
  return collection(route.length > 1 ? [feature({ type: "LineString", coordinates: route })] : []);
}

function dots(stops: { name: string; at: Position }[]): FeatureCollection {
  return collection(stops.map((each) => feature({ type: "Point", coordinates: each.at }, { name: each.name })));
}

function around(): Geometry | null {
  if (data.outline) return data.outline;
  const all = [...data.route, ...data.stops.map((each) => each.at)];
  return all.length > 1 ? { type: "LineString", coordinates: all } : null;
}

const written = (at: Position): string => `${at[1]?.toFixed(DECIMALS)}, ${at[0]?.toFixed(DECIMALS)}`;

/** The points that stand in the form, passing over lines that are none. */
function readPoints(text: string): Position[] {
  const found = text.split("\n").map((each) => each.split(/[,;]/).map(Number).reverse());
  return found.filter((each) => each.length === 2 && each.every(Number.isFinite));
}

function set(map: PlaceMap, source: string, shapes: FeatureCollection): void {
  (map.getSource(source) as GeoJSONSource).setData(shapes);
}

function drawRoute(map: PlaceMap, field: HTMLTextAreaElement): void {
  const follow = (): void => {
    const route = readPoints(field.value);
    set(map, "route", line(route));
    set(map, "chosen", dots(route.map((at) => ({ name: "", at }))));
  };
  map.on("click", (press) => {
    const before = field.value.trim();
    field.value = `${before}${before ? "\n" : ""}${written([press.lngLat.lng, press.lngLat.lat])}`;
    follow();
  });
  const undo = document.getElementById("walk-undo");
  undo?.addEventListener("click", () => {
    field.value = field.value.trim().split("\n").slice(0, -1).join("\n");
    follow();
  });
  const tools = document.getElementById("walk-tools");
  if (tools) tools.hidden = false;
  field.addEventListener("input", follow);
  follow();
}

function choosePoint(map: PlaceMap, field: HTMLInputElement): void {
  map.on("click", (press) => {
    const at = [press.lngLat.lng, press.lngLat.lat];
    field.value = written(at);
    set(map, "chosen", dots([{ name: "", at }]));
  });
}

async function start(seen: Geometry): Promise<void> {
  container.hidden = false;
  const map = await drawMap({
    container,
    label: data.label,
    bounds: boundsOf(collection([feature(seen)])),
    ground: data.ground,
    outline: data.outline,
    sources: {
      route: { type: "geojson", data: line(data.route) },
      stops: { type: "geojson", data: dots(data.stops) },
      chosen: { type: "geojson", data: collection([]) },
    },
    layers: [
      { id: "route", type: "line", source: "route", paint: { "line-color": "#0b4f6c", "line-width": 4 } },
      {
        id: "stops",
        type: "circle",
        source: "stops",
        paint: {
          "circle-radius": 11,
          "circle-color": "#ffffff",
          "circle-stroke-color": "#212b32",
          "circle-stroke-width": 2,
        },
      },
      {
        id: "numbers",
        type: "symbol",
        source: "stops",
        layout: {
          "text-field": ["get", "name"],
          "text-font": ["Arial", "sans-serif"],
          "text-size": 12,
          "text-allow-overlap": true,
        },
        paint: { "text-color": "#212b32" },
      },
      {
        id: "chosen",
        type: "circle",
        source: "chosen",
        paint: {
          "circle-radius": 6,
          "circle-color": "#7c2855",
          "circle-stroke-color": "#ffffff",
          "circle-stroke-width": 2,
        },
      },
    ],
  });
  const drawn = document.getElementById("walk-drawn");
  if (drawn) drawn.hidden = true;
  if (points instanceof HTMLTextAreaElement) drawRoute(map, points);
  else if (point instanceof HTMLInputElement) choosePoint(map, point);
}

const seen = around();
if (seen) void start(seen);
