// Writes the examples of README.md, which are one program, to .build/README.ts, to be compiled against the built
// package.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("..", import.meta.url);
const folder = new URL(".build/", root);

// Every line keeps its number, so that the compiler's word is about README.md.
let inExample = false;
const program = readFileSync(new URL("README.md", root), "utf8")
    .split("\n")
    .map((line) => {
        if (line.startsWith("```")) {
            inExample = line === "```ts";
            return "";
        }
        return inExample ? line : "";
    });

mkdirSync(folder, { recursive: true });
writeFileSync(new URL("README.ts", folder), program.join("\n"));
