import { course, type Who } from "./test";

/** A page of the app as somebody finds it. Add each new page here: tests and contact sheets go through them all. */
export interface PageOfApp {
    readonly name: string;
    readonly path: string;
    readonly who: Who;
}

export const pages: readonly PageOfApp[] = [
    { name: "courses", path: "/app/courses", who: "visitor" },
    { name: "courses found", path: "/app/courses?q=comp", who: "visitor" },
    { name: "courses none", path: "/app/courses?q=zzz", who: "visitor" },
    { name: "course", path: `/app/courses/${course}`, who: "visitor" },
    { name: "course unknown", path: "/app/courses/01900000-0000-7000-8000-c00000000999", who: "visitor" },
    { name: "sign in", path: "/app/sign-in", who: "visitor" },
    { name: "register", path: "/app/register", who: "visitor" },
    { name: "accept invitation", path: "/app/accept-invitation#token=none", who: "visitor" },
    { name: "not found", path: "/app/nowhere", who: "visitor" },
    { name: "course as student", path: `/app/courses/${course}`, who: "student" },
    { name: "book", path: `/app/courses/${course}/book`, who: "student" },
    { name: "sessions", path: "/app/sessions", who: "student" },
    { name: "sessions none", path: "/app/sessions", who: "newcomer" },
    { name: "bundles", path: "/app/bundles", who: "student" },
    { name: "bundles none", path: "/app/bundles", who: "newcomer" },
    { name: "account", path: "/app/account", who: "student" },
    { name: "account as TA", path: "/app/account", who: "ta" },
    { name: "account as administrator", path: "/app/account", who: "admin" },
    { name: "not yours", path: "/app/sessions", who: "ta" },
];
