import { useMessages } from "../i18n";
import styles from "./Skeleton.module.css";

/**
 * The shape of what comes: lines of text, or tiles. The parts of a page below it, and the footer, are shown when it is
 * gone, so that nothing moves under the reader's eyes.
 */
export function Skeleton({ lines, tiles }: { lines?: number; tiles?: number }) {
    const { ui } = useMessages();
    const parts = Array.from({ length: lines ?? tiles ?? 1 }, (_, index) => index);
    return (
        <div className={tiles === undefined ? styles.lines : styles.tiles} data-skeleton>
            <span className="sr-only">{ui.loading}</span>
            {parts.map((part) => (
                <span key={part} className={styles.part} aria-hidden="true" />
            ))}
        </div>
    );
}
