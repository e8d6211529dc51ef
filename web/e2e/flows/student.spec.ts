import { randomUUID } from "node:crypto";
import { bookButton, chooseTime, course, expect, expectAccessible, languages, password, settle, test } from "../test";

/** The date of an instant, as an address writes it. */
const dateIn = (timeZone: string, at: Date) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at);

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
            // The button that asked is gone, and the focus is where the page begins.
            await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
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

        test("joins a group session and leaves it, where it is offered and among their own", async ({
            page,
            signIn,
            api,
        }) => {
            const { studentId } = await signIn("newcomer");
            const { course: offer, session, sessions } = t;
            await page.goto(`/app/courses/${course}`);
            await settle(page);
            const full = page.getByRole("listitem").filter({ hasText: offer.seats(0) });
            await expect(full.first()).toBeVisible();
            await expect(full.getByRole("button")).toHaveCount(0);

            // Tests that run at once have a session each, so that none takes another's last seat.
            const offers = page.getByRole("button", { name: new RegExp(`^${offer.joinOn("")}`) });
            const name = await offers.nth(test.info().parallelIndex % 2).getAttribute("aria-label");
            const when = name?.slice(offer.joinOn("").length) ?? "";
            const date = page.getByRole("listitem").filter({ hasText: when });
            await date.getByRole("button", { name: offer.joinOn(when) }).click();
            await expect(page.getByText(offer.joinedDone(when))).toBeVisible();
            await expect(date.getByText(offer.joined)).toBeVisible();
            await expectAccessible(page);
            await date.getByRole("button", { name: offer.leaveOn(when) }).click();
            await expect(page.getByText(offer.leftDone(when))).toBeVisible();
            await expect(date.getByText(offer.joined)).toHaveCount(0);

            await date.getByRole("button", { name: offer.joinOn(when) }).click();
            await expect(date.getByText(offer.joined)).toBeVisible();
            await page.reload();
            await expect(date.getByRole("button", { name: offer.leaveOn(when) })).toBeVisible();
            await page.getByRole("link", { name: nav.sessions }).first().click();
            await page.getByRole("table").getByRole("link").click();
            await expect(page.getByText(session.seats, { exact: true })).toBeVisible();
            await page.getByRole("button", { name: session.leave }).click();
            await expect(page.getByRole("alertdialog")).toContainText(session.leaveText);
            await expectAccessible(page);
            await page.getByRole("button", { name: session.leavePlain }).click();
            await expect(page.getByText(session.left)).toBeVisible();
            await expect(page.getByText(sessions.noneUpcoming)).toBeVisible();
            expect(await api<unknown[]>("GET", `/bookings/students/${studentId}`)).toEqual([]);
        });

        for (const timezoneId of ["Asia/Kathmandu", "Pacific/Auckland", "America/St_Johns"]) {
            test(`in ${timezoneId} chooses by the dates and times there, and sees the institution's`, async ({
                browser,
                baseURL,
                signIn,
            }) => {
                const context = await browser.newContext({ baseURL: baseURL ?? "", locale, timezoneId });
                await signIn("newcomer", context);
                const page = await context.newPage();
                await page.goto(`/app/courses/${course}/book`);
                const { parts, confirm } = t.book;
                const slots = page.getByRole("region", { name: new RegExp(Object.values(parts).join("|")) });
                await slots.getByRole("button").first().click();
                await expect(page.getByRole("heading", { level: 1, name: confirm.title })).toBeVisible();

                const chosen = new URL(page.url()).searchParams;
                const start = new Date(chosen.get("slot") ?? "");
                const time = (timeZone: string) =>
                    new Intl.DateTimeFormat(locale, {
                        timeZone,
                        hour: "2-digit",
                        minute: "2-digit",
                        hourCycle: "h23",
                    }).format(start);
                expect(chosen.get("date") ?? dateIn(timezoneId, start)).toBe(dateIn(timezoneId, start));
                await expect(page.getByRole("term").filter({ hasText: confirm.atInstitution })).toBeVisible();
                await expect(page.getByText(time(timezoneId)).first()).toBeVisible();
                await expect(page.getByText(time("America/Toronto")).first()).toBeVisible();
                await context.close();
            });
        }

        test("goes back and forward through what they chose", async ({ page, signIn }) => {
            await signIn("newcomer");
            await page.goto(`/app/courses/${course}/book`);
            await settle(page);
            const [duration, ta] = [page.getByRole("radio").nth(2), page.getByRole("combobox")];
            await duration.click();
            await expect(page).toHaveURL(/minutes=90/);
            await ta.selectOption({ index: 1 });
            await expect(page).toHaveURL(/ta=/);

            await page.goBack();
            await expect(ta).toHaveValue("");
            await expect(duration).toBeChecked();
            await page.goBack();
            await expect(duration).not.toBeChecked();
            await page.goForward();
            await page.goForward();
            await expect(duration).toBeChecked();
            await expect(ta).not.toHaveValue("");
            await page.reload();
            await expect(duration).toBeChecked();
            await expect(ta).not.toHaveValue("");
        });

        test("finds by keyboard alone where to book", async ({ page, signIn }) => {
            await signIn("newcomer");
            await page.goto(`/app/courses/${course}`);
            await page.getByRole("link", { name: t.course.book, exact: true }).press("Enter");
            await expect(page.locator("h1:focus")).toHaveText(t.book.title("COMP 248"));
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
