// What is beneath a map: streets, buildings, parks and water, kept by the site; nothing comes from elsewhere.
import type { FeatureCollection } from "geojson";
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
} from "maplibre-gl";

interface Style {
  fill: string | null;
  line: string | null;
  width: number;
  casing: string | null;
  dashes: string;
}

/** What `places.ground.ground_answer` sends; the colours are those of a poster's theme. */
interface Answer {
  map: FeatureCollection | null;
  theme?: { paper: string; ink: string; layers: Record<string, Style> };
  credit?: string;
}

export interface Ground {
  source: SourceSpecification;
  /** From the paper up. */
  layers: LayerSpecification[];
  credit: string;
}

export const SOURCE = "ground";
const AREAS: ExpressionSpecification = ["match", ["geometry-type"], ["Polygon", "MultiPolygon"], true, false];
const LINES: ExpressionSpecification = ["match", ["geometry-type"], ["LineString", "MultiLineString"], true, false];
/** Pixels for a millimetre on paper, by how near one looks. */
const PIXELS: [zoom: number, pixels: number][] = [
  [12, 0.7],
  [14, 2],
  [16, 6],
  [18, 18],
];
const NAMED = ["main_road", "street", "path", "stream"];

/** Fetch what is beneath; null where there is nothing, or no network. */
export async function fetchGround(address: string): Promise<Ground | null> {
  try {
    const answer = await fetch(address);
    const told = answer.ok ? ((await answer.json()) as Answer) : null;
    if (!told?.map || !told.theme) return null;
    const layers = Object.entries(told.theme.layers).flatMap(([layer, style]) => drawn(layer, style));
    return {
      source: { type: "geojson", data: told.map },
      layers: [paper(told.theme.paper), ...layers, ...names(told.theme.ink, told.theme.paper)],
      credit: told.credit ?? "",
    };
  } catch {
    return null; // Pins and lines stand without it.
  }
}

export function paper(colour: string): LayerSpecification {
  return { id: "paper", type: "background", paint: { "background-color": colour } };
}

function drawn(layer: string, style: Style): LayerSpecification[] {
  const only = (form: ExpressionSpecification): FilterSpecification => ["all", ["==", ["get", "layer"], layer], form];
  if (layer === "landmark") return [landmark(style)];
  const made: LayerSpecification[] = [];
  if (style.fill) {
    made.push({
      id: `ground-${layer}-area`,
      type: "fill",
      source: SOURCE,
      filter: only(AREAS),
      paint: { "fill-color": style.fill, ...(style.line ? { "fill-outline-color": style.line } : {}) },
    });
  }
  if (style.casing) made.push(line(`ground-${layer}-casing`, only(LINES), style.casing, style.width, 2));
  if (style.line) made.push(line(`ground-${layer}`, only(LINES), style.line, style.width, 0, style.dashes));
  return made;
}

function line(
  id: string,
  filter: FilterSpecification,
  colour: string,
  width: number,
  more: number,
  dashes = "",
): LayerSpecification {
  const stops = PIXELS.flatMap(([zoom, pixels]) => [zoom, width * pixels + more]);
  return {
    id,
    type: "line",
    source: SOURCE,
    filter,
    layout: { "line-cap": dashes ? "butt" : "round", "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": ["interpolate", ["exponential", 1.8], ["zoom"], ...stops] as ExpressionSpecification,
      ...(dashes ? { "line-dasharray": dashes.split(" ").map((each) => Number(each) / width) } : {}),
    },
  };
}

function landmark(style: Style): LayerSpecification {
  return {
    id: "ground-landmark",
    type: "circle",
    source: SOURCE,
    minzoom: 14,
    filter: ["==", ["get", "layer"], "landmark"],
    paint: { "circle-color": style.fill ?? "#8a9297", "circle-radius": 3 },
  };
}

function names(ink: string, paper: string): LayerSpecification[] {
  const paint = { "text-color": ink, "text-halo-color": paper, "text-halo-width": 1.5 };
  const font = { "text-field": nameHere(), "text-font": ["Arial", "sans-serif"], "text-size": 11 };
  return [
    {
      id: "ground-names",
      type: "symbol",
      source: SOURCE,
      minzoom: 14,
      filter: ["in", ["get", "layer"], ["literal", NAMED]],
      layout: { ...font, "symbol-placement": "line", "symbol-spacing": 350 },
      paint,
    },
    {
      id: "ground-landmarks",
      type: "symbol",
      source: SOURCE,
      minzoom: 15,
      filter: ["==", ["get", "layer"], "landmark"],
      layout: { ...font, "text-anchor": "top", "text-offset": [0, 0.5], "text-max-width": 8 },
      paint,
    },
  ];
}

/** The name in the language of the page, else on the spot; maps cannot join letters that are written from the right. */
function nameHere(): ExpressionSpecification {
  const language = document.documentElement.lang.split("-")[0] ?? "";
  const here: ExpressionSpecification = ["coalesce", ["get", "name"], ""];
  return document.documentElement.dir === "rtl" ? here : ["coalesce", ["get", `name:${language}`], here];
}
