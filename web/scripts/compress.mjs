// Writes what the service sends to browsers that take it: each text file of the build, compressed.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.env["WEB_APP_DIST"] ?? "dist";
const text = /\.(css|html|js|json|svg|txt|webmanifest)$/;

for (const name of readdirSync(folder, { recursive: true })) {
    if (text.test(name)) {
        const path = join(folder, name);
        const content = readFileSync(path);
        const quality = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
        writeFileSync(`${path}.br`, brotliCompressSync(content, quality));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    }
}
