import type { ComponentType } from "react";
import type { Params, RouteObject } from "react-router";

/**
 * A page that is loaded when somebody goes there: `page("courses", () => import("./Courses"))`. What it needs first may
 * be asked for in the meantime.
 */
export function page(
    path: string,
    load: () => Promise<{ default: ComponentType }>,
    ask?: (params: Params) => void,
): RouteObject {
    return {
        path,
        lazy: async () => ({ Component: (await load()).default }),
        ...(ask !== undefined && {
            loader: ({ params }) => {
                ask(params);
                return null;
            },
        }),
    };
}
