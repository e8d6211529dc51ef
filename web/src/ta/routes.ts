import type { RouteObject } from "react-router";

/** The TA's pages. */
export const taRoutes: RouteObject[] = [];
