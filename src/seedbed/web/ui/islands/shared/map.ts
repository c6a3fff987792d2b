// A map that needs nothing from elsewhere: no tiles, no letters, no code made at run time.
import type { LayerSpecification, LngLatBoundsLike, SourceSpecification } from "maplibre-gl";
import * as maplibre from "maplibre-gl";
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
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
}

const PAPER: LayerSpecification = { id: "paper", type: "background", paint: { "background-color": "#f3efe6" } };

/** Draw a map and return it once it is there. Names on it are drawn with the fonts of the reader's own machine. */
export async function drawMap(settings: MapSettings): Promise<maplibre.Map> {
  const map = new maplibre.Map({
    container: settings.container,
    style: { version: 8, sources: settings.sources, layers: [PAPER, ...settings.layers] },
    bounds: settings.bounds,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    cooperativeGestures: true,
  });
  map.getCanvas().setAttribute("aria-label", settings.label);
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  await map.once("load");
  settings.container.dataset.ready = "yes";
  return map;
}

export { maplibre };
