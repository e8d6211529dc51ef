import { randomUUID } from "node:crypto";
import adminEnglish from "../../src/admin/en";
import { address as hostedAt } from "../playwright.config";
import {
    bookButton,
    chooseTime,
    demo,
    expect,
    expectAccessible,
    languages,
    password,
    settle,
    test,
    transport,
} from "../test";

const [english] = languages;

for (const { locale, words } of languages) {
    test.describe(`A session (${locale})`, () => {
        test.use({ locale });
        const { account, nav, student: t } = words;

        test("that ends in the middle of a form goes on after signing in again", async ({
            page,
            context,
            signIn,
            allow,
        }) => {
            allow(/status of 401/);
            await signIn("newcomer");
            await chooseTime(page, words);
            await page.getByLabel(t.book.confirm.topic).fill("What I wrote");
            // Ended from elsewhere: the cookie is gone, and the access token is refused.
            await context.request.post("/auth/logout", { headers: transport });
            await expect(async () => {
                await bookButton(page).click({ timeout: 1_000 });
                await expect(page.getByRole("dialog", { name: account.again.title })).toBeVisible({ timeout: 1_000 });
            }).toPass();
            await expectAccessible(page);

            const dialog = page.getByRole("dialog");
            await dialog.getByLabel(account.password).fill(password);
            await dialog.getByRole("button", { name: account.signIn }).click();

            await expect(page.getByRole("heading", { name: t.session.bookedTitle })).toBeVisible();
            await expect(page.getByText("What I wrote")).toBeVisible();
        });

        test("ends in all tabs with signing out in one, and Back shows nothing of it", async ({
            page,
            context,
            signIn,
        }) => {
            const { name } = await signIn("newcomer");
            const other = await context.newPage();
            await page.goto("/app/courses");
            await page.goto("/app/sessions");
            await page.goto("/app/account");
            await other.goto("/app/sessions");
            await expect(page.getByText(name).first()).toBeVisible();
            await expect(other.getByText(name).first()).toBeVisible();

            await page.getByRole("button", { name: nav.signOut }).click();

            await expect(page.getByRole("heading", { name: account.signIn })).toBeVisible();
            await expect(other.getByText(name)).toHaveCount(0);
            for (let back = 0; back < 2; back++) {
                await page.goBack();
                await settle(page);
                await expect(page.getByText(name)).toHaveCount(0);
            }
            await other.reload();
            await expect(other.getByRole("heading", { name: account.signIn })).toBeVisible();
            expect((await context.cookies()).filter((cookie) => cookie.name.includes("refresh"))).toEqual([]);
        });
    });
}

test.describe("A session", () => {
    test("is in a cookie that no script can read, and in no storage", async ({ page, context, signIn }) => {
        await signIn("student");
        await page.goto("/app/sessions");
        await settle(page);

        const cookie = (await context.cookies(`${hostedAt}/auth/refresh`)).find((each) =>
            each.name.includes("refresh"),
        );
        expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/auth" });
        const kept = await page.evaluate(
            () => document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage),
        );
        expect(kept).not.toContain(cookie?.value);
        expect(kept).not.toContain("eyJ");
    });

    test("that has ended leaves nothing to the next person at the same tab", async ({ page, signIn }) => {
        const [{ words }] = languages;
        const { account, nav, student: t } = words;
        const { name } = await signIn("newcomer");
        await chooseTime(page, words);
        const address = page.url();
        await page.getByLabel(t.book.confirm.topic).fill("For my eyes only");
        await page.getByRole("link", { name }).click();
        await expect(page.getByRole("heading", { name: account.devices })).toBeVisible();
        await settle(page);
        await page.getByRole("button", { name: nav.signOut }).click();
        await page.getByLabel(account.email).fill(demo.student);
        await page.getByLabel(account.password).fill(password);
        await page.getByRole("button", { name: account.signIn }).click();

        // What the page has kept of the other person's devices is not shown: it asks.
        await Promise.all([
            page.waitForResponse((answer) => answer.url().endsWith("/auth/sessions")),
            page.getByRole("link", { name: "Sam Student" }).click(),
        ]);
        await page.goto(address);
        await expect(page.getByLabel(t.book.confirm.topic)).toHaveValue("");
    });

    test("that ended while a page was frozen is not shown when the page wakes", async ({ page, signIn }) => {
        const [{ words }] = languages;
        const { name } = await signIn("newcomer");
        await page.goto("/app/account");
        await expect(page.getByText(name).first()).toBeVisible();
        await page.evaluate(() => {
            localStorage.removeItem("engify.signed-in"); // as another page does when its person signs out
            dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        });
        await expect(page.getByText(name)).toHaveCount(0);
        await expect(page.getByRole("heading", { name: words.account.signIn })).toBeVisible();
    });

    test("that ends while a record is changed keeps the form, and saves it after signing in again", async ({
        page,
        context,
        signIn,
        api,
        allow,
    }) => {
        allow(/status of 401/);
        const [{ words }] = languages;
        const { account } = words;
        await signIn("admin");
        const code = randomUUID().slice(0, 8);
        const { id } = await api<{ id: string }>("POST", "/terms", {
            code,
            name: `Term ${code}`,
            startsOn: "2032-01-05",
            endsOn: "2032-04-20",
        });
        await page.goto(`/app/admin/terms/${id}`);
        const name = page.getByLabel(adminEnglish.common.name);
        await name.fill(`Mine ${code}`);
        await context.request.post("/auth/logout", { headers: transport });
        const dialog = page.getByRole("dialog", { name: account.again.title });
        await expect(async () => {
            await page.locator("form button[type=submit]").first().click({ timeout: 1_000 });
            await expect(dialog).toBeVisible({ timeout: 1_000 });
        }).toPass();
        await expect(name).toHaveValue(`Mine ${code}`);

        await dialog.getByLabel(account.password).fill(password);
        await dialog.getByRole("button", { name: account.signIn }).click();
        await expect(dialog).toBeHidden();
        await expect.poll(async () => (await api<{ name: string }>("GET", `/terms/${id}`)).name).toBe(`Mine ${code}`);
    });

    test("outlives two tabs that are loaded again at once, many times", async ({ page, context, signIn }) => {
        const { name } = await signIn("newcomer");
        const other = await context.newPage();
        await Promise.all([page.goto("/app/account"), other.goto("/app/account")]);
        for (let round = 0; round < 4; round++) {
            await Promise.all([page.reload(), other.reload()]);
            await expect(page.getByText(name).first()).toBeVisible();
            await expect(other.getByText(name).first()).toBeVisible();
        }
    });

    test("outlives a page that is loaded again while it refreshes", async ({ page, signIn, allow }) => {
        allow(/net::ERR/);
        const { name } = await signIn("newcomer");
        let lost = 0;
        await page.route("**/auth/refresh", async (route) => {
            if (lost++ === 0) {
                const { origin } = new URL(route.request().url());
                // The service has exchanged the token, and the answer never arrives.
                const headers = { ...(await route.request().allHeaders()) };
                await (await fetch(`${origin}/auth/refresh`, { method: "POST", headers: pick(headers) })).text();
                await route.abort();
            } else {
                await route.continue();
            }
        });
        await page.goto("/app/account").catch(() => undefined);
        await page.reload();
        await expect(page.getByText(name).first()).toBeVisible();
        expect(lost).toBeGreaterThan(1);
    });

    test("is not to be used by a page of another site", async ({ page, context, signIn, allow }) => {
        allow(/frame-ancestors|net::ERR|Refused to (frame|display)|asked |status of 415/);
        const { name } = await signIn("newcomer");
        await page.goto("/app/account");
        await expect(page.getByText(name).first()).toBeVisible();
        const evil = await context.newPage();
        await evil.route("http://evil.example/", (route) =>
            route.fulfill({
                contentType: "text/html",
                body: `<iframe src="${hostedAt}/app/account"></iframe>
                    <form method="post" action="${hostedAt}/auth/logout"><button>Go</button></form>`,
            }),
        );
        await evil.goto("http://evil.example/");
        await expect.poll(() => evil.frames().length).toBe(2);
        await expect(evil.frameLocator("iframe").getByText(name)).toHaveCount(0);

        const [request] = await Promise.all([
            evil.waitForRequest((each) => each.url().endsWith("/auth/logout")),
            evil.getByRole("button").click(),
        ]);
        expect((await request.allHeaders())["cookie"] ?? "").not.toContain("refresh");
        const answer = await request.response();
        expect(answer?.status()).toBeGreaterThanOrEqual(400);

        await page.reload();
        await expect(page.getByText(name).first()).toBeVisible();
    });

    test("is safe from scripts that got into the page", async ({ page, signIn, allow }) => {
        allow(/Content Security Policy|Content-Security-Policy/);
        await signIn("student");
        await page.goto("/app/courses");
        await settle(page);
        const ran = await page.evaluate(async () => {
            const script = document.createElement("script");
            script.textContent = "window.ran = 'inline'";
            document.body.append(script);
            const image = document.createElement("img");
            image.setAttribute("onerror", "window.ran = 'handler'");
            image.src = "/app/none.png";
            document.body.append(image);
            const far = await fetch("https://evil.example/").catch(() => "blocked");
            await new Promise((resolve) => setTimeout(resolve, 200));
            return [(window as unknown as { ran?: string }).ran, far];
        });
        expect(ran).toEqual([undefined, "blocked"]);
    });
});

test.describe("A command", () => {
    const { words } = english;
    const { student: t } = words;

    test("whose answer is lost is done once, though the page is loaded again", async ({ page, signIn, api, allow }) => {
        allow(/net::ERR/);
        const { studentId } = await signIn("newcomer");
        const keys: (string | undefined)[] = [];
        let isCut = true;
        await page.route("**/bookings/individual", async (route) => {
            keys.push((await route.request().allHeaders())["idempotency-key"]);
            if (isCut) {
                await route.fetch(); // It is done, but nobody hears of it.
                await route.abort();
            } else {
                await route.continue();
            }
        });
        await chooseTime(page, words);
        await page.getByLabel(t.book.confirm.topic).fill("Once only");
        await bookButton(page).click();
        await expect(page.getByText(words.noAnswer.unreachable).first()).toBeVisible({ timeout: 30_000 });

        isCut = false;
        await page.reload();
        await expect(page.getByLabel(t.book.confirm.topic)).toHaveValue("Once only");
        await bookButton(page).click();
        await expect(page.getByRole("heading", { name: t.session.bookedTitle })).toBeVisible();

        expect(new Set(keys).size).toBe(1);
        expect(await api<unknown[]>("GET", `/bookings/students/${studentId}`)).toHaveLength(1);
    });

    test("while offline is refused in a sentence, and works again afterwards", async ({
        page,
        context,
        signIn,
        allow,
    }) => {
        allow(/net::ERR/);
        await signIn("newcomer");
        await chooseTime(page, words);
        await page.getByLabel(t.book.confirm.topic).fill("Kept");
        await context.setOffline(true);
        await expect(page.getByText(words.noAnswer.offline).first()).toBeVisible();
        await expectAccessible(page);
        await bookButton(page).click();
        await expect(page.getByLabel(t.book.confirm.topic)).toHaveValue("Kept");

        await context.setOffline(false);
        await expect(page.getByText(words.noAnswer.offline)).toHaveCount(0);
        // The client tries for a while by itself; after that, it is up to the student.
        const booked = page.getByRole("heading", { name: t.session.bookedTitle });
        await expect(booked.or(bookButton(page).and(page.locator(":not([aria-disabled=true])")))).toBeVisible({
            timeout: 30_000,
        });
        if (!(await booked.isVisible())) {
            await bookButton(page).click();
        }
        await expect(booked).toBeVisible();
    });
});

test("GET changes nothing", async ({ page, signIn }) => {
    await signIn("student");
    const methods = new Set<string>();
    page.on("request", (request) => {
        if (!request.url().includes("/auth/refresh")) {
            methods.add(request.method());
        }
    });
    for (const path of ["courses", "sessions", "bundles", "account"]) {
        await page.goto(`/app/${path}`);
        await settle(page);
    }
    expect([...methods]).toEqual(["GET"]);
});

/** What the service needs of a request's headers. */
function pick(headers: Record<string, string>): Record<string, string> {
    return { cookie: headers["cookie"] ?? "", "refresh-token-transport": "cookie" };
}
