import type { AccountRole } from "@engify/client";
import type { Messages } from "../messages/en";

/** Where each role begins. */
export const homes: Record<AccountRole, string> = {
    student: "/courses",
    ta: "/ta/week",
    admin: "/admin/today",
};

type Name = keyof Messages["nav"];

/** What the menu offers, by role: a page's path and its name in the messages; or the name of the pages below it. */
export const navigation: Record<AccountRole, readonly (readonly [string, Name] | Name)[]> = {
    student: [
        ["/courses", "courses"],
        ["/sessions", "sessions"],
        ["/bundles", "bundles"],
    ],
    ta: [
        ["/ta/week", "week"],
        ["/ta/hours", "hours"],
        ["/ta/days-off", "daysOff"],
        ["/ta/profile", "profile"],
    ],
    admin: [
        ["/admin/today", "today"],
        ["/admin/bookings", "bookings"],
        "teaching",
        ["/admin/courses", "allCourses"],
        ["/admin/tas", "tas"],
        ["/admin/weekly-sessions", "weekly"],
        ["/admin/terms", "terms"],
        "calendar",
        ["/admin/closures", "closures"],
        ["/admin/rules", "rules"],
        "people",
        ["/admin/students", "students"],
        ["/admin/accounts", "accounts"],
        ["/admin/invitations", "invitations"],
        "records",
        ["/admin/imports", "imports"],
        ["/admin/exports", "exports"],
        ["/admin/audit", "audit"],
    ],
};
