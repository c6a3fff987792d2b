// A map that needs nothing from elsewhere: no tiles, no letters, no code made at run time.
import type { Geometry } from "geojson";
import type { LayerSpecification, LngLatBoundsLike, SourceSpecification } from "maplibre-gl";
import * as maplibre from "maplibre-gl";
import { fetchGround, type Ground, paper, SOURCE } from "./ground";
import "maplibre-gl/dist/maplibre-gl.css";

declare const MAPLIBRE_WORKER: string;

maplibre.setWorkerUrl(new URL(MAPLIBRE_WORKER, import.meta.url).href);

export interface MapSettings {
  /** The element the map fills; it needs a height. */
  container: HTMLElement;
  /** What the map shows, in words, and how else the same can be done. */
  label: string;
  /** Where to look first: west, south, east, north. */
  bounds: LngLatBoundsLike;
  /** Where what is beneath comes from; left out where nothing is. */
  ground?: string;
  /** The line around the neighbourhood. */
  outline?: Geometry | null;
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
}

const PLAIN = "#f3efe6";

const LINE = "outline";

/** The line around the neighbourhood: a plain shape where nothing is beneath. */
function edge(ground: Ground | null): LayerSpecification[] {
  const shape: LayerSpecification = { id: "inside", type: "fill", source: LINE, paint: { "fill-color": "#e8edee" } };
  const dashes = ground ? { "line-dasharray": [4, 2] } : {};
  const line: LayerSpecification = {
    id: "edge",
    type: "line",
    source: LINE,
    paint: { "line-color": ground ? "#0b4f6c" : "#768692", "line-width": 2, ...dashes },
  };
  return ground ? [line] : [shape, line];
}

function credit(container: HTMLElement, text: string): void {
  const told = document.createElement("p");
  told.className = "sb-map__credit";
  told.textContent = text;
  told.dir = "auto";
  container.append(told);
}

/** Draw a map and return it once it is there. Names on it are drawn with the fonts of the reader's own machine. */
export async function drawMap(settings: MapSettings): Promise<maplibre.Map> {
  const ground = settings.ground ? await fetchGround(settings.ground) : null;
  const sources = {
    ...(ground ? { [SOURCE]: ground.source } : {}),
    ...(settings.outline ? { [LINE]: { type: "geojson", data: settings.outline } as SourceSpecification } : {}),
    ...settings.sources,
  };
  const beneath = [...(ground?.layers ?? [paper(PLAIN)]), ...(settings.outline ? edge(ground) : [])];
  const map = new maplibre.Map({
    container: settings.container,
    style: { version: 8, sources, layers: [...beneath, ...settings.layers] },
    bounds: settings.bounds,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    cooperativeGestures: true,
  });
  map.getCanvas().setAttribute("aria-label", settings.label);
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  await map.once("load");
  if (ground) credit(settings.container, ground.credit);
  settings.container.dataset.ready = "yes";
  return map;
}

export { maplibre };
