import type { Page as ListPage } from "@engify/client";
import type { QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useList } from "../api/queries";
import { DataList, Empty, FilterField, Page, SearchField, useAddress, type Column } from "../ui";
import styles from "./admin.module.css";
import { useAdminMessages } from "./messages";

interface Asked {
    readonly q: string | undefined;
    readonly includeInactive: boolean | undefined;
    readonly cursor: string | undefined;
}

interface ResourceListProps<T> {
    title: string;
    lead?: ReactNode;
    action?: ReactNode;
    searchLabel: string;
    queryKey: QueryKey;
    load: (asked: Asked, signal: AbortSignal) => Promise<ListPage<T>>;
    columns: readonly Column<T>[];
    /** Whether there are inactive ones, which are hidden unless asked for. */
    hasInactive?: boolean;
    /** Other filters, which are in the query key. */
    filters?: ReactNode;
    isFiltered?: boolean;
    empty: { title: string; hint?: string; action?: ReactNode };
    children?: ReactNode;
}

/** A page that lists a resource, with search and filters on top. */
export function ResourceList<T extends { id: string }>(props: ResourceListProps<T>) {
    const { common } = useAdminMessages();
    const [address] = useAddress("q", "inactive");
    const q = address.q === "" ? undefined : address.q;
    const includeInactive = address.inactive === "yes" ? true : undefined;
    const list = useList([...props.queryKey, { q, includeInactive }], (cursor, signal) =>
        props.load({ q, includeInactive, cursor }, signal),
    );
    const isFiltered = q !== undefined || props.isFiltered === true;
    return (
        <Page title={props.title} lead={props.lead} action={props.action}>
            {props.children}
            <div className={styles.filters}>
                <SearchField label={props.searchLabel} />
                {props.filters}
                {props.hasInactive === true && (
                    <FilterField
                        label={common.state}
                        name="inactive"
                        all={common.active}
                        choices={[{ value: "yes", label: common.activeAndInactive }]}
                    />
                )}
            </div>
            <DataList
                label={props.title}
                list={list}
                columns={props.columns}
                rowKey={(row) => row.id}
                empty={
                    isFiltered ? (
                        <Empty title={common.nothingFound} />
                    ) : (
                        <Empty title={props.empty.title} action={props.empty.action}>
                            {props.empty.hint}
                        </Empty>
                    )
                }
            />
        </Page>
    );
}
