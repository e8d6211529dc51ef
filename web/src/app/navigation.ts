import type { AccountRole } from "@engify/client";
import type { Messages } from "../messages/en";

/** Where each role begins. */
export const homes: Record<AccountRole, string> = {
    student: "/courses",
    ta: "/account",
    admin: "/account",
};

/** What the header offers, by role: the page's path, and its name in the messages. */
export const navigation: Record<AccountRole, readonly (readonly [string, keyof Messages["nav"]])[]> = {
    student: [
        ["/courses", "courses"],
        ["/sessions", "sessions"],
        ["/bundles", "bundles"],
    ],
    ta: [],
    admin: [],
};
