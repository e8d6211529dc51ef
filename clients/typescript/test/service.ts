// The real service, with a database and demo data of its own, for all tests of this process.
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

export const repository = findRepository(dirname(fileURLToPath(import.meta.url)));

export const student = { email: "student@engify.test", password: "Engify-demo-1" };
export const ta = { email: "ta@engify.test", password: "Engify-demo-1" };
export const admin = { email: "admin@engify.test", password: "Engify-demo-1" };

/** COMP 248 of the demo data, and one of its TAs, who is free on weekends. */
export const course = "01900000-0000-7000-8000-c00000000248";
export const amira = "01900000-0000-7000-8000-a00000000001";
export const sam = "01900000-0000-7000-8000-500000000001";

/** Where the service is. */
export const baseUrl = await start();

function findRepository(folder: string): string {
    return existsSync(join(folder, "Engify.sln")) ? folder : findRepository(dirname(folder));
}

async function start(): Promise<string> {
    // PostgreSQL's user must be able to enter the folder.
    const root = mkdtempSync(join(tmpdir(), "engify-client-test-"));
    chmodSync(root, 0o755);
    const built = join(repository, "Engify.Api", "bin", "Debug", "net10.0", "Engify.Api.dll");
    const service = spawn("dotnet", [process.env["ENGIFY_PROGRAM"] ?? built], {
        env: {
            ...process.env,
            ASPNETCORE_ENVIRONMENT: "Development",
            Database__EmbeddedFolder: join(root, "postgres"),
            ASPNETCORE_URLS: "http://127.0.0.1:0",
            Logging__Console__FormatterName: "simple",
        },
        stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = new Promise<void>((resolve) => service.once("exit", () => resolve()));
    const stop = (): void => void service.kill("SIGTERM");
    process.once("exit", stop);
    for (const signal of ["SIGINT", "SIGTERM"]) {
        process.once(signal, () => process.exit(1));
    }
    after(async () => {
        stop();
        await exited;
        rmSync(root, { recursive: true, force: true });
    });

    return await new Promise((resolve, reject) => {
        let log = "";
        service.stdout.setEncoding("utf8").on("data", (text: string) => {
            log += text;
            const address = /Engify is ready \(Development\): (\S+)/.exec(log)?.[1];
            if (address !== undefined) {
                resolve(address);
            }
        });
        void exited.then(() => reject(new Error(`The service did not start.\n${log}`)));
    });
}

/** The committed OpenAPI document. */
export const document = JSON.parse(readFileSync(join(repository, "openapi", "engify.v1.json"), "utf8")) as {
    paths: Record<string, Record<string, { operationId: string }>>;
};
