import type { ReactNode } from "react";
import styles from "./Badge.module.css";

/** A state in a word. */
export function Badge({
    kind = "plain",
    children,
}: {
    kind?: "plain" | "good" | "warn" | "danger";
    children: ReactNode;
}) {
    return <span className={`${styles.badge} ${styles[kind]}`}>{children}</span>;
}
