import { randomUUID } from "node:crypto";
import adminEnglish from "../../src/admin/en";
import adminFrench from "../../src/admin/fr";
import recordsEnglish from "../../src/records/en";
import recordsFrench from "../../src/records/fr";
import { expect, expectAccessible, languages, settle, test } from "../test";

const texts = {
    "en-CA": { ...adminEnglish, records: recordsEnglish },
    "fr-CA": { ...adminFrench, records: recordsFrench },
};

const file = (text: string) => ({ name: "terms.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

for (const { locale, words } of languages) {
    test.describe(`An administrator runs the school (${locale})`, () => {
        test.use({ locale });
        const t = texts[locale];

        test("adds a course with a price and a TA, and sees what a change would touch", async ({
            page,
            signIn,
            api,
        }) => {
            await signIn("admin");
            const code = `X ${randomUUID().slice(0, 8)}`;
            const { name } = await api<{ name: string }>("POST", "/tas", {
                name: `Tara ${code}`,
                email: `${randomUUID()}@tas.test`,
            });

            await page.goto("/app/admin/courses/new");
            await page.getByRole("button", { name: t.courses.add }).click();
            await expect(page.getByRole("alert")).toBeFocused();
            await expectAccessible(page);
            await page.getByLabel(t.courses.code).fill(code);
            await page.getByLabel(t.common.name).fill("Experiments");
            await page.getByRole("button", { name: t.courses.add }).click();
            await expect(page.getByRole("heading", { level: 1, name: code })).toBeVisible();

            await page.getByRole("link", { name: t.courses.addProduct }).click();
            await page.getByLabel(t.products.type).selectOption("INDIVIDUAL_SESSION");
            await page.getByLabel(t.common.name).fill("Single");
            await page.getByLabel(t.products.price("CAD")).fill("32,50");
            await page.getByRole("button", { name: t.courses.addProduct }).click();
            await expect(page.getByRole("table", { name: t.courses.products })).toContainText(/32[.,]50/);

            await page.getByLabel(t.courses.chooseTa).selectOption({ label: name });
            await page.getByRole("button", { name: t.courses.addTa }).click();
            await page.getByRole("button", { name: t.courses.removeTa(name) }).click();
            await expect(page.getByRole("alertdialog")).toContainText(t.touched.none);
            await expectAccessible(page);
            await page
                .getByRole("alertdialog")
                .getByRole("button", { name: t.courses.removeTa(name) })
                .click();
            await expect(page.getByText(t.courses.noTas)).toBeVisible();
        });

        test("imports a file after putting right what the dry run says", async ({ page, signIn, api, allow }) => {
            allow(/status of 400/);
            await signIn("admin");
            const code = randomUUID().slice(0, 8);
            const header = "code;name;startsOn;endsOn\n";
            await page.goto("/app/admin/imports");
            await page.getByLabel(t.imports.file).setInputFiles(file(`${header}${code};Odd;2031-13-01;2031-04-25\n`));
            await page.getByRole("button", { name: t.imports.check }).click();

            const faults = page.getByRole("table", { name: t.imports.errors });
            await expect(faults).toContainText("startsOn");
            await expect(faults).toContainText("2031-13-01");
            await expectAccessible(page);

            await page.getByLabel(t.imports.file).setInputFiles(file(`${header}${code};Odd;2031-01-06;2031-04-25\n`));
            await page.getByRole("button", { name: t.imports.check }).click();
            const apply = page.getByRole("button", { name: t.imports.apply("1", 1) });
            await expect(apply).toBeVisible();
            expect(await api<unknown[]>("GET", `/terms?q=${code}`)).toEqual([]);
            await expectAccessible(page);
            await apply.click();

            await expect(page.getByText(t.imports.done, { exact: true })).toBeVisible();
            expect(await api<unknown[]>("GET", `/terms?q=${code}`)).toHaveLength(1);
        });

        test("books for a student against the calendar's rules, with a reason, and cancels", async ({
            page,
            signIn,
            api,
            allow,
        }) => {
            allow(/status of 400/);
            await signIn("admin");
            const tag = randomUUID().slice(0, 8);
            const post = <T>(path: string, body: object) => api<T>("POST", path, body);
            const { id: courseId } = await post<{ id: string }>("/courses", { code: `O ${tag}`, name: "Override" });
            const { id: taId } = await post<{ id: string }>("/tas", { name: `Otto ${tag}`, email: `${tag}@tas.test` });
            await api("PUT", `/courses/${courseId}/tas/${taId}`);
            await post(`/courses/${courseId}/products`, {
                name: "S",
                productType: "INDIVIDUAL_SESSION",
                basePrice: 20,
            });
            const weekly = [{ dayOfWeek: 1, start: "09:00", end: "10:00" }];
            await api("PUT", `/tas/${taId}/hours`, { weekly }, { "If-Match": "*" });
            const student = await post<{ id: string }>("/students", {
                name: `Olga ${tag}`,
                email: `${tag}@students.test`,
            });

            await page.goto(`/app/admin/students/${student.id}/book`);
            await settle(page);
            await page.getByLabel(t.common.course).selectOption(courseId);
            await page.getByLabel(t.common.ta, { exact: true }).selectOption(taId);
            const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
            await page.getByLabel(t.book.date).fill(`${day}T22:00`);
            await page.getByRole("button", { name: t.book.submit, exact: true }).click();
            await expect(page.getByText(words.problems.outside_ta_hours)).toBeVisible();
            await expectAccessible(page);

            await page.getByLabel(t.book.override).check();
            await page.getByLabel(t.book.reason).fill("Make-up session");
            await page.getByRole("button", { name: t.book.submit, exact: true }).click();
            await expect(page.getByRole("heading", { level: 1 })).toContainText(`O ${tag}`);
            await expect(page.getByRole("link", { name: `Olga ${tag}` })).toBeVisible();
        });

        test("closes the school for a day, sees the audit log, and opens it again", async ({ page, signIn }) => {
            await signIn("admin");
            const name = `Holiday ${randomUUID().slice(0, 8)}`;
            await page.goto("/app/admin/closures/new");
            await page.getByLabel(t.closures.name).fill(name);
            await page.getByLabel(t.closures.startsOn).fill("2033-07-01");
            await page.getByLabel(t.closures.endsOn).fill("2033-07-02");
            await expect(page.getByText(t.touched.none)).toBeVisible();
            await page.getByRole("button", { name: t.closures.add }).click();
            await expect(page.getByText(t.closures.noneAffected)).toBeVisible();
            await expectAccessible(page);

            await page.goto("/app/admin/audit?action=CreateClosure");
            await settle(page);
            await expect(
                page
                    .getByRole("table")
                    .getByText(t.audit.actions["CreateClosure"] ?? "")
                    .first(),
            ).toBeVisible();

            await page.goto("/app/admin/closures");
            await page.getByRole("link", { name }).click();
            await page.getByRole("button", { name: t.closures.remove }).click();
            await page.getByRole("alertdialog").getByRole("button", { name: t.closures.remove }).click();
            await expect(page.getByRole("link", { name })).toHaveCount(0);
        });
    });
}
