import type { AuditEntryResponse } from "@engify/client";
import { Link } from "react-router";
import { engify } from "../../api/engify";
import { useList } from "../../api/queries";
import { useFormat, useMessages } from "../../i18n";
import { instantOf } from "../../records/record";
import { addDays, dateIn } from "../../ta/week";
import { Badge, Button, DataList, Empty, FilterField, Page, useAddress } from "../../ui";
import styles from "../admin.module.css";
import { DateFilter } from "../DateFilter";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

const names = ["action", "outcome", "sessions", "from", "to", "object", "account"] as const;

/** What every open page does now and then, without anybody's doing. */
const renewal = "RefreshSession";

export function Audit() {
    const { audit, common } = useAdminMessages();
    const format = useFormat();
    const [address, change] = useAddress(...names);
    const midnight = (date: string, days: number) =>
        dateIn(date) === "" ? undefined : instantOf(`${addDays(date, days)}T00:00`, format.zone);
    const asked = {
        action: address.action || undefined,
        exceptAction: address.action === "" && address.sessions === "" ? renewal : undefined,
        outcome: address.outcome || undefined,
        objectId: address.object || undefined,
        accountId: address.account || undefined,
        from: midnight(address.from, 0),
        to: midnight(address.to, 1),
    };
    const isFiltered = names.some((name) => address[name] !== "");
    const list = useList(["audit", asked], (cursor, signal) =>
        engify.listAuditEntries({ ...asked, cursor }, { signal }).page(),
    );
    const actions = Object.entries(audit.actions).sort(([, one], [, other]) => one.localeCompare(other, format.locale));
    return (
        <Page title={audit.title} lead={audit.intro}>
            <div className={styles.filters}>
                <FilterField
                    label={audit.action}
                    name="action"
                    all={common.any}
                    choices={actions.map(([value, label]) => ({ value, label }))}
                />
                <FilterField
                    label={audit.outcome}
                    name="outcome"
                    all={common.any}
                    choices={[
                        { value: "succeeded", label: audit.succeeded },
                        { value: "forbidden", label: audit.forbidden },
                    ]}
                />
                {address.action === "" && (
                    <FilterField
                        label={audit.renewals}
                        name="sessions"
                        all={audit.leftOut}
                        choices={[{ value: "shown", label: audit.shown }]}
                    />
                )}
                <DateFilter label={common.from} name="from" />
                <DateFilter label={common.to} name="to" />
                {isFiltered && (
                    <Button look="quiet" onClick={() => change(Object.fromEntries(names.map((name) => [name, ""])))}>
                        {audit.clear}
                    </Button>
                )}
            </div>
            <DataList
                label={audit.title}
                list={list}
                rowKey={({ id }) => id}
                columns={[
                    { header: audit.what, isTitle: true, cell: ({ action }) => audit.actions[action] ?? audit.read },
                    { header: audit.when, cell: ({ occurredAt }) => format.moment(occurredAt) },
                    {
                        header: audit.who,
                        cell: (entry) => <Who entry={entry} all={(account) => change({ account, object: "" })} />,
                    },
                    {
                        header: audit.object,
                        cell: (entry) => <What entry={entry} all={(object) => change({ object, account: "" })} />,
                    },
                    { header: audit.outcome, cell: ({ outcome }) => <OutcomeOf outcome={outcome} /> },
                    {
                        header: audit.details,
                        cell: ({ details, address: network }) =>
                            (details !== null || network !== null) && (
                                <span className="small soft">
                                    {[details, network].filter((text) => text !== null).join(", ")}
                                </span>
                            ),
                    },
                ]}
                empty={<Empty title={audit.empty} />}
            />
        </Page>
    );
}

function Who({
    entry: { accountId, accountName, role },
    all,
}: {
    entry: AuditEntryResponse;
    all: (accountId: string) => void;
}) {
    const { audit, accounts } = useAdminMessages();
    if (accountId === null) {
        return <span className="soft">{audit.nobody}</span>;
    }
    const name = accountName ?? (role === null ? accountId : (accounts.roles[role] ?? role));
    return (
        <button type="button" className={styles.plainLink} title={audit.sameAccount} onClick={() => all(accountId)}>
            {name}
        </button>
    );
}

const pages: Readonly<Record<string, (id: string) => string>> = {
    booking: paths.booking,
    closure: paths.closure,
    course: paths.course,
    group_session_template: paths.weeklySession,
    student: paths.student,
    ta: paths.ta,
    template: paths.weeklySession,
    term: paths.term,
};

function What({
    entry: { objectType, objectId },
    all,
}: {
    entry: AuditEntryResponse;
    all: (objectId: string) => void;
}) {
    const { audit, imports } = useAdminMessages();
    if (objectType === null) {
        return null;
    }
    const name = audit.objects[objectType] ?? imports.kinds[objectType] ?? objectType;
    if (objectId === null) {
        return name;
    }
    const page = pages[objectType];
    return (
        <>
            {page === undefined ? name : <Link to={page(objectId)}>{name}</Link>}{" "}
            <button type="button" className={styles.plainLink} onClick={() => all(objectId)}>
                <span className="small">{audit.sameObject}</span>
            </button>
        </>
    );
}

function OutcomeOf({ outcome }: { outcome: string }) {
    const { audit } = useAdminMessages();
    const { problems } = useMessages();
    if (outcome === "succeeded") {
        return <Badge kind="good">{audit.succeeded}</Badge>;
    }
    return (
        <>
            <Badge kind="warn">{audit.refused}</Badge>{" "}
            <span className="small">{(problems as Record<string, string>)[outcome] ?? outcome}</span>
        </>
    );
}
