import { EngifyClient } from "@engify/client";
import { useSyncExternalStore } from "react";
import { BrowserSession, type SessionState } from "./session";

export const session = new BrowserSession({
    storage: localStorage,
    channel: new BroadcastChannel("engify.session"),
    // Without HTTPS there are no locks; the service then bears with two tabs that renew in the same half minute.
    exclusively: async (work) =>
        "locks" in navigator ? await navigator.locks.request("engify.session", work) : await work(),
});

/** The service, as the user who is signed in. */
export const engify = new EngifyClient({
    baseUrl: location.origin,
    session,
    refreshToken: "cookie",
    onSessionEnded: (end) => session.ended(end),
    retry: { attempts: 3, totalTime: 20_000 },
});

export function useSession(): SessionState {
    return useSyncExternalStore(session.subscribe, () => session.state);
}

/** Who works with this page; null for a visitor. */
export function useUser() {
    const state = useSession();
    return "user" in state ? state.user : null;
}

/** The id of the student who is signed in, on pages that only students see. */
export function useStudentId(): string {
    const id = useUser()?.studentId;
    if (id === undefined || id === null) {
        throw new Error("This page is for students.");
    }
    return id;
}
