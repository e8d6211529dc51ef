import type { RouteObject } from "react-router";
import { page } from "../app/page";

/** What students do with their account; the courses themselves are open to anyone. */
export const studentRoutes: RouteObject[] = [
    page("courses/:courseId/book", () => import("./Book")),
    page("courses/:courseId/bundles/:productId", () => import("./BuyBundle")),
    page("sessions", () => import("./Sessions")),
    page("sessions/:bookingId", () => import("./SessionPage")),
    page("bundles", () => import("./Bundles")),
];
