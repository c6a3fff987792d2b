// Builds styles and islands into ../static/dist, or the folder named: fingerprinted, compressed, with a manifest.
// Every file can then be served as it lies, on a machine that has no Node.
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { compileStyles } from "./styles.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const islands = join(here, "..", "islands");
const workers = join(islands, "workers");
const parts = {};
const target = resolve(process.argv[2] ?? join(here, "..", "static", "dist"));
mkdirSync(dirname(target), { recursive: true });
// A folder of its own: two builds at once, such as of two checks, must not write into one another's.
const making = mkdtempSync(`${target}.making-`);
process.on("exit", () => rmSync(making, { recursive: true, force: true }));
const require = createRequire(import.meta.url);
const COMPRESSED = new Set([".css", ".js", ".mjs", ".svg", ".json"]);

/** Write a file under its name with a fingerprint of its content, and return that name. */
function writeFingerprinted(name, content) {
  const fingerprint = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const written = `${basename(name, extname(name))}.${fingerprint}${extname(name)}`;
  writeFileSync(join(making, written), content);
  return written;
}

/** Bundle every island; return the files made by the name that pages ask for. */
async function bundleIslands(worker) {
  const entries = readdirSync(islands).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
  const result = await esbuild.build({
    entryPoints: entries.map((name) => join(islands, name)),
    outdir: making,
    entryNames: "[name].[hash]",
    chunkNames: "chunk-[hash]",
    assetNames: "[name].[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "eof",
    logLevel: "warning",
    metafile: true,
    define: { MAPLIBRE_WORKER: JSON.stringify(`./${worker}`) },
  });
  const made = {};
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    if (!output.entryPoint) continue;
    const name = basename(output.entryPoint, ".ts");
    made[`${name}.js`] = basename(path);
    if (output.cssBundle) made[`${name}.css`] = basename(output.cssBundle);
    parts[`${name}.js`] = [...partsOf(path, result.metafile.outputs)].map((each) => basename(each));
  }
  return made;
}

/** Return a built file and all that it imports, so that a page can be kept on a device whole. */
function partsOf(path, outputs, found = new Set()) {
  if (found.has(path) || !outputs[path]) return found;
  found.add(path);
  for (const each of outputs[path].imports) partsOf(each.path, outputs, found);
  return found;
}

/** Bundle the service workers: one file each, since not every browser lets them import. */
async function bundleWorkers() {
  const made = {};
  for (const name of readdirSync(workers).filter((each) => each.endsWith(".ts"))) {
    const result = await esbuild.build({
      entryPoints: [join(workers, name)],
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2022",
      logLevel: "warning",
      write: false,
    });
    const plain = `${basename(name, ".ts")}.js`;
    made[plain] = writeFingerprinted(plain, result.outputFiles[0].contents);
  }
  return made;
}

/** Compile the styles of every page. */
async function buildStyles() {
  const { code } = await esbuild.transform(await compileStyles(), { loader: "css", minify: true, target: "es2022" });
  // Our pages fetch nothing from elsewhere; names of XML dialects inside pictures are no addresses.
  const outside = code.replaceAll(/http:\/\/www\.w3\.org\/[\w/]*/g, "").match(/https?:[^)"' ]*/);
  if (outside) throw new Error(`The styles would fetch ${outside[0]}.`);
  return { "app.css": writeFingerprinted("app.css", code) };
}

/** Put a compressed twin beside every file that gains by one. */
function compressAll() {
  for (const name of readdirSync(making)) {
    const path = join(making, name);
    if (!COMPRESSED.has(extname(name)) || statSync(path).size < 400) continue;
    const content = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}

/** Put the finished build where it is served from; of two that end together the later stays. */
function putInPlace() {
  const old = mkdtempSync(`${target}.old-`);
  for (let before = 0; ; before += 1) {
    try {
      renameSync(target, join(old, String(before)));
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
    try {
      renameSync(making, target);
      break;
    } catch (error) {
      // Another build came in between: move it away too.
      if (!["ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code) || before > 100) throw error;
    }
  }
  rmSync(old, { recursive: true, force: true });
}

chmodSync(making, 0o777 & ~process.umask());
const maplibre = dirname(require.resolve("maplibre-gl/dist/maplibre-gl-worker.mjs"));
const worker = writeFingerprinted("maplibre-gl-worker.mjs", readFileSync(join(maplibre, "maplibre-gl-worker.mjs")));
const manifest = { ...(await bundleIslands(worker)), ...(await bundleWorkers()), ...(await buildStyles()) };
compressAll();
writeFileSync(join(making, "parts.json"), `${JSON.stringify(parts, null, 2)}\n`);
writeFileSync(join(making, "manifest.json"), `${JSON.stringify(manifest, Object.keys(manifest).sort(), 2)}\n`);
putInPlace();
