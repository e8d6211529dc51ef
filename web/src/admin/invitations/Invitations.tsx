import type { CreateInvitationRequest, InvitationLinkResponse, InvitationResponse } from "@engify/client";
import { useRef, useState } from "react";
import { engify } from "../../api/engify";
import { useCommand, useList } from "../../api/queries";
import { useFormat } from "../../i18n";
import type { Field } from "../../records/record";
import { RecordForm } from "../../records/RecordForm";
import { Badge, Button, DataList, Empty, LinkButton, Note, notify, Page, SearchField, useAddress } from "../../ui";
import { ConfirmDialog, Dialog } from "../../ui/Dialog";
import styles from "../admin.module.css";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

const touches = [["invitations"], ["tas"], ["students"], ["today"]];

export function Invitations() {
    const { invitations, common, accounts } = useAdminMessages();
    const format = useFormat();
    const [{ q }] = useAddress("q");
    const list = useList(["invitations", q], (cursor, signal) =>
        engify.listInvitations({ q: q || undefined, cursor }, { signal }).page(),
    );
    const invite = (
        <LinkButton to={paths.invite()} look="primary">
            {invitations.invite}
        </LinkButton>
    );
    return (
        <Page title={invitations.title} action={invite}>
            <div className={styles.filters}>
                <SearchField label={invitations.searchLabel} />
            </div>
            <DataList
                label={invitations.title}
                list={list}
                rowKey={({ id }) => id}
                columns={[
                    { header: common.name, isTitle: true, cell: ({ name }) => name },
                    { header: common.email, cell: ({ email }) => email },
                    { header: invitations.role, cell: (invitation) => accounts.roles[invitation.role] },
                    {
                        header: invitations.expires,
                        cell: ({ expiresAt }) =>
                            Date.parse(expiresAt) < Date.now() ? (
                                <Badge kind="warn">{invitations.expired}</Badge>
                            ) : (
                                format.moment(expiresAt)
                            ),
                    },
                    {
                        header: invitations.change,
                        align: "end",
                        cell: (invitation) => <Actions invitation={invitation} />,
                    },
                ]}
                empty={
                    q === "" ? (
                        <Empty title={invitations.empty} action={invite}>
                            {invitations.emptyHint}
                        </Empty>
                    ) : (
                        <Empty title={common.nothingFound} />
                    )
                }
            />
        </Page>
    );
}

function Actions({ invitation }: { invitation: InvitationResponse }) {
    const { invitations } = useAdminMessages();
    const [asking, setAsking] = useState<"again" | "revoke" | null>(null);
    const [link, setLink] = useState<InvitationLinkResponse | null>(null);
    const { id, email, name, role } = invitation;
    const again = useCommand({
        name: "createInvitation",
        send: (input: CreateInvitationRequest, call) => engify.createInvitation(input, call),
        touches,
        done: (answer) => {
            setAsking(null);
            setLink(answer);
        },
    });
    const revoke = useCommand({
        name: "deleteInvitation",
        send: (invitationId: string, call) => engify.deleteInvitation(invitationId, call),
        touches,
        done: () => notify(invitations.revoked(name)),
    });
    return (
        <span className={styles.rowActions}>
            <Button look="quiet" aria-label={`${invitations.again}: ${name}`} onClick={() => setAsking("again")}>
                {invitations.again}
            </Button>
            <Button look="quiet" aria-label={`${invitations.revoke}: ${name}`} onClick={() => setAsking("revoke")}>
                {invitations.revoke}
            </Button>
            {asking === "again" && (
                <ConfirmDialog
                    title={invitations.againTitle(name)}
                    action={invitations.again}
                    isPending={again.isPending}
                    problem={again.problem}
                    onConfirm={() => again.run({ email, name, role })}
                    onClose={() => setAsking(null)}
                >
                    <p>{invitations.againText}</p>
                </ConfirmDialog>
            )}
            {asking === "revoke" && (
                <ConfirmDialog
                    title={invitations.revokeTitle(name)}
                    action={invitations.revokeConfirm}
                    isPending={revoke.isPending}
                    problem={revoke.problem}
                    onConfirm={() => revoke.run(id)}
                    onClose={() => setAsking(null)}
                >
                    <p>{invitations.revokeText}</p>
                </ConfirmDialog>
            )}
            {link !== null && (
                <Dialog title={invitations.madeTitle(name)} onClose={() => setLink(null)}>
                    <MadeLink link={link} />
                    <div className="row">
                        <Button onClick={() => setLink(null)}>{invitations.close}</Button>
                    </div>
                </Dialog>
            )}
        </span>
    );
}

/** The link, which is shown this once, to be passed on. */
function MadeLink({ link }: { link: InvitationLinkResponse }) {
    const { invitations } = useAdminMessages();
    const format = useFormat();
    const field = useRef<HTMLInputElement>(null);
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(link.url);
            notify(invitations.copied);
        } catch {
            field.current?.select();
            notify(invitations.copyFailed);
        }
    };
    return (
        <>
            <p>{invitations.madeText(format.moment(link.expiresAt))}</p>
            <label className="stack">
                <span className="sr-only">{invitations.link}</span>
                <input
                    ref={field}
                    className={styles.link}
                    readOnly
                    value={link.url}
                    onFocus={(event) => event.target.select()}
                />
            </label>
            <div className="row">
                <Button look="primary" onClick={() => void copy()}>
                    {invitations.copy}
                </Button>
            </div>
        </>
    );
}

export function NewInvitation() {
    const { invitations, common, accounts } = useAdminMessages();
    const [{ email, name, role }] = useAddress("email", "name", "role");
    const [link, setLink] = useState<InvitationLinkResponse | null>(null);
    const fields: Field[] = [
        {
            name: "role",
            label: invitations.role,
            kind: "choice",
            required: true,
            options: Object.entries(accounts.roles).map(([value, label]) => ({ value, label })),
        },
        { name: "name", label: common.name, kind: "text", required: true, maxLength: 200 },
        {
            name: "email",
            label: common.email,
            kind: "email",
            hint: invitations.emailHint,
            required: true,
            maxLength: 254,
        },
    ];
    return (
        <Page
            title={link === null ? invitations.newTitle : invitations.madeTitle(link.name)}
            back={{ to: paths.invitations, label: invitations.title }}
            width="narrow"
        >
            {link === null ? (
                <RecordForm
                    key={email}
                    name={`createInvitation:${email}`}
                    fields={fields}
                    record={{ role: role || "student", name, email }}
                    send={(body, call) => engify.createInvitation(body, call)}
                    touches={touches}
                    submit={invitations.submit}
                    done={setLink}
                />
            ) : (
                <Note kind="good">
                    <MadeLink link={link} />
                    <div>
                        <Button look="quiet" onClick={() => setLink(null)}>
                            {invitations.another}
                        </Button>
                    </div>
                </Note>
            )}
        </Page>
    );
}
