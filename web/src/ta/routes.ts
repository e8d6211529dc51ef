import type { RouteObject } from "react-router";
import { page } from "../app/page";

/** The TA's pages. */
export const taRoutes: RouteObject[] = [
    {
        path: "ta",
        children: [
            page("week", async () => ({ default: (await import("./pages")).MyWeek })),
            page("sessions/:bookingId", async () => ({ default: (await import("./pages")).MySession })),
            page("hours", async () => ({ default: (await import("./pages")).MyHours })),
            page("days-off", async () => ({ default: (await import("./pages")).MyDaysOff })),
            page("profile", async () => ({ default: (await import("./pages")).MyProfile })),
        ],
    },
];
