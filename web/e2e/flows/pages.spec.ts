import { pages } from "../pages";
import {
    expect,
    expectAccessible,
    expectNoSidewaysScrolling,
    expectNothingMoved,
    settle,
    test,
    watchMovement,
} from "../test";

const wide = { width: 1280, height: 720 };
const narrow = { width: 320, height: 640 };

// Each language begins at another width.
for (const [locale, first, second] of [
    ["en-CA", wide, narrow],
    ["fr-CA", narrow, wide],
] as const) {
    test.describe(`In ${locale},`, () => {
        test.use({ locale, viewport: first });
        for (const { name, path, who } of pages) {
            test(`${name} is accessible and stands still, light and dark, wide and at 320 px`, async ({
                page,
                signIn,
                allow,
            }) => {
                allow(/status of 404/); // What a page says is not there, the service does not find.
                if (who !== "visitor") {
                    await signIn(who);
                }
                await watchMovement(page);
                await page.goto(path);
                await settle(page);
                await expectNothingMoved(page);
                if (who !== "visitor") {
                    await expect(page).not.toHaveURL(/sign-in/);
                }
                await expect(page.locator("html")).toHaveAttribute("lang", locale.slice(0, 2));
                await expectAccessible(page);
                await page.emulateMedia({ colorScheme: "dark" });
                await expectAccessible(page, "color-contrast");
                await page.emulateMedia({ colorScheme: "light" });
                await page.setViewportSize(second);
                await settle(page);
                await expectAccessible(page);
                await page.setViewportSize(narrow);
                await expectNoSidewaysScrolling(page);
            });
        }
    });
}
