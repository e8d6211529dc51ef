import { useCallback } from "react";
import { useSearchParams } from "react-router";

/**
 * What the user chose, kept in the page's address, so that a reload, Back and a shared link show the same. An empty
 * value takes its name out of the address.
 */
export function useAddress<N extends string>(
    ...names: readonly N[]
): [Record<N, string>, (changes: Partial<Record<N, string>>, how?: { replace: boolean }) => void] {
    const [search, setSearch] = useSearchParams();
    const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ""])) as Record<N, string>;
    const change = useCallback(
        (changes: Partial<Record<N, string>>, how?: { replace: boolean }) =>
            setSearch(
                (before) => {
                    const after = new URLSearchParams(before);
                    for (const [name, value] of Object.entries(changes) as [N, string][]) {
                        if (value === "") {
                            after.delete(name);
                        } else {
                            after.set(name, value);
                        }
                    }
                    return after;
                },
                { replace: how?.replace ?? false, preventScrollReset: true },
            ),
        [setSearch],
    );
    return [values, change];
}
