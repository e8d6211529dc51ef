import { useSearchParams } from "react-router";

/** Where to go after signing in: the page of this app that asked for it. Never another site. */
export function useNext(): string {
    const [search] = useSearchParams();
    const next = search.get("next") ?? "/";
    return /^\/(?![/\\])/.test(next) ? next : "/";
}

/** A link to another of the pages for signing in, which leads to the same page afterwards. */
export function withNext(path: string, next: string): string {
    return next === "/" ? path : `${path}?${new URLSearchParams({ next })}`;
}
