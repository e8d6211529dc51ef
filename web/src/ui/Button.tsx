import type { ComponentProps, ReactNode } from "react";
import { Link, type To } from "react-router";
import { useMessages } from "../i18n";
import styles from "./Button.module.css";

type Look = "primary" | "plain" | "danger" | "quiet";

function classOf(look: Look, extra?: string) {
    return [styles.button, styles[look], extra].filter(Boolean).join(" ");
}

/** While it is busy it stays in the tab order and says so, so that focus is not lost. */
export function Button({
    look = "plain",
    busy = false,
    onClick,
    className,
    children,
    ...rest
}: ComponentProps<"button"> & { look?: Look; busy?: boolean }) {
    const { ui } = useMessages();
    return (
        <button
            type="button"
            {...rest}
            className={classOf(look, className)}
            aria-disabled={busy || undefined}
            onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
        >
            {children}
            {busy && <span className={styles.busy} role="img" aria-label={ui.working} />}
        </button>
    );
}

export function LinkButton({
    to,
    look = "plain",
    children,
    ...rest
}: {
    to: To;
    look?: Look;
    children: ReactNode;
    "aria-label"?: string;
}) {
    return (
        <Link {...rest} to={to} className={classOf(look)}>
            {children}
        </Link>
    );
}
