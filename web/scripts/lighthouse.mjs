// Measures the course page of a Release build as Lighthouse sees it on a phone, and fails below 95 in any category.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, chmodSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const least = 95;
const version = "13.5.0";
const repository = fileURLToPath(new URL("../..", import.meta.url));
const page = process.argv[2] ?? "/app/courses/01900000-0000-7000-8000-c00000000248";
const folder = mkdtempSync(join(tmpdir(), "engify-lighthouse-"));
chmodSync(folder, 0o755); // PostgreSQL's user must be able to enter it.

execFileSync("node", ["scripts/build.mjs"], { cwd: join(repository, "web"), stdio: "inherit" });
execFileSync("dotnet", ["build", "Engify.Api", "-c", "Release", "-v", "q", "--nologo"], {
    cwd: repository,
    stdio: "inherit",
});
const service = spawn("dotnet", [join(repository, "Engify.Api", "bin", "Release", "net10.0", "Engify.Api.dll")], {
    env: {
        ...process.env,
        ASPNETCORE_ENVIRONMENT: "Development", // for its database and demo data; the program is that of a release
        ASPNETCORE_URLS: "http://127.0.0.1:0",
        Database__EmbeddedFolder: join(folder, "postgres"),
        WebApp__Folder: join(repository, "web", "dist"),
        Logging__Console__FormatterName: "simple",
    },
    stdio: ["ignore", "pipe", "inherit"],
});
const exited = new Promise((resolve) => service.once("exit", resolve));

try {
    const address = await new Promise((resolve, reject) => {
        let log = "";
        service.stdout.setEncoding("utf8").on("data", (text) => {
            log += text;
            const found = /Engify is ready \(Development\): (\S+)/.exec(log)?.[1];
            if (found !== undefined) {
                resolve(found);
            }
        });
        void exited.then(() => reject(new Error(`The service did not start.\n${log}`)));
    });
    const report = join(folder, "report.json");
    const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
    execFileSync(
        "npx",
        [
            "--yes",
            `lighthouse@${version}`,
            address + page,
            "--quiet",
            "--output=json",
            `--output-path=${report}`,
            "--only-categories=performance,accessibility,best-practices",
            `--chrome-flags=--headless=new${process.getuid?.() === 0 ? " --no-sandbox" : ""}`,
        ],
        {
            cwd: folder,
            stdio: "inherit",
            env: { ...process.env, ...(existsSync(chromium) && { CHROME_PATH: chromium }) },
        },
    );
    const { categories, audits } = JSON.parse(readFileSync(report, "utf8"));
    for (const { title, score, auditRefs } of Object.values(categories)) {
        const figure = Math.round(score * 100);
        console.log(`${title}: ${figure} (at least ${least})`);
        if (figure < least) {
            process.exitCode = 1;
        }
        for (const { title: what, displayValue } of auditRefs
            .map(({ id }) => audits[id])
            .filter((audit) => audit.score !== null && audit.score < 0.9)) {
            console.log(`    ${what}${displayValue ? `: ${displayValue}` : ""}`);
        }
    }
} finally {
    service.kill("SIGTERM");
    await exited;
    rmSync(folder, { recursive: true, force: true });
}
