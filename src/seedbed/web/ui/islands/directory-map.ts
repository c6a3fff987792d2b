// The map of the register and of the public directory: pins come as tiles, put together on the server, so that any number of them stays smooth.
import type { Geometry } from "geojson";
import type { ExpressionSpecification, MapGeoJSONFeature, Map as PlaceMap } from "maplibre-gl";
import type { Bounds } from "./shared/bounds";
import { element, readData } from "./shared/data";
import { drawMap } from "./shared/map";

interface Data {
  tiles: string;
  ground: string;
  bounds: Bounds | null;
  outline: Geometry | null;
  asset: string;
  label: string;
  /** What kinds are called on this page, by their names on the tiles. */
  kinds: Record<string, string>;
  told: { here: string; list: string };
}

/** The nearest tiles that the server makes: see LAST_ZOOM of analysis/assets/pins. */
const LAST_ZOOM = 18;
const LAYER = "assets";
/** As on paper: see FAMILY_COLOURS of reports/asset_map/sheet. */
const COLOURS: ExpressionSpecification = [
  "match",
  ["get", "family"],
  "person",
  "#7c2855",
  "association",
  "#b1340a",
  "building",
  "#3f3a83",
  "green_space",
  "#0a5c42",
  "economic",
  "#5a4a00",
  "story",
  "#4c5a63",
  "#0b4f6c",
];
const SEVERAL: ExpressionSpecification = [">", ["get", "count"], 1];

const data = readData<Data>("directory-data");
const container = element("directory-map", HTMLElement);
const told = element("directory-told", HTMLElement);
const seen = document.getElementById("directory-seen");
const framed = window.self !== window.top;

/** Say which asset was pressed, as a link to its page. */
function say(feature: MapGeoJSONFeature): void {
  const link = document.createElement("a");
  link.href = data.asset.replace("{id}", String(feature.properties.id));
  link.textContent = String(feature.properties.name);
  if (framed) {
    link.target = "_blank";
    link.rel = "noopener";
  }
  const kind = document.createElement("bdi");
  kind.textContent = data.kinds[String(feature.properties.kind)] ?? String(feature.properties.kind);
  link.dir = "auto";
  told.replaceChildren(link, " (", kind, ")");
}

/** Come nearer to what is drawn as one; where it cannot be drawn apart, say how many there are. */
function open(map: PlaceMap, feature: MapGeoJSONFeature): void {
  if (feature.geometry.type !== "Point") return;
  const center = feature.geometry.coordinates as [number, number];
  if (map.getZoom() >= LAST_ZOOM) {
    told.textContent = data.told.here.replace("%(count)s", String(feature.properties.count));
    return;
  }
  map.easeTo({ center, zoom: Math.min(map.getZoom() + 2, LAST_ZOOM) });
}

/** Offer a list of what the map shows: whoever cannot use the map gets the same, and pins at one spot are told apart. */
function offerList(map: PlaceMap, seen: HTMLElement): void {
  const link = document.createElement("a");
  link.textContent = data.told.list;
  seen.replaceChildren(link);
  seen.hidden = false;
  const follow = (): void => {
    const { _sw, _ne } = map.getBounds();
    const asked = new URLSearchParams(window.location.search);
    asked.delete("page");
    asked.set("box", [_sw.lng, _sw.lat, _ne.lng, _ne.lat].map((each) => each.toFixed(5)).join(","));
    link.href = `?${asked}#list`;
  };
  map.on("moveend", follow);
  follow();
}

function boxAsked(): Bounds | null {
  const parts = (new URLSearchParams(window.location.search).get("box") ?? "").split(",").map(Number);
  return parts.length === 4 && parts.every(Number.isFinite) ? (parts as Bounds) : null;
}

async function start(): Promise<void> {
  const bounds = boxAsked() ?? data.bounds;
  if (!bounds) return;
  container.hidden = false;
  const map = await drawMap({
    container,
    label: data.label,
    bounds,
    ground: data.ground,
    outline: data.outline,
    sources: { pins: { type: "vector", tiles: [data.tiles], maxzoom: LAST_ZOOM } },
    layers: [
      {
        id: "several",
        type: "circle",
        source: "pins",
        "source-layer": LAYER,
        filter: SEVERAL,
        paint: {
          "circle-color": "#212b32",
          "circle-radius": ["step", ["get", "count"], 13, 10, 16, 100, 20, 1000, 25],
          "circle-stroke-color": "#ffffff",
          "circle-stroke-width": 2,
        },
      },
      {
        id: "how-many",
        type: "symbol",
        source: "pins",
        "source-layer": LAYER,
        filter: SEVERAL,
        layout: {
          "text-field": ["to-string", ["get", "count"]],
          "text-font": ["Arial", "sans-serif"],
          "text-size": 13,
          "text-allow-overlap": true,
        },
        paint: { "text-color": "#ffffff" },
      },
      {
        id: "one",
        type: "circle",
        source: "pins",
        "source-layer": LAYER,
        filter: ["!", SEVERAL],
        paint: {
          "circle-color": COLOURS,
          "circle-radius": 8,
          "circle-stroke-color": "#ffffff",
          "circle-stroke-width": 2,
        },
      },
      {
        id: "names",
        type: "symbol",
        source: "pins",
        "source-layer": LAYER,
        filter: ["!", SEVERAL],
        minzoom: 14,
        layout: {
          "text-field": ["get", "name"],
          "text-font": ["Arial", "sans-serif"],
          "text-size": 12,
          "text-variable-anchor": ["top", "bottom", "left", "right"],
          "text-radial-offset": 0.9,
          "text-max-width": 9,
        },
        paint: { "text-color": "#212b32", "text-halo-color": "#ffffff", "text-halo-width": 1.4 },
      },
    ],
  });
  const drawing = document.getElementById("directory-drawing");
  if (drawing) drawing.hidden = true; // Paper has it still.
  for (const layer of ["several", "one"]) {
    map.on("mouseenter", layer, () => setCursor(map, "pointer"));
    map.on("mouseleave", layer, () => setCursor(map, ""));
  }
  map.on("click", "one", (event) => event.features?.[0] && say(event.features[0]));
  map.on("click", "several", (event) => event.features?.[0] && open(map, event.features[0]));
  if (seen) offerList(map, seen);
}

function setCursor(map: PlaceMap, kind: string): void {
  map.getCanvas().style.cursor = kind;
}

start().catch(() => {
  container.hidden = true; // No WebGL here: the drawing and the list stay.
});
