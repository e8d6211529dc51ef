import { pages } from "../pages";
import { expect, expectAccessible, expectNoSidewaysScrolling, settle, test } from "../test";

for (const locale of ["en-CA", "fr-CA"]) {
    test.describe(`In ${locale},`, () => {
        test.use({ locale });
        for (const { name, path, who } of pages) {
            test(`${name} is accessible, light and dark, wide and at 320 px`, async ({ page, signIn, allow }) => {
                allow(/status of 404/); // What a page says is not there, the service does not find.
                if (who !== "visitor") {
                    await signIn(who);
                }
                await page.goto(path);
                await settle(page);
                if (who !== "visitor") {
                    await expect(page).not.toHaveURL(/sign-in/);
                }
                await expect(page.locator("html")).toHaveAttribute("lang", locale.slice(0, 2));
                await expectAccessible(page);
                await page.emulateMedia({ colorScheme: "dark" });
                await expectAccessible(page, "color-contrast");
                await page.emulateMedia({ colorScheme: "light" });
                await page.setViewportSize({ width: 320, height: 640 });
                await settle(page);
                await expectNoSidewaysScrolling(page);
                await expectAccessible(page);
            });
        }
    });
}
