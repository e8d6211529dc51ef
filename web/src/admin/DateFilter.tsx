import { useId } from "react";
import { dateIn } from "../ta/week";
import { useAddress } from "../ui";
import styles from "../ui/SearchField.module.css";

/** A date that filters a list, kept in the address. */
export function DateFilter({ label, name }: { label: string; name: string }) {
    const id = useId();
    const [address, change] = useAddress(name);
    return (
        <div className={styles.search}>
            <label htmlFor={id}>{label}</label>
            <input
                id={id}
                type="date"
                value={dateIn(address[name] ?? "")}
                onChange={(event) => change({ [name]: event.target.value })}
            />
        </div>
    );
}
