import { useAddress } from "./address";
import type { Choice } from "./form";
import styles from "./Choices.module.css";

/** A few choices of which one counts, kept in the address. */
export function Choices({
    label,
    name,
    choices,
    isLabelShown = false,
    fallback,
}: {
    label: string;
    name: string;
    choices: readonly Choice[];
    isLabelShown?: boolean;
    /** What counts while the address does not say; else the first. */
    fallback?: string;
}) {
    const [address, change] = useAddress(name);
    const chosen = choices.some(({ value }) => value === address[name])
        ? address[name]
        : (fallback ?? choices[0]?.value);
    return (
        <fieldset className={styles.choices}>
            <legend className={isLabelShown ? styles.label : "sr-only"}>{label}</legend>
            <div className={styles.row}>
                {choices.map((choice) => (
                    <label key={choice.value} className={styles.choice}>
                        <input
                            type="radio"
                            name={name}
                            value={choice.value}
                            checked={choice.value === chosen}
                            onChange={() => change({ [name]: choice.value })}
                        />
                        <span>{choice.label}</span>
                    </label>
                ))}
            </div>
        </fieldset>
    );
}
