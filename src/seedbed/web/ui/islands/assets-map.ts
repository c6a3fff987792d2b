// Assets on a map: the same that the list shows; near ones are drawn as one until the reader comes nearer.
import type { FeatureCollection, Geometry } from "geojson";
import type { GeoJSONSource, MapGeoJSONFeature, Map as PlaceMap } from "maplibre-gl";
import { type Bounds, boundsOf } from "./shared/bounds";
import { element, readData } from "./shared/data";
import { drawMap } from "./shared/map";

interface Data {
  pins: string;
  line: Geometry | null;
  label: string;
}

const data = readData<Data>("assets-data");
const container = element("assets-map", HTMLElement);
const chosen = element("assets-chosen", HTMLElement);

/** Say which asset was pressed, as a link to its page. */
function say(feature: MapGeoJSONFeature): void {
  const link = document.createElement("a");
  link.href = String(feature.properties.address);
  link.textContent = String(feature.properties.name);
  chosen.replaceChildren(link, document.createTextNode(`, ${String(feature.properties.kind)}`));
}

/** Come nearer to what is drawn as one. */
async function open(map: PlaceMap, feature: MapGeoJSONFeature): Promise<void> {
  const source = map.getSource<GeoJSONSource>("pins");
  if (!source || feature.geometry.type !== "Point") return;
  const zoom = await source.getClusterExpansionZoom(Number(feature.properties.cluster_id));
  map.easeTo({ center: feature.geometry.coordinates as [number, number], zoom });
}

async function start(): Promise<void> {
  const answer = await fetch(data.pins);
  if (!answer.ok) return; // The list stays.
  const pins = (await answer.json()) as FeatureCollection;
  const line: FeatureCollection = {
    type: "FeatureCollection",
    features: data.line ? [{ type: "Feature", geometry: data.line, properties: {} }] : [],
  };
  if (!pins.features.length && !line.features.length) return;
  container.hidden = false;
  const bounds: Bounds = boundsOf({ type: "FeatureCollection", features: [...pins.features, ...line.features] });
  const map = await drawMap({
    container,
    label: data.label,
    bounds,
    sources: {
      line: { type: "geojson", data: line },
      pins: { type: "geojson", data: pins, cluster: true, clusterRadius: 40 },
    },
    layers: [
      { id: "ground", type: "fill", source: "line", paint: { "fill-color": "#e8edee" } },
      { id: "edge", type: "line", source: "line", paint: { "line-color": "#768692", "line-width": 2 } },
      {
        id: "some",
        type: "circle",
        source: "pins",
        filter: ["has", "point_count"],
        paint: {
          "circle-color": "#0b4f6c",
          "circle-radius": ["step", ["get", "point_count"], 14, 10, 18, 100, 24],
          "circle-stroke-color": "#ffffff",
          "circle-stroke-width": 2,
        },
      },
      {
        id: "how-many",
        type: "symbol",
        source: "pins",
        filter: ["has", "point_count"],
        layout: {
          "text-field": ["get", "point_count_abbreviated"],
          "text-font": ["Arial", "sans-serif"],
          "text-size": 14,
        },
        paint: { "text-color": "#ffffff" },
      },
      {
        id: "one",
        type: "circle",
        source: "pins",
        filter: ["!", ["has", "point_count"]],
        paint: {
          "circle-color": "#7c2855",
          "circle-radius": 8,
          "circle-stroke-color": "#ffffff",
          "circle-stroke-width": 2,
        },
      },
    ],
  });
  for (const layer of ["some", "one"]) {
    map.on("mouseenter", layer, () => setCursor(map, "pointer"));
    map.on("mouseleave", layer, () => setCursor(map, ""));
  }
  map.on("click", "one", (event) => event.features?.[0] && say(event.features[0]));
  map.on("click", "some", (event) => {
    const feature = event.features?.[0];
    if (feature) void open(map, feature);
  });
}

function setCursor(map: PlaceMap, kind: string): void {
  map.getCanvas().style.cursor = kind;
}

start().catch(() => {
  container.hidden = true; // No WebGL here: the list stays.
});
