// The box around shapes, so that a map looks at them first.
import type { FeatureCollection, Geometry, Position } from "geojson";

export type Bounds = [number, number, number, number];

/** Return west, south, east and north of all shapes; the whole world where there are none. */
export function boundsOf(shapes: FeatureCollection): Bounds {
  const box: Bounds = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const feature of shapes.features) stretch(box, feature.geometry);
  return Number.isFinite(box[0]) ? box : [-170, -70, 170, 75];
}

function stretch(box: Bounds, shape: Geometry): void {
  if (shape.type === "GeometryCollection") {
    for (const part of shape.geometries) stretch(box, part);
    return;
  }
  for (const [x = 0, y = 0] of corners(shape.coordinates)) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
}

type Nested = Position | Position[] | Position[][] | Position[][][];

function* corners(coordinates: Nested): Generator<Position> {
  if (typeof coordinates[0] === "number") {
    yield coordinates as Position;
    return;
  }
  for (const part of coordinates as Exclude<Nested, Position>) yield* corners(part);
}
