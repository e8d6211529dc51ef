import { randomUUID } from "node:crypto";
import sessionsEnglish from "../../src/sessions/en";
import sessionsFrench from "../../src/sessions/fr";
import taEnglish from "../../src/ta/en";
import taFrench from "../../src/ta/fr";
import { expect, expectAccessible, languages, password, settle, test } from "../test";

const texts = {
    "en-CA": { ...taEnglish, sessions: sessionsEnglish },
    "fr-CA": { ...taFrench, sessions: sessionsFrench },
};

for (const { locale, words } of languages) {
    test.describe(`A TA (${locale})`, () => {
        test.use({ locale });
        const t = texts[locale];

        test("accepts the invitation, writes hours by keyboard, and looks after a session", async ({
            page: office,
            browser,
            baseURL,
            signIn,
            api,
        }) => {
            test.slow();
            await signIn("admin");
            await office.goto("/app/admin/today");
            const tag = randomUUID().slice(0, 8);
            const email = `${tag}@tas.test`;
            const post = <T>(path: string, body: object) => api<T>("POST", path, body);
            const { id: courseId } = await post<{ id: string }>("/courses", { code: `T ${tag}`, name: "Teaching" });
            await post(`/courses/${courseId}/products`, {
                name: "S",
                productType: "INDIVIDUAL_SESSION",
                basePrice: 20,
            });
            const { id: taId } = await post<{ id: string }>("/tas", { name: `Theo ${tag}`, email });
            await api("PUT", `/courses/${courseId}/tas/${taId}`);
            const { url } = await post<{ url: string }>("/invitations", { email, role: "ta", name: `Theo ${tag}` });

            const own = await browser.newContext({ locale, baseURL: baseURL ?? "", timezoneId: "America/Toronto" });
            const page = await own.newPage();
            await page.goto(url);
            await page.getByLabel(words.account.choosePassword).fill(password);
            await page.getByRole("button", { name: words.account.invitation.accept }).click();
            await expect(page.getByRole("heading", { level: 1, name: t.week.title })).toBeVisible();
            await expectAccessible(page);
            await page.getByRole("link", { name: t.week.publish }).click();
            await settle(page);

            // Monday and the hours beside each other, by keyboard alone; they overlap at first.
            const monday = page.getByRole("group").first();
            await monday.getByRole("button").first().press("Enter");
            await page.keyboard.type("9");
            await page.keyboard.press("Tab");
            await page.keyboard.type("12:30");
            await monday.getByRole("button").filter({ hasText: t.hours.addShort }).press("Enter");
            await page.keyboard.type("12");
            await page.keyboard.press("Tab");
            await page.keyboard.type("24:00");
            await page.keyboard.press("Enter");
            await expect(page.getByRole("alert")).toBeFocused();
            await expect(monday.getByText(t.hours.faults.overlap).first()).toBeVisible();
            await expectAccessible(page);
            await monday.getByLabel(t.hours.start, { exact: true }).last().fill("13h");
            await page.getByRole("button", { name: t.hours.save }).press("Enter");
            await expect(page.getByText(t.hours.saved)).toBeVisible();
            const hours = await api<{ weekly: { start: string; end: string }[] }>("GET", `/tas/${taId}/hours`);
            expect(hours.weekly.map(({ start, end }) => `${start}–${end}`)).toEqual(["09:00–12:30", "13:00–24:00"]);

            const day = nextMonday();
            const student = await post<{ id: string }>("/students", {
                name: `Sue ${tag}`,
                email: `${tag}@students.test`,
            });
            await post("/bookings/individual", {
                studentId: student.id,
                courseId,
                taId,
                date: `${day}T15:00:00Z`, // Between 10 and 11 in Toronto, in summer as in winter.
                durationMinutes: 60,
                topic: "Induction",
            });
            await page.goto(`/app/ta/week?week=${day}`);
            await settle(page);
            const open = locale === "fr-CA" ? "13 h 00–24 h 00" : "13:00–24:00";
            await expect(page.getByText(t.week.onlyOpen(open))).toBeVisible();
            await expectAccessible(page);
            await page.getByRole("link", { name: new RegExp(`Sue ${tag}`) }).click();
            await expect(page.getByText("Induction")).toBeVisible();
            await page.getByRole("button", { name: t.sessions.editPlace }).click();
            await page.getByRole("textbox", { name: t.sessions.place }).fill("H 961");
            await page.getByRole("button", { name: t.sessions.savePlace }).click();
            await expect(page.getByText("H 961")).toBeVisible();
            await expectAccessible(page);

            await page.goto("/app/ta/days-off");
            await page.getByRole("button", { name: t.daysOff.addAbsence }).click();
            await page.getByLabel(t.daysOff.startsAt, { exact: true }).fill(`${day}T08:00`);
            await page.getByLabel(t.daysOff.endsAt, { exact: true }).fill(`${day}T18:00`);
            await expect(page.getByRole("dialog").getByText(t.daysOff.touches(1))).toBeVisible();
            await expectAccessible(page);
            await page.getByRole("button", { name: t.daysOff.saveAbsence }).click();
            await expect(page.getByRole("dialog")).toBeHidden();
            await expect(page.getByText(t.daysOff.touches(1))).toBeVisible();
            await page.getByRole("link", { name: /1[01](:|\s?h\s?)00/ }).click();
            await page.getByRole("button", { name: t.sessions.cancel }).click();
            await page.getByRole("dialog").getByRole("button", { name: t.sessions.cancelConfirm }).click();
            await expect(page.getByText(t.sessions.cancelled)).toBeVisible();
            await own.close();
        });
    });
}

/** The Monday after tomorrow, so that it is ahead in every zone. */
function nextMonday(): string {
    const day = new Date(Date.now() + 2 * 86_400_000);
    day.setUTCDate(day.getUTCDate() + ((8 - day.getUTCDay()) % 7));
    return day.toISOString().slice(0, 10);
}
