import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { engify, session } from "./api/engify";
import { forgetKept } from "./api/keys";
import { queryClient } from "./api/queries";
import { makeRouter, Router } from "./app/router";
import { LanguageProvider } from "./i18n";
import "./ui/tokens.css";

let before = session.user;
session.subscribe(() => {
    const { user } = session;
    if (before !== null && before.id !== user?.id) {
        // What one person has seen or typed is not for the next.
        queryClient.clear();
        forgetKept();
    }
    before = user;
});
addEventListener("pageshow", (event) => event.persisted && session.wake());
void session.restore(engify);

createRoot(document.getElementById("root")!).render(
    <StrictMode>
        <QueryClientProvider client={queryClient}>
            <LanguageProvider>
                <Router router={makeRouter()} />
            </LanguageProvider>
        </QueryClientProvider>
    </StrictMode>,
);
