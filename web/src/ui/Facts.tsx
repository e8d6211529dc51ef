import type { ReactNode } from "react";
import styles from "./Facts.module.css";

/** Names and values: `["When", <When … />]`. What has no value is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
    return (
        <dl className={styles.facts}>
            {facts
                .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== "")
                .map(([name, value]) => (
                    <div key={name} className={styles.fact}>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
        </dl>
    );
}
