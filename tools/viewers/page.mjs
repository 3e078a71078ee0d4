// Draws a page as pdf.js does:  cd .cache/viewers && node …/page.mjs FILE.pdf PAGE DPI PICTURE.png
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [file, number, dpi, picture] = process.argv.slice(2);
// The packages lie where tools/viewers/set-up has put them, not beside this file.
const require = createRequire(join(process.cwd(), "package.json"));
const home = dirname(require.resolve("pdfjs-dist/package.json"));
const { createCanvas } = require("@napi-rs/canvas");
const { getDocument, VerbosityLevel } = await import(pathToFileURL(join(home, "legacy/build/pdf.mjs")));

const folder = (name) => `${join(home, name)}/`;
const document = await getDocument({
  data: new Uint8Array(readFileSync(file)), cMapUrl: folder("cmaps"), standardFontDataUrl: folder("standard_fonts"),
  wasmUrl: folder("wasm"), iccUrl: folder("iccs"), disableFontFace: true, useSystemFonts: false, verbosity: VerbosityLevel.ERRORS,
}).promise;
const page = await document.getPage(Number(number));
const viewport = page.getViewport({ scale: Number(dpi) / 72 });
const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
await page.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise;
writeFileSync(picture, canvas.toBuffer("image/png"));
await document.destroy();
