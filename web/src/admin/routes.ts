import type { ComponentType } from "react";
import type { RouteObject } from "react-router";
import { page } from "../app/page";

/** A page that shares its module with others. */
function of<Module extends Record<Name, ComponentType>, Name extends string>(module: Promise<Module>, name: Name) {
    return module.then((loaded) => ({ default: loaded[name] as ComponentType }));
}

/** The administrator's pages. */
export const adminRoutes: RouteObject[] = [
    {
        path: "admin",
        children: [
            page("today", () => of(import("./today/Today"), "Today")),
            page("bookings", () => of(import("./bookings/Bookings"), "Bookings")),
            page("bookings/:bookingId", () => of(import("./bookings/BookingPage"), "BookingPage")),
            page("courses", () => of(import("./courses/Courses"), "Courses")),
            page("courses/new", () => of(import("./courses/NewCourse"), "NewCourse")),
            page("courses/:courseId", () => of(import("./courses/CoursePage"), "CoursePage")),
            page("courses/:courseId/rules", () => of(import("./rules/Rules"), "CourseRules")),
            page("courses/:courseId/products/new", () => of(import("./courses/ProductPages"), "NewProduct")),
            page("courses/:courseId/products/:productId", () => of(import("./courses/ProductPages"), "ProductPage")),
            page("tas", () => of(import("./tas/Tas"), "Tas")),
            page("tas/new", () => of(import("./tas/Tas"), "NewTa")),
            page("tas/:taId", () => of(import("./tas/Tas"), "TaPage")),
            page("tas/:taId/week", () => of(import("./tas/TaTimes"), "TaWeek")),
            page("tas/:taId/hours", () => of(import("./tas/TaTimes"), "TaHours")),
            page("tas/:taId/days-off", () => of(import("./tas/TaTimes"), "TaDaysOff")),
            page("weekly-sessions", () => of(import("./weekly/WeeklyPages"), "WeeklySessions")),
            page("weekly-sessions/new", () => of(import("./weekly/WeeklyPages"), "NewWeeklySession")),
            page("weekly-sessions/:templateId", () => of(import("./weekly/WeeklyPages"), "WeeklySessionPage")),
            page("terms", () => of(import("./terms/Terms"), "Terms")),
            page("terms/new", () => of(import("./terms/Terms"), "NewTerm")),
            page("terms/:termId", () => of(import("./terms/Terms"), "TermPage")),
            page("closures", () => of(import("./closures/Closures"), "Closures")),
            page("closures/new", () => of(import("./closures/Closures"), "NewClosure")),
            page("closures/:closureId", () => of(import("./closures/Closures"), "ClosurePage")),
            page("rules", () => of(import("./rules/Rules"), "BookingRules")),
            page("students", () => of(import("./students/Students"), "Students")),
            page("students/new", () => of(import("./students/Students"), "NewStudent")),
            page("students/:studentId", () => of(import("./students/Students"), "StudentPage")),
            page("students/:studentId/book", () => of(import("./students/BookFor"), "BookFor")),
            page("accounts", () => of(import("./accounts/Accounts"), "Accounts")),
            page("invitations", () => of(import("./invitations/Invitations"), "Invitations")),
            page("invitations/new", () => of(import("./invitations/Invitations"), "NewInvitation")),
            page("imports", () => of(import("./files/Imports"), "Imports")),
            page("exports", () => of(import("./files/Exports"), "Exports")),
            page("audit", () => of(import("./audit/Audit"), "Audit")),
        ],
    },
];
