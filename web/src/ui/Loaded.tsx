import { EngifyProblem, NoAnswerError } from "@engify/client";
import { useEffect, useState, type ReactNode } from "react";
import type { Loadable } from "../api/queries";
import { useMessages } from "../i18n";
import { Problem } from "./Problem";
import { Skeleton } from "./Skeleton";

/** Shows an answer, or its shape while it is under way, or why there is none and a way to ask again. */
export function Loaded<T>({
    query,
    skeleton = <Skeleton lines={4} />,
    children,
}: {
    query: Loadable<T>;
    skeleton?: ReactNode;
    children: (data: T) => ReactNode;
}) {
    const { error } = query;
    // The service answers this question the same way each time.
    const isFinal = error instanceof EngifyProblem && [400, 403, 404].includes(error.status);
    const problem = error !== null && error !== undefined && (
        <Problem
            problem={error}
            isRetrying={query.isFetching}
            {...(isFinal ? {} : { retry: () => void query.refetch() })}
        />
    );
    if (query.data !== undefined) {
        // While the browser is offline, the frame says so, and what is here stays.
        const isTold = error instanceof NoAnswerError && !navigator.onLine;
        return (
            <>
                {!isTold && problem}
                {children(query.data)}
            </>
        );
    }
    return problem || <Waiting>{skeleton}</Waiting>;
}

/** After some seconds a wait needs a word. */
export function Waiting({ children }: { children: ReactNode }) {
    const { ui } = useMessages();
    const [isSlow, setSlow] = useState(false);
    useEffect(() => {
        const timer = setTimeout(() => setSlow(true), 4_000);
        return () => clearTimeout(timer);
    }, []);
    return (
        <div className="stack">
            <p role="status" className="soft">
                {isSlow && ui.slow}
            </p>
            {children}
        </div>
    );
}
