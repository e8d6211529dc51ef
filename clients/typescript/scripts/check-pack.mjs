// Of what `npm pack --dry-run --json` says: the package holds what was built from src, its README and its licence, and
// nothing else.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

const [{ files }] = JSON.parse(readFileSync(0, "utf8"));
const built = readdirSync(new URL("../src", import.meta.url), { recursive: true })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replaceAll("\\", "/").replace(/\.ts$/, ""))
    .flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`]);

assert.deepEqual(files.map(({ path }) => path).sort(), ["LICENSE", "README.md", "package.json", ...built].sort());
