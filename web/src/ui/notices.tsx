import { useSyncExternalStore } from "react";
import { useMessages } from "../i18n";
import styles from "./notices.module.css";

let text: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function show(next: string | null) {
    text = next;
    for (const listener of listeners) {
        listener();
    }
}

/** Says in passing that something is done, to eyes and to screen readers. */
export function notify(sentence: string): void {
    clearTimeout(timer);
    show(sentence);
    timer = setTimeout(() => show(null), 8_000);
}

export function Notices() {
    const { ui } = useMessages();
    const sentence = useSyncExternalStore(
        (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        () => text,
    );
    return (
        <div role="status" className={styles.region}>
            {sentence !== null && (
                <div className={styles.notice}>
                    <span>{sentence}</span>
                    <button type="button" className={styles.close} aria-label={ui.close} onClick={() => show(null)}>
                        <span aria-hidden="true">×</span>
                    </button>
                </div>
            )}
        </div>
    );
}
