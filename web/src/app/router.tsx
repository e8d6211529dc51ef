import { createBrowserRouter, Navigate, RouterProvider, type DataRouter } from "react-router";
import { useSession } from "../api/engify";
import { adminRoutes } from "../admin/routes";
import { askForCourse } from "../student/options";
import { studentRoutes } from "../student/routes";
import { taRoutes } from "../ta/routes";
import { Skeleton } from "../ui";
import { Frame } from "./Frame";
import { Guard } from "./Guard";
import { homes } from "./navigation";
import { page } from "./page";
import { NotFound, RouteFailure } from "./RouteFailure";

function Home() {
    const state = useSession();
    return <Navigate replace to={"user" in state ? homes[state.user.role] : "/courses"} />;
}

export function makeRouter() {
    return createBrowserRouter(
        [
            {
                element: <Frame />,
                errorElement: <RouteFailure />,
                children: [
                    {
                        errorElement: <RouteFailure />,
                        hydrateFallbackElement: <Skeleton lines={6} />,
                        children: [
                            { index: true, element: <Home /> },
                            page("sign-in", () => import("../account/SignIn")),
                            page("register", () => import("../account/Register")),
                            page("signed-in", () => import("../account/SignedIn")),
                            page("accept-invitation", () => import("../account/AcceptInvitation")),
                            page("courses", () => import("../student/Courses")),
                            page("courses/:courseId", () => import("../student/Course"), askForCourse),
                            { element: <Guard />, children: [page("account", () => import("../account/Account"))] },
                            { element: <Guard role="student" />, children: studentRoutes },
                            { element: <Guard role="ta" />, children: taRoutes },
                            { element: <Guard role="admin" />, children: adminRoutes },
                            { path: "*", element: <NotFound /> },
                        ],
                    },
                ],
            },
        ],
        { basename: "/app" },
    );
}

/** Says at once, not when there is time to draw it, that somebody is on their way to another page. */
export const Router = ({ router }: { router: DataRouter }) => <RouterProvider router={router} useTransitions />;
