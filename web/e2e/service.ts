import { spawn } from "node:child_process";
import { freshDatabase, program, repository, settingsOf } from "./playwright.config";

/** Starts one more instance of the service, with a database and demo data of its own. */
export async function startService(
    settings: Record<string, string>,
): Promise<{ address: string; stop(): Promise<void> }> {
    const service = spawn("dotnet", [program], {
        cwd: repository,
        env: { ...process.env, ...settingsOf(freshDatabase()), ASPNETCORE_URLS: "http://127.0.0.1:0", ...settings },
        stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = new Promise<void>((resolve) => service.once("exit", () => resolve()));
    const address = await new Promise<string>((resolve, reject) => {
        let log = "";
        service.stdout.setEncoding("utf8").on("data", (text: string) => {
            log += text;
            const found = /Engify is ready \(Development\): (\S+)/.exec(log)?.[1];
            if (found !== undefined) {
                resolve(found);
            }
        });
        void exited.then(() => reject(new Error(`The service did not start.\n${log}`)));
    });
    return {
        address,
        stop: async () => {
            service.kill("SIGTERM");
            await exited;
        },
    };
}
