// The text of a PDF as pdf.js reads it:  cd .cache/viewers && node …/text.mjs FILE.pdf
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

// The packages lie where tools/viewers/set-up has put them, not beside this file.
const require = createRequire(join(process.cwd(), "package.json"));
const home = dirname(require.resolve("pdfjs-dist/package.json"));
const { getDocument, VerbosityLevel } = await import(pathToFileURL(join(home, "legacy/build/pdf.mjs")));

const document = await getDocument({
  data: new Uint8Array(readFileSync(process.argv[2])), cMapUrl: `${join(home, "cmaps")}/`,
  standardFontDataUrl: `${join(home, "standard_fonts")}/`, useSystemFonts: false, verbosity: VerbosityLevel.ERRORS,
}).promise;
for (let number = 1; number <= document.numPages; number++) {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent({ disableNormalization: true });
  process.stdout.write(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\n");
}
await document.destroy();
