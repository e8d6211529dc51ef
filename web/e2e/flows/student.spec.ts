import { randomUUID } from "node:crypto";
import { bookButton, chooseTime, course, expect, expectAccessible, languages, password, settle, test } from "../test";

for (const { locale, words } of languages) {
    test.describe(`A student (${locale})`, () => {
        test.use({ locale });
        const { account, nav, student: t } = words;

        test("registers, finds a course, books, and cancels", async ({ page }) => {
            await page.goto("/");
            await page.getByRole("searchbox").fill("248");
            await page.getByRole("link", { name: /COMP 248/ }).click();
            await settle(page);
            await page.getByRole("link", { name: t.course.book, exact: true }).first().click();
            await page.getByRole("link", { name: account.register }).click();
            await page.getByLabel(account.name, { exact: false }).first().fill("Alex Apprend");
            await page.getByLabel(account.email).fill(`${randomUUID()}@students.test`);
            await page.getByLabel(/password|mot de passe/i).fill(password);
            await page.getByRole("button", { name: account.register }).click();

            await expect(page).toHaveURL(/\/book/);
            await chooseTime(page, words);
            await page.getByLabel(t.book.confirm.topic).fill("Récursion, exercise 3");
            await expectAccessible(page);
            await bookButton(page).click();
            await expect(page.getByRole("heading", { name: t.session.bookedTitle })).toBeVisible();
            await expect(page.getByText("Récursion, exercise 3")).toBeVisible();
            await expectAccessible(page);

            await page.getByRole("link", { name: nav.sessions }).first().click();
            await settle(page);
            await expect(page.getByText(t.sessions.booked, { exact: true })).toBeVisible();
            await page.getByRole("table").getByRole("link").first().click();
            await page.getByRole("button", { name: t.session.cancel }).click();
            await expectAccessible(page);
            await page.getByRole("button", { name: t.session.cancelPlain }).click();
            await expect(page.getByText(t.sessions.cancelled, { exact: true })).toBeVisible();
        });

        test("buys a bundle and pays with it", async ({ page, signIn }) => {
            await signIn("newcomer");
            await page.goto(`/app/courses/${course}`);
            await page
                .getByRole("link", { name: new RegExp(`^${t.course.buy}`) })
                .first()
                .click();
            await settle(page);
            await expectAccessible(page);
            await Promise.all([
                page.waitForResponse((answer) => answer.url().endsWith("/purchase") && answer.ok()),
                page.getByRole("main").getByRole("button").first().click(),
            ]);
            await chooseTime(page, words);
            await bookButton(page).click();
            await expect(page.getByText(t.session.fromBundle, { exact: true })).toBeVisible();
            await page.getByRole("button", { name: t.session.cancel }).click();
            await page.getByRole("button", { name: t.session.cancelBundle }).click();
            await expect(page.getByText(t.session.cancelledBundle).first()).toBeVisible();
        });

        test("finds by keyboard alone where to book", async ({ page, signIn }) => {
            await signIn("newcomer");
            await page.goto(`/app/courses/${course}/book`);
            await settle(page);
            await expect(page.getByRole("grid")).toBeVisible();
            for (let steps = 0; steps < 40; steps++) {
                await page.keyboard.press("Tab");
                if (await page.evaluate(() => document.activeElement?.closest("td") !== null)) {
                    break;
                }
            }
            await expect(page.locator("td :focus")).toBeVisible();
            await page.keyboard.press("ArrowRight");
            await page.keyboard.press("Enter");
            await expect(page.locator("h2:focus")).toBeVisible();
        });
    });
}
