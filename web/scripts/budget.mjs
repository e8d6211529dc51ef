// Says what the build weighs, as it travels, and fails if a first visit loads more script than it may.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const budget = 180 * 1024;
const dist = fileURLToPath(new URL("../dist", import.meta.url));
const assets = join(dist, "assets");

const size = (name) => statSync(join(assets, `${name}.br`)).size;
const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));

/** A script and all that it imports before it runs; what it imports later is between parentheses. */
function withImports(name, found = new Set()) {
    if (!found.has(name)) {
        found.add(name);
        const text = readFileSync(join(assets, name), "utf8");
        for (const [, imported] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) {
            withImports(imported, found);
        }
    }
    return found;
}

const index = readFileSync(join(dist, "index.html"), "utf8");
const first = new Set([...index.matchAll(/assets\/([^"]+\.js)/g)].flatMap(([, name]) => [...withImports(name)]));
// The page that people come to first, and its words.
for (const name of scripts.filter((each) => /^(Courses|fr)-/.test(each))) {
    withImports(name, first);
}

const sum = (names) => [...names].reduce((total, name) => total + size(name), 0);
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
console.log(`First load: ${kilobytes(sum(first))} of compressed script (at most ${kilobytes(budget)}).`);
console.log(`All ${scripts.length} scripts: ${kilobytes(sum(scripts))}.`);
if (first.size === 0 || sum(first) > budget) {
    console.error("The first load is over its budget.");
    process.exitCode = 1;
}
