import { useFormat } from "../i18n";

export function Money({ amount }: { amount: number }) {
    return <span className="numbers">{useFormat().money(amount)}</span>;
}

/** When a session is, `Tue, Dec 1, 15:00–16:00`, in the user's zone unless told. */
export function When({ start, minutes, zone }: { start: string; minutes: number; zone?: string }) {
    return <time dateTime={start}>{useFormat().session(start, minutes, zone)}</time>;
}
