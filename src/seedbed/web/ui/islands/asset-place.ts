// Where an asset is: a pin put by pressing on the map, or in its middle by Enter. The list and the numbers do the same.
import type { FeatureCollection, Geometry, Position } from "geojson";
import type { GeoJSONSource, Map as PlaceMap } from "maplibre-gl";
import { type Bounds, boundsOf } from "./shared/bounds";
import { element, readData } from "./shared/data";
import { drawMap } from "./shared/map";

interface Data {
  ground: string;
  outline: Geometry | null;
  label: string;
  /** Landmarks and streets as the list names them: longitude and latitude. */
  places: Record<string, Position>;
  told: { pin: string; near: string; none: string };
}

const DECIMALS = 6;
const AROUND = 0.003; // degrees
const NEAR = 0.0015; // degrees: about a hundred metres
const data = readData<Data>("place-data");
const container = element("place-map", HTMLElement);
const told = element("place-told", HTMLElement);
const longitude = element("id_longitude", HTMLInputElement);
const latitude = element("id_latitude", HTMLInputElement);
const where = element("id_where", HTMLSelectElement);

function pinned(): Position | null {
  const at = [longitude, latitude].map((field) => (field.value.trim() ? Number(field.value) : Number.NaN));
  return at.every(Number.isFinite) ? at : null;
}

function shapes(at: Position | null): FeatureCollection {
  const pin = at
    ? [{ type: "Feature" as const, properties: {}, geometry: { type: "Point" as const, coordinates: at } }]
    : [];
  return { type: "FeatureCollection", features: pin };
}

function boundsHere(): Bounds | null {
  const [x, y] = pinned() ?? [];
  if (x !== undefined && y !== undefined) return [x - AROUND, y - AROUND, x + AROUND, y + AROUND];
  if (!data.outline) return null;
  return boundsOf({
    type: "FeatureCollection",
    features: [{ type: "Feature", geometry: data.outline, properties: {} }],
  });
}

/** The landmark or street nearest to a point, if one is near. */
function nearest([x = 0, y = 0]: Position): string {
  const shrink = Math.cos((y * Math.PI) / 180);
  const far = ([east = 0, north = 0]: Position): number => Math.hypot((east - x) * shrink, north - y);
  const [name, at] = Object.entries(data.places).sort(([, one], [, other]) => far(one) - far(other))[0] ?? [];
  return name && at && far(at) < NEAR ? name.slice(name.indexOf(":") + 1) : "";
}

function say(at: Position | null): void {
  if (!at) {
    told.textContent = data.told.none;
    return;
  }
  const name = nearest(at);
  const spot = `${at[1]?.toFixed(5)}, ${at[0]?.toFixed(5)}`;
  told.textContent = name ? data.told.near.replace("%(name)s", name) : data.told.pin.replace("%(at)s", spot);
}

function show(map: PlaceMap, at: Position | null): void {
  map.getSource<GeoJSONSource>("pin")?.setData(shapes(at));
  say(at);
}

/** Put the pin: what was chosen in the list holds no more. */
function put(map: PlaceMap, at: { lng: number; lat: number }): void {
  longitude.value = at.lng.toFixed(DECIMALS);
  latitude.value = at.lat.toFixed(DECIMALS);
  where.value = "";
  show(map, pinned());
}

/** Show what is chosen in the list; the site puts the pin there when the form is sent. */
function choose(map: PlaceMap): void {
  const at = data.places[where.value];
  if (at) map.jumpTo({ center: at as [number, number], zoom: 17 });
  show(map, at ?? (where.value ? null : pinned()));
}

async function start(bounds: Bounds): Promise<void> {
  container.hidden = false;
  const map = await drawMap({
    container,
    label: data.label,
    bounds,
    ground: data.ground,
    outline: data.outline,
    sources: { pin: { type: "geojson", data: shapes(pinned()) } },
    layers: [
      {
        id: "pin",
        type: "circle",
        source: "pin",
        paint: {
          "circle-radius": 10,
          "circle-color": "#7c2855",
          "circle-stroke-color": "#ffffff",
          "circle-stroke-width": 3,
        },
      },
    ],
  });
  const tools = element("place-tools", HTMLElement);
  tools.hidden = false;
  map.getCanvas().style.cursor = "crosshair";
  map.on("click", (press) => put(map, press.lngLat));
  map.getCanvas().addEventListener("keydown", (press) => {
    if (press.key !== "Enter") return;
    press.preventDefault(); // It would send the form.
    put(map, map.getCenter());
  });
  element("place-middle", HTMLButtonElement).addEventListener("click", () => put(map, map.getCenter()));
  where.addEventListener("change", () => choose(map));
  for (const field of [longitude, latitude]) field.addEventListener("input", () => show(map, pinned()));
  choose(map);
}

const bounds = boundsHere();
if (bounds) {
  start(bounds).catch(() => {
    container.hidden = true; // No WebGL here: the list and the numbers do the same.
  });
}
