import type { AccountRole } from "@engify/client";
import { Navigate, Outlet, useLocation } from "react-router";
import { engify, session, useSession } from "../api/engify";
import { useMessages } from "../i18n";
import { Empty, LinkButton, Page, Problem } from "../ui";
import { homes } from "./navigation";

/** Lets in who is signed in, in this role if one is given; others sign in first and come back here. */
export function Guard({ role }: { role?: AccountRole }) {
    const state = useSession();
    const { pathname, search } = useLocation();
    const { ui } = useMessages();
    if (state.status === "unreachable") {
        return <Problem problem={state.error} retry={() => void session.restore(engify)} />;
    }
    if (!("user" in state)) {
        return <Navigate replace to={`/sign-in?${new URLSearchParams({ next: pathname + search })}`} />;
    }
    return role === undefined || state.user.role === role ? (
        <Outlet />
    ) : (
        <Page title={ui.notForYou.title} width="narrow">
            <Empty
                title={ui.notForYou.text}
                action={<LinkButton to={homes[state.user.role]}>{ui.toStart}</LinkButton>}
            />
        </Page>
    );
}
