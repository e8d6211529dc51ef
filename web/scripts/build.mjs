// Builds the app into dist/ if its sources are newer, and copies it to a folder that is named: build.mjs [folder].
// Several may do so at once, such as two builds of the service in one clone: the others wait for the first. Whatever
// interrupts a build, what is in a folder is a whole app, since it is made beside the folder and then put in its place.
import { execSync } from "node:child_process";
import {
    cpSync,
    existsSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    statSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout } from "node:timers/promises";

const web = fileURLToPath(new URL("..", import.meta.url));
const dist = join(web, "dist");
const index = join(dist, "index.html");
const lock = join(web, "dist.lock");
const destination = process.argv[2];

/** Folders and files that the built app is made of. */
const sources = ["src", "public", "index.html", "package-lock.json", "vite.config.ts", "scripts/compress.mjs"]
    .map((name) => join(web, name))
    .concat(join(web, "..", "clients", "typescript", "src"));

const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newest(path) {
    if (!existsSync(path)) {
        return 0;
    }
    const below = statSync(path).isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : [];
    return Math.max(changedAt(path), ...below);
}

const isFresh = () => changedAt(index) > Math.max(...sources.map(newest));

async function exclusively(work) {
    for (;;) {
        try {
            writeFileSync(lock, `${process.pid}`, { flag: "wx" });
            break;
        } catch (error) {
            if (error.code !== "EEXIST") {
                throw error;
            }
            if (isAbandoned()) {
                rmSync(lock, { force: true });
            }
            await setTimeout(200);
        }
    }
    try {
        work();
    } finally {
        rmSync(lock, { force: true });
    }
}

/** Whether the process that took the lock has ended without giving it back. */
function isAbandoned() {
    try {
        process.kill(Number(readFileSync(lock, "utf8")) || process.pid, 0);
        return false;
    } catch (error) {
        return error.code === "ESRCH";
    }
}

const run = (command, env = {}) =>
    execSync(command, { cwd: web, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, ...env } });

/** Has `fill` make the content of a folder, and puts it in the place of what is there. */
function replace(folder, fill) {
    const made = `${folder}.${process.pid}`;
    try {
        fill(made);
        rmSync(folder, { recursive: true, force: true });
        renameSync(made, folder);
    } finally {
        rmSync(made, { recursive: true, force: true });
    }
}

function build() {
    // What changes while it is built is not in it.
    const begun = new Date();
    if (changedAt(join(web, "node_modules", ".package-lock.json")) < changedAt(join(web, "package-lock.json"))) {
        run("npm ci --ignore-scripts --no-audit --no-fund");
    }
    replace(dist, (made) => {
        run("npm run build", { WEB_APP_DIST: made });
        utimesSync(join(made, "index.html"), begun, begun);
    });
}

function copy() {
    const copied = join(destination, "index.html");
    // The index names every other file by its content.
    if (!existsSync(copied) || readFileSync(copied, "utf8") !== readFileSync(index, "utf8")) {
        replace(destination, (made) => cpSync(dist, made, { recursive: true }));
    }
}

await exclusively(() => {
    if (!isFresh()) {
        build();
    }
    if (destination !== undefined) {
        copy();
    }
});
