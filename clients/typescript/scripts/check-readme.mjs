// Compiles the examples of README.md, which are one program, against the built package.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("..", import.meta.url);
const folder = new URL(".build/readme/", root);
const readme = readFileSync(new URL("README.md", root), "utf8");

// Every line keeps its number, so that the compiler's word is about README.md.
let inExample = false;
const program = readme.split("\n").map((line) => {
    if (line.startsWith("```")) {
        inExample = line === "```ts";
        return "";
    }
    return inExample ? line : "";
});

mkdirSync(folder, { recursive: true });
writeFileSync(new URL("README.ts", folder), program.join("\n"));
writeFileSync(
    new URL("tsconfig.json", folder),
    JSON.stringify({
        extends: "../../tsconfig.json",
        compilerOptions: {
            rootDir: ".",
            noEmit: true,
            declaration: false,
            lib: ["ES2022", "DOM", "DOM.AsyncIterable"],
        },
        include: ["README.ts"],
    }),
);
execFileSync("npx", ["tsc", "--project", fileURLToPath(folder)], { cwd: fileURLToPath(root), stdio: "inherit" });
