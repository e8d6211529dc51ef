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
    const problem = query.error !== null && query.error !== undefined && (
        <Problem problem={query.error} retry={() => void query.refetch()} isRetrying={query.isFetching} />
    );
    if (query.data !== undefined) {
        return (
            <>
                {problem}
                {children(query.data)}
            </>
        );
    }
    return problem || <Waiting>{skeleton}</Waiting>;
}

/** After some seconds a wait needs a word. */
function Waiting({ children }: { children: ReactNode }) {
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
