import { defineConfig } from "@playwright/test";
import { chmodSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));
/** The one that "dotnet build" makes, unless ENGIFY_PROGRAM names another. */
export const program = process.env["ENGIFY_PROGRAM"] ?? join("Engify.Api", "bin", "Debug", "net10.0", "Engify.Api.dll");

/** The service's address: its own, with a database and demo data of its own, unless ENGIFY names one that runs. */
const given = process.env["ENGIFY"];
// Workers read this file again, and must find the same.
const port = (process.env["E2E_PORT"] ??= `${20_000 + (process.pid % 10_000)}`);
export const address = given ?? `http://localhost:${port}`;

/** A folder for a database; PostgreSQL's user must be able to enter the one above it. */
export function freshDatabase(): string {
    const folder = mkdtempSync(join(tmpdir(), "engify-e2e-"));
    chmodSync(folder, 0o755);
    return join(folder, "postgres");
}

// The headless shell is the same engine without a desktop browser around it, and a third faster.
const chromium = [
    process.env["CHROMIUM"] ?? "",
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
].find((path) => path !== "" && existsSync(path));

/** How a service of the tests is set up: with an empty database at a place of its own. */
export const settingsOf = (database: string) => ({
    ASPNETCORE_ENVIRONMENT: "Development",
    Database__EmbeddedFolder: database,
    WebApp__Folder: join(repository, "web", "dist"),
    Logging__Console__FormatterName: "simple",
});

export default defineConfig({
    outputDir: "../test-results",
    forbidOnly: process.env["CI"] !== undefined,
    fullyParallel: true,
    workers: 2,
    timeout: 60_000,
    expect: { timeout: 10_000 },
    reporter: [["list"]],
    projects: [
        { name: "flows", testDir: "flows" },
        { name: "sheets", testDir: "sheets" },
    ],
    use: {
        baseURL: address,
        locale: "en-CA",
        timezoneId: "America/Toronto",
        // So that nothing is looked at while it moves; one test is about the movement.
        contextOptions: { reducedMotion: "reduce" },
        screenshot: "only-on-failure",
        launchOptions: {
            ...(chromium === undefined ? {} : { executablePath: chromium }),
            args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
        },
    },
    ...(given === undefined && {
        webServer: {
            command: `dotnet ${program}`,
            cwd: repository,
            url: `${address}/health/ready`,
            timeout: 120_000,
            gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
            stdout: process.env["E2E_LOG"] === undefined ? "ignore" : "pipe",
            env: {
                ...settingsOf((process.env["E2E_DATABASE"] ??= freshDatabase())),
                PORT: port,
            },
        },
    }),
});
