// What people put on the map, over the streets; pressing on a mark says what it is. The list on the page holds the same.
import type { FeatureCollection, Geometry } from "geojson";
import type { MapGeoJSONFeature } from "maplibre-gl";
import { boundsOf } from "./shared/bounds";
import { element, readData } from "./shared/data";
import { drawMap } from "./shared/map";

interface Data {
  ground: string;
  outline: Geometry | null;
  label: string;
  marks: FeatureCollection;
}

const COLOUR = "#7c2855";
const LAYERS = ["marks-points", "marks-lines", "marks-areas"]; // what lies on top first
const data = readData<Data>("marks-data");
const container = element("marks-map", HTMLElement);
const told = element("marks-told", HTMLElement);

/** Say which mark was pressed, as a link to what was said with it. */
function say(feature: MapGeoJSONFeature): void {
  const link = document.createElement("a");
  link.href = String(feature.properties.address);
  link.textContent = String(feature.properties.name);
  link.dir = "auto";
  told.replaceChildren(link);
}

async function start(): Promise<void> {
  container.hidden = false;
  const outline = data.outline ? [{ type: "Feature" as const, properties: {}, geometry: data.outline }] : [];
  const map = await drawMap({
    container,
    label: data.label,
    bounds: boundsOf({ type: "FeatureCollection", features: [...outline, ...data.marks.features] }),
    ground: data.ground,
    outline: data.outline,
    sources: { marks: { type: "geojson", data: data.marks } },
    layers: [
      {
        id: "marks-areas",
        type: "fill",
        source: "marks",
        filter: ["==", ["geometry-type"], "Polygon"],
        paint: { "fill-color": COLOUR, "fill-opacity": 0.25, "fill-outline-color": COLOUR },
      },
      {
        id: "marks-lines",
        type: "line",
        source: "marks",
        filter: ["!=", ["geometry-type"], "Point"],
        paint: { "line-color": COLOUR, "line-width": 3 },
      },
      {
        id: "marks-points",
        type: "circle",
        source: "marks",
        filter: ["==", ["geometry-type"], "Point"],
        paint: {
          "circle-radius": 7,
          "circle-color": COLOUR,
          "circle-stroke-color": "#ffffff",
          "circle-stroke-width": 2,
        },
      },
    ],
  });
  for (const layer of LAYERS) {
    map.on("mouseenter", layer, () => {
      map.getCanvas().style.cursor = "pointer";
    });
    map.on("mouseleave", layer, () => {
      map.getCanvas().style.cursor = "";
    });
  }
  map.on("click", (press) => {
    const [found] = map.queryRenderedFeatures(press.point, { layers: LAYERS });
    if (found) say(found);
  });
}

void start();
