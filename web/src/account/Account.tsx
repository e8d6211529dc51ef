import type { SignInSessionResponse, UserResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { engify, useUser } from "../api/engify";
import { useCommand } from "../api/queries";
import { languages, useFormat, useLanguage, useMessages, type Language } from "../i18n";
import { Badge, Button, Facts, Form, Loaded, notify, Page, Section, Table, TextField, useForm } from "../ui";
import styles from "./Account.module.css";
import { faults, newPasswordFault } from "./checks";

export default function Account() {
    const t = useMessages().account;
    const user = useUser();
    return (
        <Page title={t.title}>
            {user && <Profile user={user} />}
            <Languages />
            <Password />
            <Devices />
        </Page>
    );
}

function Profile({ user }: { user: UserResponse }) {
    const t = useMessages().account;
    return (
        <Section title={t.profile}>
            <Facts
                facts={[
                    [t.name, user.name],
                    [t.email, user.email],
                    [t.role, t.roles[user.role]],
                ]}
            />
            <p className="small soft">{t.profileHint}</p>
        </Section>
    );
}

function Languages() {
    const t = useMessages().account;
    const { language, choose } = useLanguage();
    return (
        <Section title={t.language}>
            <fieldset className={styles.languages}>
                <legend className="sr-only">{t.language}</legend>
                {(Object.keys(languages) as Language[]).map((one) => (
                    <label key={one} lang={one}>
                        <input type="radio" name="language" checked={one === language} onChange={() => choose(one)} />
                        {languages[one]}
                    </label>
                ))}
            </fieldset>
        </Section>
    );
}

const noPasswords = { currentPassword: "", newPassword: "" };

function Password() {
    const t = useMessages().account;
    const form = useForm({
        initial: noPasswords,
        check: ({ currentPassword, newPassword }) =>
            faults({
                currentPassword: currentPassword === "" ? t.passwordMissing : undefined,
                newPassword: newPasswordFault(newPassword, t),
            }),
    });
    const change = useCommand({
        send: (input: typeof noPasswords) => engify.changePassword(input),
        touches: [["devices"]],
        done: () => {
            form.reset(noPasswords);
            notify(t.passwordChanged);
        },
    });
    return (
        <Section title={t.passwordTitle}>
            <Form
                form={form}
                send={change.run}
                submit={t.changePassword}
                look="plain"
                isPending={change.isPending}
                problem={change.problem}
            >
                <TextField
                    field={form.field("currentPassword")}
                    label={t.currentPassword}
                    type="password"
                    autoComplete="current-password"
                />
                <TextField
                    field={form.field("newPassword")}
                    label={t.newPassword}
                    hint={t.passwordHint}
                    type="password"
                    autoComplete="new-password"
                />
            </Form>
        </Section>
    );
}

function Devices() {
    const t = useMessages().account;
    const format = useFormat();
    const devices = useQuery({
        queryKey: ["devices"],
        queryFn: ({ signal }) => engify.listSessions({ signal }),
    });
    const endOthers = useCommand({
        send: () => engify.endOtherSessions(),
        touches: [["devices"]],
        done: () => notify(t.othersEnded),
    });
    return (
        <Section
            title={t.devices}
            action={
                devices.data?.some(({ isCurrent }) => !isCurrent) && (
                    <Button busy={endOthers.isPending} onClick={() => endOthers.run(null)}>
                        {t.endOthers}
                    </Button>
                )
            }
        >
            <Loaded query={devices}>
                {(found) => (
                    <Table
                        label={t.devices}
                        rows={found}
                        rowKey={({ id }) => id}
                        columns={[
                            {
                                header: t.device,
                                isTitle: true,
                                cell: ({ isCurrent }) =>
                                    isCurrent ? <Badge kind="good">{t.thisDevice}</Badge> : t.otherDevice,
                            },
                            { header: t.network, cell: ({ network }) => network ?? "–" },
                            { header: t.since, cell: ({ createdAt }) => format.moment(createdAt) },
                            { header: t.lastUsed, cell: ({ lastUsedAt }) => format.moment(lastUsedAt) },
                            { header: t.action, cell: (device) => !device.isCurrent && <End device={device} /> },
                        ]}
                    />
                )}
            </Loaded>
        </Section>
    );
}

function End({ device }: { device: SignInSessionResponse }) {
    const t = useMessages().account;
    const format = useFormat();
    const end = useCommand({
        send: () => engify.endSession(device.id),
        touches: [["devices"]],
        done: () => notify(t.sessionEnded),
    });
    return (
        <Button
            busy={end.isPending}
            aria-label={t.endSessionOf(format.moment(device.createdAt))}
            onClick={() => end.run(null)}
        >
            {t.endSession}
        </Button>
    );
}
