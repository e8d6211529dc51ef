import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pages } from "../pages";
import { settle, signInTo, test } from "../test";

const folder = fileURLToPath(new URL("../../test-results/sheets", import.meta.url));
const columns = 4;

/** All pages beside each other, for people to look at. */
for (const width of [390, 1280]) {
    for (const scheme of ["light", "dark"] as const) {
        test(`Every page at ${width} px, ${scheme}`, async ({ browser, baseURL, allow }) => {
            test.setTimeout(300_000);
            allow(/.*/);
            mkdirSync(folder, { recursive: true });
            const shots: string[] = [];
            for (const who of ["visitor", "student", "newcomer", "ta", "admin"] as const) {
                const context = await browser.newContext({
                    baseURL,
                    colorScheme: scheme,
                    viewport: { width, height: width === 390 ? 844 : 900 },
                });
                if (who !== "visitor") {
                    await signInTo(context, who);
                }
                const page = await context.newPage();
                for (const { name, path } of pages.filter((each) => each.who === who)) {
                    await page.goto(path);
                    await settle(page).catch(() => undefined);
                    const file = `${folder}/${width}-${scheme}-${name.replaceAll(" ", "-")}.png`;
                    await page.screenshot({ path: file });
                    const image = readFileSync(file).toString("base64");
                    shots.push(
                        `<figure><img src="data:image/png;base64,${image}"><figcaption>${name}</figcaption></figure>`,
                    );
                }
                await context.close();
            }
            const wall = await browser.newPage({ viewport: { width: columns * 480, height: 800 } });
            await wall.setContent(
                `<style>
                    body { margin: 0; font: 16px sans-serif; background: gray; display: grid; gap: 8px;
                        grid-template-columns: repeat(${columns}, 1fr) }
                    figure { margin: 0; background: white } img { width: 100%; display: block }
                    figcaption { padding: 4px 8px }
                </style>${shots.join("")}`,
            );
            await wall.screenshot({ path: `${folder}/sheet-${width}-${scheme}.png`, fullPage: true });
            await wall.close();
        });
    }
}
