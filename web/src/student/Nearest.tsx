import type { SlotResponse } from "@engify/client";
import { useFormat, useMessages } from "../i18n";
import { Button } from "../ui";
import styles from "./Book.module.css";

/** Slots of several days, in order. */
export function Nearest({
    slots,
    minutes,
    onTake,
}: {
    slots: readonly SlotResponse[];
    minutes: number;
    onTake: (instant: string) => void;
}) {
    const t = useMessages().student.book.confirm;
    const format = useFormat();
    const inOrder = [...slots].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
    return (
        <ul className={styles.nearest}>
            {inOrder.map(({ startsAt }) => (
                <li key={startsAt}>
                    <Button onClick={() => onTake(startsAt)}>{t.takeInstead(format.session(startsAt, minutes))}</Button>
                </li>
            ))}
        </ul>
    );
}
