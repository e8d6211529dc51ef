import { spawn } from "node:child_process";
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

/** Takes the place of Vite: writes files that belong together, the index first, and notes that it was called. */
const stub = `
    import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
    const dist = process.env.WEB_APP_DIST ?? "dist";
    appendFileSync("built", "x");
    while (existsSync("wait")) {}
    const name = "build-" + process.pid;
    mkdirSync(dist, { recursive: true });
    writeFileSync(dist + "/index.html", name);
    for (let part = 0; part < 200; part++) {
        writeFileSync(dist + "/" + part + ".js", name);
        while (existsSync("halt")) {}
    }
`;

const files = ["index.html", ...Array.from({ length: 200 }, (_, part) => `${part}.js`)];

let folder: string;
let web: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "engify-build-"));
    web = join(folder, "web");
    for (const name of ["web/scripts", "web/src", "web/node_modules", "clients/typescript/src"]) {
        mkdirSync(join(folder, name), { recursive: true });
    }
    copyFileSync(new URL("build.mjs", import.meta.url), join(web, "scripts", "build.mjs"));
    writeFileSync(join(web, "package.json"), JSON.stringify({ scripts: { build: "node stub.mjs" } }));
    writeFileSync(join(web, "package-lock.json"), "{}");
    writeFileSync(join(web, "node_modules", ".package-lock.json"), "{}");
    writeFileSync(join(web, "stub.mjs"), stub);
    writeFileSync(join(web, "src", "main.tsx"), "");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(...destination: string[]) {
    const build = spawn("node", [join(web, "scripts", "build.mjs"), ...destination], { detached: true });
    const ended = new Promise<number | null>((resolve) => build.once("exit", resolve));
    return { build, ended };
}

/** What the files of a folder say, each once; all of one build say the same. */
const saidIn = (path: string) => [...new Set(files.map((name) => readFileSync(join(path, name), "utf8")))];

const builds = () => readFileSync(join(web, "built"), "utf8").length;

test("Of several that build at once, one does, and each folder has a whole app", { timeout: 60_000 }, async () => {
    const shared = join(folder, "out");
    const own = ["one", "two"].map((name) => join(folder, name));
    const codes = await Promise.all(
        [start(), start(shared), start(shared), ...own.map((path) => start(path))].map(({ ended }) => ended),
    );

    expect(codes).toEqual([0, 0, 0, 0, 0]);
    expect(builds()).toBe(1);
    const said = saidIn(join(web, "dist"));
    expect(said).toHaveLength(1);
    for (const path of [shared, ...own]) {
        expect(saidIn(path)).toEqual(said);
    }

    // The same after a change, over what is there.
    appendFileSync(join(web, "src", "main.tsx"), "//");
    expect(await Promise.all([start(shared), start(shared), start(own[0]!)].map(({ ended }) => ended))).toEqual([
        0, 0, 0,
    ]);
    expect(builds()).toBe(2);
    expect(saidIn(shared)).toEqual(saidIn(join(web, "dist")));
    expect(saidIn(shared)).not.toEqual(said);
    expect(readdirSync(web).filter((name) => /^dist./.test(name))).toEqual([]);
});

test("A build that was killed leaves nothing that looks like one", { timeout: 60_000 }, async () => {
    writeFileSync(join(web, "halt"), "");
    const first = start();
    await expect
        .poll(() => readdirSync(web).some((name) => existsSync(join(web, name, "index.html"))), { timeout: 20_000 })
        .toBe(true);
    process.kill(-first.build.pid!, "SIGKILL");
    await first.ended;
    expect(existsSync(join(web, "dist"))).toBe(false);
    rmSync(join(web, "halt"));

    const out = join(folder, "out");
    expect(await start(out).ended).toBe(0);

    expect(saidIn(out)).toHaveLength(1);
});

test("What changes while the app is built is built the next time", { timeout: 60_000 }, async () => {
    writeFileSync(join(web, "wait"), "");
    const first = start();
    await expect.poll(() => existsSync(join(web, "built")), { timeout: 20_000 }).toBe(true);
    const now = new Date();
    utimesSync(join(web, "src", "main.tsx"), now, now);
    const probe = join(folder, "probe");
    await expect
        .poll(() => {
            writeFileSync(probe, "");
            return statSync(probe).mtimeMs > now.getTime();
        })
        .toBe(true);
    rmSync(join(web, "wait"));
    expect(await first.ended).toBe(0);

    expect(await start().ended).toBe(0);

    expect(builds()).toBe(2);
});
