import type { RouteObject } from "react-router";

/** The administrator's pages. */
export const adminRoutes: RouteObject[] = [];
