import { test as base, expect, type BrowserContext, type Locator, type Page } from "@playwright/test";
import axe from "axe-core";
import { randomUUID } from "node:crypto";
import { en, type Messages } from "../src/messages/en";
import { fr } from "../src/messages/fr";

export { expect } from "@playwright/test";
export type { Page } from "@playwright/test";

export const password = "Engify-demo-1";
export const demo = {
    student: "student@engify.test",
    ta: "ta@engify.test",
    admin: "admin@engify.test",
} as const;

/** Who looks at a page: nobody yet, one of the demo's people, or a student who has just registered. */
export type Who = "visitor" | keyof typeof demo | "newcomer";

/** Courses and people of the demo data. */
export const course = "01900000-0000-7000-8000-c00000000248";
export const amira = "01900000-0000-7000-8000-a00000000001";
export const sam = "01900000-0000-7000-8000-500000000001";
export const emeka = "01900000-0000-7000-8000-a00000000005";

interface Person {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly studentId: string | null;
}

interface Fixtures {
    /** Signs in, before the first page: the cookie is there as after a reload. */
    signIn: (who: Exclude<Who, "visitor">, context?: BrowserContext) => Promise<Person>;
    /** Lets the console report what this test provokes. */
    allow: (message: RegExp) => void;
    /** What the service answers to the person who is signed in in `page`. */
    api: <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<T>;
}

export const transport = { "Refresh-Token-Transport": "cookie" };

/** Signs in to a context by the service's own route, as the sign-in page does. */
export async function signInTo(context: BrowserContext, who: Exclude<Who, "visitor">): Promise<Person> {
    const response =
        who === "newcomer"
            ? await context.request.post("/auth/register", {
                  headers: transport,
                  data: { email: `${randomUUID()}@students.test`, password, name: "Noa Newcomer" },
              })
            : await context.request.post("/auth/login", {
                  headers: transport,
                  data: { email: demo[who], password },
              });
    expect(response.ok(), await response.text()).toBe(true);
    await context.addInitScript(() => {
        // Not in the empty page that comes before, and once only: a page may sign out.
        if (origin.startsWith("http") && sessionStorage.getItem("e2e") === null) {
            sessionStorage.setItem("e2e", "yes");
            localStorage.setItem("engify.signed-in", "cookie");
        }
    });
    return ((await response.json()) as { user: Person }).user;
}

export const test = base.extend<Fixtures>({
    signIn: async ({ context }, use) => {
        await use((who, other) => signInTo(other ?? context, who));
    },
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
    allow: async ({}, use) => {
        await use((message) => allowed.push(message));
        allowed.length = 0;
    },
    api: async ({ context }, use) => {
        await use(async <T>(method: string, path: string, body?: unknown, headers = {}): Promise<T> => {
            const session = await context.request.post("/auth/refresh", { headers: transport });
            const { accessToken } = (await session.json()) as { accessToken: string };
            const response = await context.request.fetch(path, {
                method,
                headers: { Authorization: `Bearer ${accessToken}`, ...headers },
                ...(body === undefined ? {} : { data: body }),
            });
            expect(response.ok(), `${method} ${path}: ${await response.text()}`).toBe(true);
            return (response.status() === 204 ? undefined : await response.json()) as T;
        });
    },
    // No page may report a fault, break the Content-Security-Policy or ask anybody else, whatever a test is about.
    context: async ({ context, allow, baseURL }, use) => {
        void allow;
        const faults: string[] = [];
        context.on("console", (message) => {
            // The header names every feature that browsers know; this browser does not know each of them.
            const isNews = !message.text().includes("Permissions-Policy header: Unrecognized feature");
            if (isNews && ["error", "warning"].includes(message.type())) {
                faults.push(message.text());
            }
        });
        context.on("weberror", (error) => faults.push(error.error().message));
        context.on("request", (request) => {
            if (!request.url().startsWith(`${baseURL}/`) && /^https?:/.test(request.url())) {
                faults.push(`asked ${request.url()}`);
            }
        });
        await use(context);
        expect(faults.filter((fault) => !allowed.some((message) => message.test(fault)))).toEqual([]);
    },
});

/** Of the test that runs: a worker runs one at a time. */
const allowed: RegExp[] = [];

/** The words of a language, as the app says them. */
export const languages = [
    { locale: "en-CA", words: en },
    { locale: "fr-CA", words: fr },
] as const;

/**
 * Chooses the first free time of a course, and goes as far as the last step before booking. Tests that run at once have
 * a TA each, so that none takes another's time.
 * @returns the time, as the button says it.
 */
export async function chooseTime(page: Page, words: Messages): Promise<string> {
    const ta = [amira, emeka][test.info().parallelIndex % 2];
    await page.goto(`/app/courses/${course}/book?ta=${ta}`);
    const { parts, confirm } = words.student.book;
    const slots = page.getByRole("region", { name: new RegExp(Object.values(parts).join("|")) });
    const time = slots.getByRole("button").first();
    const name = await time.innerText();
    await time.click();
    await expect(page.getByRole("heading", { level: 1, name: confirm.title })).toBeVisible();
    return name;
}

/** The button that books, whatever pays. */
export const bookButton = (page: Page): Locator =>
    page.locator("form").getByRole("button", { name: /^(Book|Réserver)/ });

/** Waits until the page shows what it is about, not a skeleton of it. */
export async function settle(page: Page): Promise<void> {
    await expect(page.locator("h1").first()).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expect(page.getByText(/^(Loading|Chargement)…$/)).toHaveCount(0);
    await page.evaluate(() => document.fonts.ready);
}

/**
 * Watches from the first paint on what moves by itself. Answers come some frames late, so that what stands in their
 * place is painted, too.
 */
export async function watchMovement(page: Page): Promise<void> {
    await page.addInitScript(() => {
        const ask = window.fetch;
        window.fetch = async (...call) => {
            const answer = await ask(...call);
            for (let frame = 0; frame < 3; frame++) {
                await new Promise(requestAnimationFrame);
            }
            return answer;
        };
        const shifts: LayoutShift[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((seen) => shifts.push(...(seen.getEntries() as LayoutShift[]))).observe({
            type: "layout-shift",
            buffered: true,
        });
    });
}

/** As in the standard: https://wicg.github.io/layout-instability/ */
interface LayoutShift extends PerformanceEntry {
    readonly value: number;
    readonly sources: readonly { readonly node: Element | null }[];
}

/** Expects that next to nothing has moved since the page was opened: what browsers call a good layout shift. */
export async function expectNothingMoved(page: Page): Promise<void> {
    const moved = await page.evaluate(() =>
        (window as unknown as { shifts: readonly LayoutShift[] }).shifts.map(({ value, sources }) => ({
            value,
            what: sources.map(({ node }) => node?.parentElement?.innerText.slice(0, 40) ?? "").join("; "),
        })),
    );
    const sum = moved.reduce((total, { value }) => total + value, 0);
    expect(sum, moved.map(({ value, what }) => `${value.toFixed(3)} ${what}`).join("\n")).toBeLessThan(0.1);
}

const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Expects that axe finds nothing on the page as it is now; of some rules only, if they are named. */
export async function expectAccessible(page: Page, ...rules: string[]): Promise<void> {
    if (!(await page.evaluate(() => "axe" in window))) {
        await page.evaluate(axe.source);
    }
    const violations = await page.evaluate(
        async (runOnly) =>
            (await (window as unknown as { axe: typeof axe }).axe.run({ runOnly, resultTypes: ["violations"] }))
                .violations,
        rules.length > 0 ? rules : standard,
    );
    expect(
        violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target).join("; ")})`),
    ).toEqual([]);
}

/** Expects that the page fits into its window's width. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
    const wider = await page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        const widest = [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
        return document.documentElement.scrollWidth > width ? widest : [];
    });
    expect(wider).toEqual([]);
}
