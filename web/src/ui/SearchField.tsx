import { useEffect, useId, useState } from "react";
import { useNavigation } from "react-router";
import { useAddress } from "./address";
import styles from "./SearchField.module.css";

/** Searches as one types: what was typed goes into the address shortly after, where the page reads it. */
export function SearchField({ label, name = "q" }: { label: string; name?: string }) {
    const id = useId();
    const [address, change] = useAddress(name);
    const asked = address[name] ?? "";
    const { state } = useNavigation();
    const [typed, setTyped] = useState(asked);
    const [seen, setSeen] = useState(asked);
    if (seen !== asked) {
        setSeen(asked); // Back, or a link: the field follows the address.
        setTyped(asked);
    }

    useEffect(() => {
        const text = typed.trim();
        // Whoever follows a link at once leaves this page; its address must not change any more.
        if (text === asked || state !== "idle") {
            return;
        }
        const timer = setTimeout(() => change({ [name]: text }, { replace: true }), 250);
        return () => clearTimeout(timer);
    }, [typed, asked, change, name, state]);

    return (
        <div role="search" className={styles.search}>
            <label htmlFor={id}>{label}</label>
            <input
                id={id}
                type="search"
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
            />
        </div>
    );
}

/** A filter with few values, kept in the address. */
export function FilterField({
    label,
    name,
    all,
    choices,
}: {
    label: string;
    name: string;
    /** The choice that filters nothing. */
    all: string;
    choices: readonly { value: string; label: string }[];
}) {
    const id = useId();
    const [address, change] = useAddress(name);
    return (
        <div className={styles.search}>
            <label htmlFor={id}>{label}</label>
            <select id={id} value={address[name]} onChange={(event) => change({ [name]: event.target.value })}>
                <option value="">{all}</option>
                {choices.map((choice) => (
                    <option key={choice.value} value={choice.value}>
                        {choice.label}
                    </option>
                ))}
            </select>
        </div>
    );
}
