// The styles of every page: the design system and our own, both reading directions in one file.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import postcss from "postcss";
import rightToLeft from "postcss-rtlcss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "..", "..", "..", "..", "node_modules");
const SETTINGS = { loadPaths: [modules, join(here, "styles")], style: "expanded", quietDeps: true };

// The brand's colour is compiled as this stand-in, whose every shade is told apart from all other colours in the
// design system. Afterwards each becomes a mix of the colour that the site is set to.
const STAND_IN = "#fe01fd";

/** Return the stand-in, its shades and its tints as Sass writes them, each with what stands for it in the browser. */
function shadesOfBrand() {
  const steps = Array.from({ length: 99 }, (_, index) => index + 1);
  const rules = ["shade", "tint"].flatMap((kind) =>
    steps.map((step) => `a { b: "${kind} ${step}"; c: tools.nhsuk-${kind}(${STAND_IN}, ${step}%); }`),
  );
  const source = `@use "nhsuk-frontend/dist/nhsuk/core/helpers/colour" as tools; ${rules.join(" ")}`;
  const { css } = sass.compileString(source, { ...SETTINGS, url: pathToFileURL(join(here, "shades.scss")) });
  const found = css.matchAll(/b: "(\w+) (\d+)";\s+c: ([^;]+);/g);
  const mixed = Array.from(found, ([, kind, step, written]) => {
    const other = kind === "shade" ? "black" : "white";
    return [written, `color-mix(in srgb, var(--sb-brand), ${other} ${step}%)`];
  });
  return [[STAND_IN, "var(--sb-brand)"], ...mixed];
}

/** Put the design system's few pictures into the styles themselves. */
function withPictures(css) {
  const folder = join(modules, "nhsuk-frontend", "dist", "nhsuk", "assets", "images");
  return css.replaceAll(/url\("?\.\/([\w-]+\.svg)"?\)/g, (_, name) => {
    return `url("data:image/svg+xml,${encodeURIComponent(readFileSync(join(folder, name), "utf8"))}")`;
  });
}

// A rule for one direction asks the element itself which way it runs, not what stands around it: English pages stand
// inside an Arabic menu, and Arabic words inside an English page. The question has no weight of its own: a rule for `ul`
// in one direction must not beat one for a class in both.
const TURNING = {
  mode: "combined",
  ltrPrefix: ":where(:dir(ltr))",
  rtlPrefix: ":where(:dir(rtl))",
  bothPrefix: ":where([dir])",
  prefixSelectorTransformer: asked,
};

/** Put the question after the last element of a selector, before any part of it such as `::before`. */
function asked(question, selector) {
  if (!question.includes(":dir(")) return undefined;
  const part = selector.search(/::[\w-]+(\([^)]*\))?(:[\w-]+)*$/);
  return part < 0 ? `${selector}${question}` : `${selector.slice(0, part) || "*"}${question}${selector.slice(part)}`;
}

/** Compile everything. */
export async function compileStyles() {
  const { css } = sass.compile(join(here, "styles", "app.scss"), SETTINGS);
  const turned = await postcss([rightToLeft(TURNING)]).process(css, { from: undefined });
  const branded = shadesOfBrand().reduce((text, [written, mix]) => text.replaceAll(written, mix), turned.css);
  if (branded.includes(STAND_IN)) throw new Error("A shade of the brand's colour was not replaced.");
  return withPictures(branded);
}
