import { randomUUID } from "node:crypto";
import adminEnglish from "../../src/admin/en";
import adminFrench from "../../src/admin/fr";
import { expect, expectAccessible, languages, password, settle, test } from "../test";

const texts = { "en-CA": adminEnglish, "fr-CA": adminFrench };

type Api = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** A course that nobody teaches. Its code is the first in every list. */
async function addCourse(api: Api, isActive = true): Promise<{ id: string; code: string }> {
    const code = `0 ${randomUUID().slice(0, 8)}`;
    return await api("POST", "/courses", { code, name: "Odd", description: null, isActive });
}

for (const { locale, words } of languages) {
    test.describe(`An administrator (${locale})`, () => {
        test.use({ locale });
        const t = texts[locale];
        const { account, ui } = words;

        test("who was slower sees both versions, and chooses", async ({ page, signIn, api, allow }) => {
            allow(/status of 412/);
            await signIn("admin");
            const code = randomUUID().slice(0, 8);
            const body = { code, name: `Term ${code}`, startsOn: "2031-01-05", endsOn: "2031-04-20" };
            const { id } = await api<{ id: string }>("POST", "/terms", body);
            await page.goto(`/app/admin/terms/${id}`);
            await page.getByLabel(t.common.name).fill(`Mine ${code}`);
            await api("PUT", `/terms/${id}`, { ...body, name: `Theirs ${code}` }, { "If-Match": "*" });

            await page.locator("form button[type=submit]").click();

            await expect(page.getByText(ui.versions.explain)).toBeVisible();
            await expect(page.getByText(`Mine ${code}`).first()).toBeVisible();
            await expect(page.getByText(`Theirs ${code}`).first()).toBeVisible();
            await expectAccessible(page);
            await page.getByRole("button", { name: ui.versions.keepMine }).click();
            await expect
                .poll(async () => (await api<{ name: string }>("GET", `/terms/${id}`)).name)
                .toBe(`Mine ${code}`);
        });

        test("reads in their language, beside the field, what the service finds wrong", async ({
            page,
            signIn,
            api,
            allow,
        }) => {
            allow(/status of 400/);
            await signIn("admin");
            const { id } = await addCourse(api);
            await page.goto(`/app/admin/courses/${id}/products/new`);
            await page.getByLabel(t.products.type).selectOption("INDIVIDUAL_SESSION");
            await page.getByLabel(t.common.name).fill("Fine");
            const price = page.getByLabel(t.products.price("CAD"));
            await price.fill("30.001");

            await page.locator("form button[type=submit]").click();

            await expect(page.getByText(words.faults.too_many_decimals)).toBeVisible();
            await expect(price).toHaveAttribute("aria-invalid", "true");
            await expect(price).toHaveAccessibleDescription(new RegExp(words.faults.too_many_decimals));
            await expectAccessible(page);
        });

        test("sees today which course cannot be booked, and finds its rules though it is not offered", async ({
            page,
            signIn,
            api,
        }) => {
            await signIn("admin");
            const offered = await addCourse(api);
            const retired = await addCourse(api, false);

            await page.goto("/app/admin/today");
            await settle(page);
            await expect(page.getByRole("heading", { name: new RegExp(t.today.noTa) })).toBeVisible();
            await expect(page.getByRole("link", { name: retired.code })).toHaveCount(0);
            await page.getByRole("link", { name: offered.code }).first().click();
            await expect(page.getByRole("heading", { level: 1, name: offered.code })).toBeVisible();

            await page.goto(`/app/admin/courses/${retired.id}/rules`);
            await settle(page);
            await expect(page.getByRole("heading", { name: t.rules.own })).toBeVisible();
        });

        test("finds in the audit log what people did, without what their pages did by themselves", async ({
            page,
            signIn,
            api,
        }) => {
            await signIn("admin");
            await addCourse(api);
            const renewal = page.getByRole("table").getByText(t.audit.actions["RefreshSession"] ?? "");
            const work = page.getByRole("table").getByText(t.audit.actions["CreateCourse"] ?? "");

            await page.goto("/app/admin/audit");
            await expect(work.first()).toBeVisible();
            await expect(renewal).toHaveCount(0);
            await page.getByLabel(t.audit.renewals).selectOption({ label: t.audit.shown });
            await expect(page).toHaveURL(/sessions=shown/);
            await expect(renewal.first()).toBeVisible();
            await page.goBack();
            await expect(work.first()).toBeVisible();
            await expect(renewal).toHaveCount(0);
        });

        test("finds any booking", async ({ page, signIn }) => {
            await signIn("admin");
            await page.goto("/app/admin/bookings");
            await settle(page);
            await page.getByRole("searchbox").fill("comp 248");
            await expect(page).toHaveURL(/q=comp/);
            await settle(page);
            await page.getByRole("table").getByRole("link").first().click();
            await expect(page).toHaveURL(/\/bookings\/[0-9a-f-]{36}/);
            await settle(page);
            await expect(page.getByText(/COMP 248/).first()).toBeVisible();
            await expectAccessible(page);
        });

        test("invites somebody, who opens an account with the link", async ({
            page,
            browser,
            baseURL,
            signIn,
            api,
        }) => {
            await signIn("admin");
            const email = `${randomUUID()}@tas.test`;
            const { url } = await api<{ url: string }>("POST", "/invitations", {
                email,
                role: "ta",
                name: "Ines Invitée",
            });
            const guest = await browser.newContext({ locale, baseURL });
            const other = await guest.newPage();
            await other.goto(url);
            await settle(other);
            await other.getByLabel(account.choosePassword).fill(password);
            await other.getByRole("button", { name: account.invitation.accept }).click();
            await expect(other.getByText("Ines Invitée").first()).toBeVisible();
            await guest.close();
            await page.goto("/app/admin/accounts?q=ines");
            await settle(page);
            await expect(page.getByText(email)).toBeVisible();
        });
    });
}
