import type { ReactNode } from "react";
import styles from "./Empty.module.css";

/** Nothing is here: says so, and offers what to do first. */
export function Empty({ title, action, children }: { title: string; action?: ReactNode; children?: ReactNode }) {
    return (
        <div className={styles.empty}>
            <p className={styles.title}>{title}</p>
            {children && <p className="soft">{children}</p>}
            {action}
        </div>
    );
}
