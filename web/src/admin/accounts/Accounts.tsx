import type { AccountResponse, AccountRole } from "@engify/client";
import { useState } from "react";
import { Link } from "react-router";
import { engify, useUser } from "../../api/engify";
import { useCommand, useList } from "../../api/queries";
import { useFormat } from "../../i18n";
import {
    Badge,
    Button,
    DataList,
    Empty,
    FilterField,
    LinkButton,
    notify,
    Page,
    SearchField,
    useAddress,
} from "../../ui";
import { ConfirmDialog } from "../../ui/Dialog";
import styles from "../admin.module.css";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

/** Who can sign in. */
export function Accounts() {
    const { accounts, common, invitations } = useAdminMessages();
    const format = useFormat();
    const [{ q, role }] = useAddress("q", "role");
    const asked = { q: q || undefined, role: (role || undefined) as AccountRole | undefined };
    const list = useList(["accounts", asked], (cursor, signal) =>
        engify.listAccounts({ ...asked, cursor }, { signal }).page(),
    );
    return (
        <Page
            title={accounts.title}
            action={
                <LinkButton to={paths.invite()} look="primary">
                    {invitations.invite}
                </LinkButton>
            }
        >
            <div className={styles.filters}>
                <SearchField label={accounts.searchLabel} />
                <FilterField
                    label={accounts.role}
                    name="role"
                    all={common.any}
                    choices={Object.entries(accounts.roles).map(([value, label]) => ({ value, label }))}
                />
            </div>
            <DataList
                label={accounts.title}
                list={list}
                rowKey={({ id }) => id}
                columns={[
                    { header: common.name, isTitle: true, cell: (account) => <Name account={account} /> },
                    { header: common.email, cell: ({ email }) => <span className={styles.email}>{email}</span> },
                    { header: accounts.role, cell: (account) => accounts.roles[account.role] },
                    {
                        header: accounts.lastSignIn,
                        cell: ({ lastSignedInAt }) =>
                            lastSignedInAt === null ? (
                                <span className="soft">{accounts.never}</span>
                            ) : (
                                format.moment(lastSignedInAt)
                            ),
                    },
                    {
                        header: common.state,
                        cell: ({ isActive }) =>
                            isActive ? <Badge kind="good">{common.active}</Badge> : <Badge>{common.inactive}</Badge>,
                    },
                    { header: accounts.change, align: "end", cell: (account) => <Status account={account} /> },
                ]}
                empty={<Empty title={q === "" && role === "" ? accounts.empty : common.nothingFound} />}
            />
        </Page>
    );
}

function Name({ account: { name, studentId, taId } }: { account: AccountResponse }) {
    const to = studentId !== null ? paths.student(studentId) : taId !== null ? paths.ta(taId) : null;
    return to === null ? name : <Link to={to}>{name}</Link>;
}

function Status({ account }: { account: AccountResponse }) {
    const { accounts } = useAdminMessages();
    const user = useUser();
    const [isAsking, setAsking] = useState(false);
    const set = useCommand({
        name: "setAccountStatus",
        send: ({ id, isActive }: { id: string; isActive: boolean }, call) =>
            engify.setAccountStatus(id, { isActive }, call),
        touches: [["accounts"]],
        done: (_, { isActive }) => {
            setAsking(false);
            notify(isActive ? accounts.activated(account.name) : accounts.deactivated(account.name));
        },
        failed: () => undefined,
    });
    if (account.id === user?.id) {
        return <span className="soft">{accounts.self}</span>;
    }
    const action = account.isActive ? accounts.deactivate : accounts.activate;
    return (
        <span className={styles.rowActions}>
            <Button look="quiet" aria-label={`${action}: ${account.name}`} onClick={() => setAsking(true)}>
                {action}
            </Button>
            {isAsking && (
                <ConfirmDialog
                    title={
                        account.isActive ? accounts.deactivateTitle(account.name) : accounts.activateTitle(account.name)
                    }
                    action={account.isActive ? accounts.deactivateConfirm : accounts.activate}
                    isPending={set.isPending}
                    problem={set.problem}
                    onConfirm={() => set.run({ id: account.id, isActive: !account.isActive })}
                    onClose={() => {
                        set.reset();
                        setAsking(false);
                    }}
                >
                    <p>{account.isActive ? accounts.deactivateText : accounts.activateText}</p>
                </ConfirmDialog>
            )}
        </span>
    );
}
