import type { ComponentType } from "react";
import type { RouteObject } from "react-router";

/** A page that is loaded when somebody goes there: `page("courses", () => import("./Courses"))`. */
export function page(path: string, load: () => Promise<{ default: ComponentType }>): RouteObject {
    return { path, lazy: async () => ({ Component: (await load()).default }) };
}
