import type { ReactNode } from "react";
import type { List } from "../api/queries";
import { useMessages } from "../i18n";
import { Button } from "./Button";
import styles from "./DataList.module.css";
import { Loaded } from "./Loaded";
import { Skeleton } from "./Skeleton";

export interface Column<T> {
    header: string;
    cell: (row: T) => ReactNode;
    /** Figures stand at the end of their column. */
    align?: "end";
    /** Names the row: it leads the card on a phone. */
    isTitle?: boolean;
}

interface DataListProps<T> {
    /** What the list has, for those who cannot see it. */
    label: string;
    list: List<T>;
    columns: readonly Column<T>[];
    rowKey: (row: T) => string;
    /** What to say, and to offer, if there is nothing. */
    empty: ReactNode;
}

/** A table whose rows become cards where there is no room for columns. */
export function DataList<T>({ label, list, columns, rowKey, empty }: DataListProps<T>) {
    const { ui } = useMessages();
    return (
        <Loaded query={list} skeleton={<Skeleton lines={6} />}>
            {(rows) =>
                rows.length === 0 ? (
                    empty
                ) : (
                    <div className="stack">
                        <Table label={label} rows={rows} columns={columns} rowKey={rowKey} isDim={list.isOutdated} />
                        {list.hasMore && (
                            <div>
                                <Button busy={list.isLoadingMore} onClick={() => list.loadMore()}>
                                    {ui.showMore}
                                </Button>
                            </div>
                        )}
                    </div>
                )
            }
        </Loaded>
    );
}

/** The same for rows that are all here. The roles keep it a table where its display is that of cards. */
export function Table<T>({
    label,
    rows,
    columns,
    rowKey,
    isDim = false,
}: {
    label: string;
    rows: readonly T[];
    columns: readonly Column<T>[];
    rowKey: (row: T) => string;
    isDim?: boolean;
}) {
    return (
        <table role="table" aria-label={label} className={styles.table} aria-busy={isDim}>
            <thead role="rowgroup">
                <tr role="row">
                    {columns.map(({ header, align }) => (
                        <th key={header} role="columnheader" scope="col" className={align && styles.end}>
                            {header}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody role="rowgroup">
                {rows.map((row) => (
                    <tr key={rowKey(row)} role="row">
                        {columns.map(({ header, cell, align, isTitle }) => (
                            <td
                                key={header}
                                role={isTitle ? "rowheader" : "cell"}
                                data-label={header}
                                className={[align && styles.end, isTitle && styles.title].filter(Boolean).join(" ")}
                            >
                                <span className={styles.value}>{cell(row)}</span>
                            </td>
                        ))}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
