import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const service = process.env["ENGIFY"] ?? "http://localhost:3000";

export default defineConfig({
    base: "/app/",
    plugins: [react(), { ...optimizeLocales.vite({ locales: ["en-US", "fr-FR"] }), enforce: "pre" }],
    resolve: {
        alias: { "@engify/client": new URL("../clients/typescript/src/index.ts", import.meta.url).pathname },
    },
    build: {
        outDir: process.env["WEB_APP_DIST"] ?? "dist",
        emptyOutDir: true,
        target: "es2022",
        assetsInlineLimit: 0, // A data: address would need an exception in the Content-Security-Policy.
        modulePreload: { polyfill: false },
    },
    server: {
        proxy: { "^/(?!app/)": { target: service, xfwd: true } },
    },
    test: {
        environment: "node", // What needs a page says so: "@vitest-environment jsdom".
        pool: "threads",
        include: ["{src,scripts}/**/*.test.{ts,tsx}"],
        setupFiles: "./src/test-setup.ts",
    },
});
