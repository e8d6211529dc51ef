import { fileURLToPath } from "node:url";
import { amira, course, settle, test, type Who } from "../test";

const folder = fileURLToPath(new URL("../../../docs/web", import.meta.url));

/** The main pages, as the documents show them. */
const shown: readonly (readonly [name: string, path: string, who: Who])[] = [
    ["course", `/app/courses/${course}`, "student"],
    ["booking", `/app/courses/${course}/book?ta=${amira}`, "student"],
    ["sessions", "/app/sessions", "student"],
    ["bundles", "/app/bundles", "student"],
    ["today", "/app/admin/today", "admin"],
    ["bookings", "/app/admin/bookings", "admin"],
];

for (const [name, path, who] of shown) {
    for (const width of [390, 1280]) {
        test(`${name} at ${width} px in the documents`, async ({ page, signIn, allow }) => {
            allow(/.*/);
            if (who !== "visitor") {
                await signIn(who);
            }
            await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
            await page.goto(path);
            await settle(page);
            await page.screenshot({ path: `${folder}/${name}-${width}.png` });
        });
    }
}
