import { useMessages } from "../i18n";
import styles from "./Skeleton.module.css";

/** The shape of what comes: lines of text, or tiles. */
export function Skeleton({ lines, tiles }: { lines?: number; tiles?: number }) {
    const { ui } = useMessages();
    const parts = Array.from({ length: lines ?? tiles ?? 1 }, (_, index) => index);
    return (
        <div className={tiles === undefined ? styles.lines : styles.tiles}>
            <span className="sr-only">{ui.loading}</span>
            {parts.map((part) => (
                <span key={part} className={styles.part} aria-hidden="true" />
            ))}
        </div>
    );
}
