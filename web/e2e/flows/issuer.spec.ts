import { startIssuer, type Issuer } from "../issuer";
import { startService } from "../service";
import { demo, expect, expectAccessible, languages, test as base } from "../test";

const clientId = "engify-web";

interface University {
    readonly issuer: Issuer;
    readonly address: string;
}

/** A service whose people sign in at an issuer, one for all tests of a worker. */
const test = base.extend<{ issuer: Issuer }, { university: University }>({
    university: [
        // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
        async ({}, use) => {
            const issuer = await startIssuer("engify");
            const service = await startService({
                Auth__Authority: issuer.address,
                Auth__Audience: "engify",
                Auth__ClientId: clientId,
                Auth__Name: "Test University",
            });
            await use({ issuer, address: service.address });
            await service.stop();
            issuer.stop();
        },
        { scope: "worker", timeout: 120_000 },
    ],
    baseURL: async ({ university }, use) => use(university.address),
    issuer: async ({ university: { issuer }, allow }, use) => {
        allow(new RegExp(`^asked ${issuer.address}/`));
        const { answer } = issuer;
        issuer.email = demo.student;
        Object.assign(issuer.tokens, { asked: 0, given: 0 });
        await use(issuer);
        issuer.answer = answer;
    },
});

test.describe.configure({ mode: "default" }); // In one worker, since each starts a service.

for (const { locale, words } of languages) {
    test.describe(`At the outside issuer (${locale})`, () => {
        test.use({ locale });
        const { account, student } = words;
        const button = account.signInWith("Test University");

        test("a student signs in and comes to the page that they wanted", async ({ page, issuer }) => {
            await page.goto("/app/sessions?show=past");
            await expect(page.getByRole("button", { name: button })).toBeVisible();
            await expectAccessible(page);
            await page.getByRole("button", { name: button }).click();

            await expect(page).toHaveURL(/\/app\/sessions\?show=past$/);
            await expect(page.getByRole("heading", { level: 1, name: student.sessions.title })).toBeVisible();
            await expect(page.getByText("Sam Student").first()).toBeVisible();
            expect(issuer.tokens).toEqual({ asked: 1, given: 1 });
            // The answer is of no use to whoever finds its address, in the history or over a shoulder.
            await page.goBack();
            await expect(page).not.toHaveURL(/code=/);
        });

        test("whoever is refused is told so, and can begin again", async ({ page, issuer }) => {
            issuer.answer = ({ state }) => ({ error: "access_denied", state });
            await page.goto("/app/sign-in");
            await page.getByRole("button", { name: button }).click();

            await expect(page.getByText(account.issuerFailed)).toBeVisible();
            await expectAccessible(page);
            expect(issuer.tokens.asked).toBe(0);
            await page.getByRole("link", { name: account.signIn }).last().click();
            await expect(page.getByRole("button", { name: button })).toBeVisible();
        });
    });
}

test.describe("At the outside issuer", () => {
    const [{ words }] = languages;
    const { account } = words;
    const button = account.signInWith("Test University");

    const answers = {
        "with another state":
            (issuer: Issuer): Issuer["answer"] =>
            (asked) => ({
                code: issuer.codeFor(asked),
                state: `${asked.state}x`,
            }),
        "without a state":
            (issuer: Issuer): Issuer["answer"] =>
            (asked) => ({ code: issuer.codeFor(asked) }),
        "of another issuer":
            (issuer: Issuer): Issuer["answer"] =>
            (asked) => ({
                code: issuer.codeFor(asked),
                state: asked.state,
                iss: "https://evil.example",
            }),
    };

    for (const [name, answerOf] of Object.entries(answers)) {
        test(`an answer ${name} signs nobody in`, async ({ page, issuer }) => {
            issuer.answer = answerOf(issuer);
            await page.goto("/app/sign-in");
            await page.getByRole("button", { name: button }).click();

            await expect(page.getByText(account.issuerFailed)).toBeVisible();
            expect(issuer.tokens.asked).toBe(0);
            await page.goto("/app/sessions");
            await expect(page.getByRole("heading", { name: account.signIn })).toBeVisible();
        });
    }

    test("an answer to a sign-in of another browser signs nobody in", async ({ page, issuer, browser, baseURL }) => {
        let sent = "";
        issuer.answer = (asked) => {
            sent = `${asked.back}?${new URLSearchParams({ code: issuer.codeFor(asked), state: asked.state })}`;
            return { error: "access_denied", state: asked.state };
        };
        const attacker = await browser.newContext({ baseURL });
        const other = await attacker.newPage();
        await other.goto("/app/sign-in");
        await other.getByRole("button", { name: button }).click();
        await expect(other.getByText(account.issuerFailed)).toBeVisible();
        await attacker.close();

        await page.goto(sent);

        await expect(page.getByText(account.issuerFailed)).toBeVisible();
        expect(issuer.tokens.asked).toBe(0);
    });

    test("somebody whom Engify does not know stays outside", async ({ page, issuer, allow }) => {
        allow(/status of 401/);
        issuer.email = "nobody@elsewhere.test";
        await page.goto("/app/sign-in");
        await page.getByRole("button", { name: button }).click();

        await expect(page.getByText(account.issuerFailed)).toBeVisible();
        await page.goto("/app/sessions");
        await expect(page.getByRole("heading", { name: account.signIn })).toBeVisible();
    });
});
