// Writes src/generated/operations.ts from openapi/engify.v1.json; with --check, only fails if it is stale.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const committed = join(root, "src", "generated", "operations.ts");

function generate(output) {
    execFileSync(
        "dotnet",
        [
            "build",
            join(root, "generation"),
            "--nologo",
            "-verbosity:quiet",
            "-restore",
            "-target:Generate",
            `-property:OperationsFile=${output}`,
        ],
        { stdio: "inherit" },
    );
}

if (process.argv.includes("--check")) {
    const folder = mkdtempSync(join(tmpdir(), "engify-client-"));
    try {
        const fresh = join(folder, "operations.ts");
        generate(fresh);
        if (readFileSync(fresh, "utf8") !== readFileSync(committed, "utf8")) {
            console.error("src/generated/operations.ts is stale: run `npm run generate`.");
            process.exitCode = 1;
        }
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
} else {
    generate(committed);
}
